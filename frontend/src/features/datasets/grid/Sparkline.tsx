import { decimals } from '@/lib/format';
import type { VectorFacts } from '../cellValues';
import classes from './Grid.module.css';

const WIDTH = 60;
const HEIGHT = 16;

/** A vector as its length, a small curve of its values, and its bounds. */
export function Sparkline({ vector }: { vector: VectorFacts }) {
  const low = vector.min ?? 0;
  const span = (vector.max ?? 1) - low || 1;
  const points = vector.head.map((value, index) => `${((index / Math.max(1, vector.head.length - 1)) * WIDTH).toFixed(1)},${(HEIGHT - 1 - ((value - low) / span) * (HEIGHT - 2)).toFixed(1)}`);
  return (
    <span className={classes.vector}>
      <code>float[{vector.length}]</code>
      <svg width={WIDTH} height={HEIGHT} aria-hidden="true" focusable="false">
        <polyline points={points.join(' ')} fill="none" stroke="var(--dataset)" strokeWidth="1" />
      </svg>
      <small>
        {decimals(vector.min, 2)} to {decimals(vector.max, 2)}
      </small>
    </span>
  );
}
