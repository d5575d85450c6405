/** A class by its own colour, its marker and its name: the same in every table and chart of the project. */
import { useQuery } from '@tanstack/react-query';
import { classesQuery } from '@/api';
import classes from './Model.module.css';

const COLOURS = 10;
/** From the eleventh class on, colours repeat with the next marker. */
const MARKERS = ['M1 1H9V9H1Z', 'M5 0.6a4.4 4.4 0 1 1 0 8.8a4.4 4.4 0 1 1 0-8.8Z', 'M5 0.8 9.4 9H0.6Z', 'M5 0.2 9.8 5 5 9.8 0.2 5Z'] as const;

export function useClassColours(projectKey: string): ReadonlyMap<string, number> {
  const { data } = useQuery(classesQuery(projectKey));
  return new Map(Object.entries(data?.colours ?? {}));
}

export function ClassDot({ index }: { index: number | undefined }) {
  if (index === undefined) return null;
  return (
    <svg className={classes.dot} width="9" height="9" viewBox="0 0 10 10" aria-hidden="true">
      <path d={MARKERS[Math.floor(index / COLOURS) % MARKERS.length]} fill={`var(--c${index % COLOURS})`} />
    </svg>
  );
}

export function ClassName({ name, index }: { name: string; index: number | undefined }) {
  return (
    <span className={classes.className}>
      <ClassDot index={index} />
      <span>{name}</span>
    </span>
  );
}
