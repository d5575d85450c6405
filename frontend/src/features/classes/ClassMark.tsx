/** A class as its marker in its own colour, always beside its name. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { classesQuery } from '@/api';
import { classLook, type ClassLook } from './classColours';
import classes from './ClassMark.module.css';

const MARKERS = ['M1 1H9V9H1Z', 'M5 .6a4.4 4.4 0 1 1 0 8.8a4.4 4.4 0 1 1 0-8.8Z', 'M5 .8 9.6 9H.4Z', 'M5 .2 9.8 5 5 9.8.2 5Z'] as const;

const NONE: readonly string[] = [];

/** Look of every class of a project, by name; `names` are those shown together, for classes the project does not know yet. */
export function useClassLook(projectKey: string, names: readonly string[] = NONE): (name: string) => ClassLook {
  const { data } = useQuery(classesQuery(projectKey));
  const joined = names.join('\n');
  const looks = useMemo(() => {
    const colours = data?.colours ?? {};
    const all = joined.split('\n');
    return new Map(all.map((name) => [name, classLook(name, colours, all)]));
  }, [joined, data]);
  // One function for as long as it tells the same: rows of a grid are drawn again only when it changes.
  return useCallback((name: string) => looks.get(name) ?? classLook(name, data?.colours ?? {}), [looks, data]);
}

export function colourOf(look: ClassLook): string {
  return `var(--c${look.colour})`;
}

export function ClassMark({ look, size = 9 }: { look: ClassLook; size?: number }) {
  return (
    <svg className={classes.mark} width={size} height={size} viewBox="0 0 10 10" aria-hidden="true" focusable="false">
      <path d={MARKERS[look.marker]} fill={colourOf(look)} />
    </svg>
  );
}

export function ClassLabel({ name, look }: { name: string; look: ClassLook }) {
  return (
    <span className={classes.label}>
      <ClassMark look={look} />
      <span className={classes.name}>{name}</span>
    </span>
  );
}
