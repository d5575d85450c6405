/** At the right of a model: what it is in short, its classes, and what uses it. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ClassLabel, useClassLook } from '@/features/classes';
import { bytes, count, counted } from '@/lib/format';
import { Section } from '@/ui';
import classes from './Model.module.css';
import type { Model } from './modelQueries';
import { trainedOn } from './trainedOn';

const FIRST_CLASSES = 24;

export function ModelPanel({ projectKey, model }: { projectKey: string; model: Model }) {
  const [isAll, setIsAll] = useState(false);
  const lookOf = useClassLook(projectKey);
  const shown = isAll ? model.classes : model.classes.slice(0, FIRST_CLASSES);
  const facts: [string, string][] = [
    ['Architecture', model.architecture_label],
    ['Trained on', trainedOn(model)],
    ['Input', `${model.input_size.join(' × ')} px`],
    ['Smallest input', `${count(model.minimum_size)} px`],
    ['Parameters', count(model.parameters)],
    ['Layers', count(model.layers.length)],
    ['Size', bytes(model.folder.bytes)],
    ['Licence', model.licence],
    ['Version', count(model.folder.version)],
  ];
  return (
    <>
      <Section title="Facts">
        <dl className={classes.short}>
          {facts
            .filter(([, value]) => value !== '')
            .map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
      </Section>
      <Section title={counted(model.classes.length, 'class', 'classes')}>
        <ul className={classes.classList}>
          {shown.map((name) => (
            <li key={name}>
              {model.retrained ? <ClassLabel name={name} look={lookOf(name)} /> : name}
            </li>
          ))}
        </ul>
        {model.classes.length > FIRST_CLASSES && (
          <Button size="xs" variant="subtle" onClick={() => setIsAll(!isAll)}>
            {isAll ? 'Show fewer' : `Show all ${count(model.classes.length)}`}
          </Button>
        )}
      </Section>
      {model.folder.usages.length > 0 && (
        <Section title="In the flow">
          <ul className={classes.classList}>
            {model.folder.usages.map((usage) => (
              <li key={usage.recipe_id}>
                <Link to="/projects/$key/recipes/$id" params={{ key: projectKey, id: usage.recipe_id }}>
                  {usage.recipe_name}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
