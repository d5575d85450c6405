/** The learning curve as a thumbnail (training solid, validation dashed) or, larger, with its axes. */
import type { EpochPoint } from './liveRuns';
import classes from './MiniCurve.module.css';

interface MiniCurveProps {
  epochs: readonly EpochPoint[];
  of: number;
  width?: number;
  height?: number;
  hasAxes?: boolean;
}

export function MiniCurve({ epochs, of, width = 96, height = 26, hasAxes = false }: MiniCurveProps) {
  const values = epochs.flatMap((point) => [point.training, point.validation]).filter((value) => value !== undefined);
  const low = hasAxes ? Math.floor(Math.min(...values, 1) * 5) / 5 : Math.min(...values, 1);
  const high = hasAxes ? Math.max(low + 0.2, Math.ceil(Math.max(...values, 0) * 5) / 5) : Math.max(...values, low + 0.01);
  const pad = hasAxes ? { left: 26, right: 6, top: 6, bottom: 16 } : { left: 3, right: 3, top: 3, bottom: 4 };
  const last = Math.max(2, of, epochs.at(-1)?.epoch ?? 0);
  const x = (epoch: number) => pad.left + ((epoch - 1) / (last - 1)) * (width - pad.left - pad.right);
  const y = (value: number) => height - pad.bottom - ((value - low) / (high - low)) * (height - pad.top - pad.bottom);
  const line = (pick: 'training' | 'validation') =>
    epochs
      .flatMap((point) => (point[pick] === undefined ? [] : [`${x(point.epoch).toFixed(1)},${y(point[pick]).toFixed(1)}`]))
      .join(' ');
  const end = epochs.at(-1);
  const ticks = hasAxes ? [low, (low + high) / 2, high] : [];
  return (
    <svg width={width} height={height} className={classes.curve} aria-hidden="true" focusable="false">
      {ticks.map((tick) => (
        <g key={tick}>
          <line className={classes.grid} x1={pad.left} x2={width - pad.right} y1={y(tick)} y2={y(tick)} />
          <text x={pad.left - 5} y={y(tick) + 3.5} textAnchor="end">
            {tick.toFixed(1)}
          </text>
        </g>
      ))}
      {hasAxes &&
        Array.from({ length: last }, (_, index) => index + 1)
          .filter((epoch) => last <= 12 || epoch === 1 || epoch % Math.ceil(last / 10) === 0)
          .map((epoch) => (
            <text key={epoch} x={x(epoch)} y={height - 3} textAnchor="middle">
              {epoch}
            </text>
          ))}
      {!hasAxes && <line className={classes.base} x1={pad.left} x2={width - pad.right} y1={height - 3} y2={height - 3} />}
      <polyline className={classes.training} points={line('training')} />
      <polyline className={classes.validation} points={line('validation')} />
      {end?.validation !== undefined && <circle className={classes.end} cx={x(end.epoch)} cy={y(end.validation)} r={2.8} />}
    </svg>
  );
}
