/** One figure over the epochs: training solid, validation dashed, best epoch ringed, the epochs to come hatched. */
import { useElementSize } from '@mantine/hooks';
import { useId, type PointerEvent, type ReactNode } from 'react';
import classes from './Curves.module.css';
import { layoutCurve, type CurveKind, type CurveLayout, type CurveSeries } from './curveLayout';
import type { CurvePoint } from './readingCurves';

interface CurveChartProps {
  kind: CurveKind;
  points: readonly CurvePoint[];
  of: number;
  bestEpoch: number | undefined;
  /** The epoch under the pointer, shared by the charts of a page. */
  cursor?: number | undefined;
  onCursor?: ((epoch: number | undefined) => void) | undefined;
  height?: number;
}

/** What is drawn before the page has told how wide the chart is. */
const FIRST_WIDTH = 446;
/** More points than this would melt into the line. */
const MOST_POINTS = 80;

export function CurveChart({ kind, points, of, bestEpoch, cursor, onCursor, height = 196 }: CurveChartProps) {
  const { ref, width } = useElementSize();
  const layout = layoutCurve({ kind, points, of, bestEpoch, width: Math.max(180, width || FIRST_WIDTH), height });
  const follow = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onCursor?.(nearestEpoch(layout, points, event.clientX - box.left));
  };
  return (
    <div ref={ref} className={classes.chart} style={{ minHeight: height }}>
      <svg
        width={layout.width}
        height={height}
        viewBox={`0 0 ${layout.width} ${height}`}
        role="img"
        aria-label={describe(kind, points, of, bestEpoch)}
        onPointerMove={follow}
        onPointerLeave={() => onCursor?.(undefined)}
      >
        <Ground layout={layout} />
        <Line series={layout.training} />
        <Line series={layout.validation} />
        {layout.best && <circle className={classes.best} cx={layout.best.x} cy={layout.best.y} r={6} />}
        <EndLabel series={layout.training} />
        <EndLabel series={layout.validation} />
        {cursor !== undefined && <Cursor layout={layout} epoch={cursor} />}
      </svg>
    </div>
  );
}

function Ground({ layout }: { layout: CurveLayout }): ReactNode {
  const hatch = useId();
  const { plot, toCome } = layout;
  return (
    <>
      <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path d="M0 0V6" className={classes.hatch} />
      </pattern>
      {layout.yTicks.map((tick) => (
        <g key={tick.label}>
          <path d={`M${plot.left} ${tick.y}H${plot.right}`} className={classes.grid} />
          <text x={plot.left - 7} y={tick.y + 3.5} textAnchor="end">
            {tick.label}
          </text>
        </g>
      ))}
      {layout.xTicks.map((tick) => (
        <text key={tick.epoch} x={tick.x} y={layout.height - 5} textAnchor="middle" data-to-come={tick.isToCome}>
          {tick.epoch}
        </text>
      ))}
      {toCome && (
        <rect
          x={toCome.left}
          y={plot.top}
          width={Math.max(0, toCome.right - toCome.left)}
          height={plot.bottom - plot.top}
          fill={`url(#${hatch})`}
          data-testid="epochs-to-come"
        />
      )}
      {layout.best && <path d={`M${layout.best.x} ${plot.top}V${plot.bottom}`} className={classes.bestLine} />}
    </>
  );
}

function Line({ series }: { series: CurveSeries }) {
  const count = series.stretches.reduce((sum, stretch) => sum + stretch.length, 0);
  return (
    <g data-series={series.name} className={classes.series}>
      {series.stretches.map((stretch) => (
        <polyline key={stretch[0]?.epoch} points={stretch.map((spot) => `${spot.x.toFixed(1)},${spot.y.toFixed(1)}`).join(' ')} />
      ))}
      {count <= MOST_POINTS &&
        series.stretches
          .flat()
          .map((spot) => <circle key={spot.epoch} cx={spot.x} cy={spot.y} r={series.name === 'training' ? 2.2 : 2.8} />)}
    </g>
  );
}

function EndLabel({ series }: { series: CurveSeries }) {
  if (!series.last) return null;
  return (
    <text className={classes.endLabel} data-series={series.name} x={series.last.x + 11} y={series.last.labelY + 4}>
      {series.last.label}
    </text>
  );
}

function Cursor({ layout, epoch }: { layout: CurveLayout; epoch: number }) {
  const { plot } = layout;
  const x = layout.xOf(epoch);
  const valueOf = (series: CurveSeries) => series.stretches.flat().find((spot) => spot.epoch === epoch)?.value;
  const figures = [valueOf(layout.training), valueOf(layout.validation)];
  if (figures.every((value) => value === undefined)) return null;
  const isRight = x > layout.width / 2;
  return (
    <g className={classes.cursor} pointerEvents="none">
      <path d={`M${x} ${plot.top}V${plot.bottom}`} />
      <text x={isRight ? x - 6 : x + 6} y={plot.bottom - 8} textAnchor={isRight ? 'end' : 'start'}>
        {`epoch ${epoch}: ${figures.map((value) => value?.toFixed(4) ?? 'none').join(', ')}`}
      </text>
    </g>
  );
}

function nearestEpoch(layout: CurveLayout, points: readonly CurvePoint[], x: number): number | undefined {
  let nearest: CurvePoint | undefined;
  for (const point of points) {
    if (!nearest || Math.abs(layout.xOf(point.epoch) - x) < Math.abs(layout.xOf(nearest.epoch) - x)) nearest = point;
  }
  return nearest?.epoch;
}

/** The chart in one sentence, for those who hear it. */
export function describe(kind: CurveKind, points: readonly CurvePoint[], of: number, bestEpoch: number | undefined): string {
  const name = kind === 'accuracy' ? 'Accuracy' : 'Loss';
  const last = points.at(-1);
  if (!last) return `${name} by epoch: no epoch has ended yet, ${of} to come.`;
  const [training, validation] = kind === 'accuracy' ? [last.acc, last.valAcc] : [last.loss, last.valLoss];
  const figures = [
    training === undefined ? undefined : `training ${training.toFixed(4)}`,
    validation === undefined ? undefined : `validation ${validation.toFixed(4)}`,
  ].filter((part) => part !== undefined);
  const best = bestEpoch === undefined ? '' : ` Best epoch: ${bestEpoch}.`;
  return `${name} by epoch, after epoch ${last.epoch} of ${Math.max(of, last.epoch)}: ${figures.join(', ') || 'no figures'}.${best}`;
}
