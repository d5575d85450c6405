/** Where the network comes from and how it was trained: everything one needs to make it again. */
import { factLines, type FactLine } from './facts';
import classes from './Model.module.css';
import type { Model } from './modelQueries';

export function OriginTab({ model }: { model: Model }) {
  const parts: readonly { title: string; lines: FactLine[] }[] = [
    { title: 'Where it comes from', lines: factLines(model.provenance) },
    { title: 'How it was trained', lines: factLines(model.training ?? {}) },
    { title: 'How pictures are prepared for it', lines: factLines(model.preprocessing) },
  ];
  const told = parts.filter((part) => part.lines.length > 0);
  if (told.length === 0) return <p className={`${classes.part ?? ''} ${classes.note ?? ''}`}>This model says nothing of its origin.</p>;
  return told.map((part) => (
    <section key={part.title} className={classes.part} aria-label={part.title}>
      <h2>{part.title}</h2>
      <dl className={classes.facts}>
        {part.lines.map((line) => (
          <div key={line.label}>
            <dt>{line.label}</dt>
            <dd>{line.value}</dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}
