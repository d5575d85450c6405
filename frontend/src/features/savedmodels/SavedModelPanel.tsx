/** At the right of a saved model: what the version shown is, where it comes from, what uses it, and when it changed. */
import { Link } from '@tanstack/react-router';
import { ClassLabel, useClassLook } from '@/features/classes';
import { bytes, counted, dateTime, duration, who } from '@/lib/format';
import { recipePath } from '@/lib/paths';
import { Section } from '@/ui';
import type { ModelVersion, SavedModel } from './queries';
import classes from './SavedModel.module.css';
import { cameBy } from './words';

const FIRST_CLASSES = 24;
const KINDS: Readonly<Record<string, string>> = { BINARY_CLASSIFICATION: 'two classes', MULTICLASS: 'several classes', REGRESSION: 'a number' };

export function SavedModelPanel({ projectKey, model, version }: { projectKey: string; model: SavedModel; version: ModelVersion | undefined }) {
  const lookOf = useClassLook(projectKey, version?.class_names);
  const readers = model.usages.filter((usage) => usage.direction === 'input');
  return (
    <>
      {version !== undefined && (
        <Section title={`Version ${version.version}`}>
          <dl className={classes.short}>
            {factsOf(version).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
            {version.dataset !== null && (
              <div>
                <dt>Trained on</dt>
                <dd>
                  {version.dataset.id === null ? (
                    version.dataset.name
                  ) : (
                    <Link to="/projects/$key/datasets/$id" params={{ key: projectKey, id: version.dataset.id }}>
                      {version.dataset.name}
                    </Link>
                  )}
                </dd>
              </div>
            )}
          </dl>
        </Section>
      )}
      {version !== undefined && version.class_names.length > 0 && (
        <Section title={counted(version.class_names.length, 'class', 'classes')}>
          <ul className={classes.classList}>
            {version.class_names.slice(0, FIRST_CLASSES).map((name) => (
              <li key={name}>
                <ClassLabel name={name} look={lookOf(name)} />
              </li>
            ))}
            {version.class_names.length > FIRST_CLASSES && <li>and {version.class_names.length - FIRST_CLASSES} more</li>}
          </ul>
        </Section>
      )}
      <Section title="In the flow">
        <dl className={classes.short}>
          <div>
            <dt>Trained by</dt>
            <dd>{model.written_by === null ? 'no recipe any more' : <Link {...recipePath(projectKey, model.written_by)}>its training recipe</Link>}</dd>
          </div>
          {readers.map((usage) => (
            <div key={usage.recipe_id}>
              <dt>Read by</dt>
              <dd>
                <Link {...recipePath(projectKey, usage.recipe_id)}>{usage.recipe_name}</Link>
              </dd>
            </div>
          ))}
        </dl>
      </Section>
      {model.activations.length > 1 && (
        <Section title="Made active">
          <dl className={classes.short}>
            {model.activations.slice(0, 8).map((one) => (
              <div key={one.at}>
                <dt>Version {one.version}</dt>
                <dd>
                  {dateTime(one.at)}, {who(one.by)}
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
    </>
  );
}

function factsOf(version: ModelVersion): [string, string][] {
  const facts: [string, string][] = [
    ['Algorithm', version.label],
    ['Predicts', `${version.target}, ${KINDS[version.prediction_type] ?? ''}`],
    ['Came by', cameBy(version)],
    ['Made', `${dateTime(version.created_at)}, ${who(version.created_by)}`],
    ['Size', bytes(version.bytes)],
  ];
  if (version.seconds !== null) facts.push(['Training took', duration(version.seconds)]);
  return facts;
}
