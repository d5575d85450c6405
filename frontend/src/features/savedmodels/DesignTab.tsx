/** What a version does to a table: the columns it needs, its script, its features and hyper-parameters. */
import { useQuery } from '@tanstack/react-query';
import { ErrorState, SkeletonRows } from '@/ui';
import { versionQuery, type ModelVersion, type SavedModel } from './queries';
import classes from './SavedModel.module.css';
import { valueWords } from './words';

export function DesignTab({ projectKey, model, version }: { projectKey: string; model: SavedModel; version: ModelVersion }) {
  const detail = useQuery(versionQuery(projectKey, model.id, version.version));
  if (detail.error) return <ErrorState error={detail.error} what="the design" onRetry={() => void detail.refetch()} />;
  if (!detail.data) return <SkeletonRows rows={8} height={28} awaited="the design" />;
  const { script, columns } = detail.data;
  const features = featuresOf(detail.data.design);
  const typeOf = new Map(columns.map((column) => [String(column.name), String(column.type)]));
  return (
    <>
      <section className={classes.part} aria-label="Features">
        <h2>Features</h2>
        {/* Focusable, so that it scrolls by keyboard too. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div className={classes.wide} tabIndex={0} role="region" aria-label="Features of the model">
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">Column</th>
                <th scope="col">Role</th>
                <th scope="col">Handled as</th>
                <th scope="col">Stored as</th>
                <th scope="col">Reason</th>
              </tr>
            </thead>
            <tbody>
              {features.map((feature) => (
                <tr key={feature.name}>
                  <th scope="row">{feature.name}</th>
                  <td>{feature.role}</td>
                  <td>{feature.role === 'input' ? feature.type : '·'}</td>
                  <td>{typeOf.get(feature.name) ?? '·'}</td>
                  <td className={classes.reason}>{feature.reason === '' ? '·' : feature.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <section className={classes.part} aria-label="Hyper-parameters">
        <h2>Hyper-parameters</h2>
        <dl className={classes.facts}>
          {Object.entries(version.values).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{valueWords(value)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className={classes.part} aria-label="Script">
        <h2>Script</h2>
        {script.length === 0 ? (
          <p className={classes.note}>The analysis had no script: tables are read as they are.</p>
        ) : (
          <ol className={classes.steps}>
            {script.map((step, place) => (
              <li key={place}>{String(step.type)}</li>
            ))}
          </ol>
        )}
      </section>
    </>
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

interface FeatureLine {
  name: string;
  role: string;
  type: string;
  reason: string;
}

/** The columns of a design, inputs first. */
function featuresOf(design: Readonly<Record<string, unknown>>): FeatureLine[] {
  const preprocessing = design.preprocessing as { per_feature?: Record<string, Record<string, unknown>> } | undefined;
  const lines = Object.entries(preprocessing?.per_feature ?? {}).map(([name, one]) => ({
    name,
    role: textOf(one.role).toLocaleLowerCase('en-GB'),
    type: textOf(one.type).toLocaleLowerCase('en-GB'),
    reason: textOf(one.reason),
  }));
  return [...lines.filter((line) => line.role === 'input'), ...lines.filter((line) => line.role !== 'input')];
}
