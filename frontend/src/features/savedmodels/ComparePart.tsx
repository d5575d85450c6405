/** The active version beside another: all figures, and the settings in which they differ. */
import { CloseButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { decimals } from '@/lib/format';
import { labTypesQuery } from '@/features/lab';
import { ErrorState, SkeletonRows } from '@/ui';
import { comparisonQuery, type MetricDifference, type ModelVersion, type SavedModel } from './queries';
import classes from './SavedModel.module.css';
import { differenceWords, valueWords, verdict } from './words';

interface ComparePartProps {
  projectKey: string;
  model: SavedModel;
  other: ModelVersion;
  onClose: () => void;
}

export function ComparePart({ projectKey, model, other, onClose }: ComparePartProps) {
  const types = useQuery(labTypesQuery());
  const found = useQuery(comparisonQuery(projectKey, model.id, model.version, other.version));
  const title = `Version ${model.version}, active, beside version ${other.version}`;
  return (
    <section className={classes.part} aria-label={title}>
      <div className={classes.partHead}>
        <h2>{title}</h2>
        <CloseButton aria-label="Close the comparison" onClick={onClose} />
      </div>
      {found.isPending && <SkeletonRows rows={4} height={28} />}
      {found.isError && <ErrorState error={found.error} what="the comparison" onRetry={() => void found.refetch()} />}
      {found.data && (
        <div className={classes.pair}>
          <table className={classes.table}>
            <caption>Figures on the test rows of each</caption>
            <Heads left={model.version} right={other.version} what="Metric" more="Change" isNumber />
            <tbody>
              {found.data.metrics.map((one) => (
                <MetricRow key={one.name} one={one} />
              ))}
            </tbody>
          </table>
          {found.data.settings.length === 0 ? (
            <p className={classes.note}>Both have the same settings.</p>
          ) : (
            <table className={classes.table}>
              <caption>Settings that differ</caption>
              <Heads left={model.version} right={other.version} what="Setting" />
              <tbody>
                {found.data.settings.map((one) => (
                  <tr key={one.name}>
                    <th scope="row">{types.data ? differenceWords(one.name, types.data) : one.name}</th>
                    <td>{valueWords(one.left)}</td>
                    <td>{valueWords(one.right)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      )}
    </section>
  );
}

function Heads({ left, right, what, more, isNumber = false }: { left: number; right: number; what: string; more?: string; isNumber?: boolean }) {
  const kind = isNumber ? classes.number : undefined;
  return (
    <thead>
      <tr>
        <th scope="col">{what}</th>
        <th scope="col" className={kind}>
          Version {left}
        </th>
        <th scope="col" className={kind}>
          Version {right}
        </th>
        {more !== undefined && <th scope="col">{more}</th>}
      </tr>
    </thead>
  );
}

function MetricRow({ one }: { one: MetricDifference }) {
  return (
    <tr>
      <th scope="row">{one.label}</th>
      <td className={classes.number}>{decimals(one.left)}</td>
      <td className={classes.number}>{decimals(one.right)}</td>
      <td>{verdict(one) ?? '·'}</td>
    </tr>
  );
}
