/** A curve small enough for a node: training and validation accuracy, no axes, the end visible from the start. */
import classes from './Curves.module.css';
import { sparkPaths } from './sparkPaths';

interface EpochSparkProps {
  /** Accuracy by epoch, oldest first; a figure that is missing breaks the line. */
  training: readonly (number | undefined)[];
  validation: readonly (number | undefined)[];
  /** The epochs asked for. */
  of: number;
  width?: number;
  height?: number;
}

export function EpochSpark({ training, validation, of, width = 96, height = 26 }: EpochSparkProps) {
  const paths = sparkPaths({ training, validation, of, width, height });
  const last = validation.at(-1) ?? training.at(-1);
  const label = last === undefined ? 'No epoch has ended yet' : `Accuracy ${last.toFixed(4)} after epoch ${training.length} of ${of}`;
  return (
    <svg className={classes.spark} width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <path d={`M0 ${height - 0.5}H${width}`} stroke="var(--line2)" fill="none" />
      <path d={paths.training} stroke="var(--ink2)" strokeWidth="1.2" fill="none" strokeLinejoin="round" />
      <path d={paths.validation} stroke="var(--accent)" strokeWidth="1.8" strokeDasharray="4 2.4" fill="none" strokeLinejoin="round" />
      {paths.last && <circle cx={paths.last.x} cy={paths.last.y} r="2.4" fill="var(--accent)" />}
    </svg>
  );
}
