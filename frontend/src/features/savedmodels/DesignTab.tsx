/** What a version does to a table: the columns it needs and how they are handled, its hyper-parameters, its script. */
import { useQuery } from '@tanstack/react-query';
import { DesignFeatures, labTypesQuery, parametersOf } from '@/features/lab';
import { ErrorState, SkeletonRows } from '@/ui';
import { versionQuery, type ModelVersion, type SavedModel } from './queries';
import classes from './SavedModel.module.css';

export function DesignTab({ projectKey, model, version }: { projectKey: string; model: SavedModel; version: ModelVersion }) {
  const detail = useQuery(versionQuery(projectKey, model.id, version.version));
  const types = useQuery(labTypesQuery());
  if (detail.error) return <ErrorState error={detail.error} what="the design" onRetry={() => void detail.refetch()} />;
  if (types.error) return <ErrorState error={types.error} what="the design" onRetry={() => void types.refetch()} />;
  if (!detail.data || !types.data) return <SkeletonRows rows={8} height={28} awaited="the design" />;
  const { steps, columns, design } = detail.data;
  const stored = new Map(columns.map((column) => [String(column.name), String(column.type)]));
  const parameters = [...parametersOf(version, types.data)];
  return (
    <>
      <section className={classes.part} aria-label="Features">
        <h2>Features</h2>
        <DesignFeatures design={design} types={types.data} stored={stored} />
      </section>
      <section className={classes.part} aria-label="Hyper-parameters">
        <h2>Hyper-parameters</h2>
        {parameters.length === 0 ? (
          <p className={classes.note}>This algorithm has none.</p>
        ) : (
          <dl className={classes.facts}>
            {parameters.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </section>
      <section className={classes.part} aria-label="Script">
        <h2>Script</h2>
        {steps.length === 0 ? (
          <p className={classes.note}>The analysis had no script: tables are read as they are.</p>
        ) : (
          <ol className={classes.steps}>
            {steps.map((step, place) => (
              <li key={place}>{step}</li>
            ))}
          </ol>
        )}
      </section>
    </>
  );
}
