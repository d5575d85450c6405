import { layoutChart, type ChartPoint } from './chartLayout';
import classes from './Metrics.module.css';

const WIDTH = 84;
const HEIGHT = 26;

/** The last values of a metric as a small line; the figure beside it says them in words. */
export function Sparkline({ points }: { points: readonly ChartPoint[] }) {
  const layout = layoutChart(points, { width: WIDTH, height: HEIGHT, left: 3, right: 4, top: 4, bottom: 4 });
  const last = layout.spots.at(-1);
  if (layout.spots.length < 2 || last === undefined) return null;
  return (
    <svg className={classes.spark} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      {layout.lines.map((line) => (
        <polyline key={line[0]?.index} points={line.map((spot) => `${spot.x.toFixed(1)},${spot.y.toFixed(1)}`).join(' ')} />
      ))}
      <circle cx={last.x} cy={last.y} r={2.4} />
    </svg>
  );
}
