/** The figures of a version that people ask for first; the one that versions are ranked by leads. */
import { decimals } from '@/lib/format';
import type { ModelVersion } from './queries';
import classes from './SavedModel.module.css';
import { metricWord } from './words';

const MOST = 6;

export function ModelFigures({ version }: { version: ModelVersion }) {
  const first = version.ranked_by?.name;
  const names = Object.keys(version.metrics).filter((name) => version.metrics[name] !== null);
  const ordered = [...names.filter((name) => name === first), ...names.filter((name) => name !== first)].slice(0, MOST);
  return (
    <dl className={classes.kpis} aria-label={`Figures of version ${version.version}`}>
      <div>
        <dt>{version.is_active ? 'Active version' : 'Version shown'}</dt>
        <dd>{version.version}</dd>
      </div>
      {ordered.map((name) => (
        <div key={name}>
          <dt>{metricWord(name)}</dt>
          <dd>{decimals(version.metrics[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
