/** The epochs as a table: the charts' equal for those who read figures. */
import { decimals } from '@/lib/format';
import classes from './Curves.module.css';
import type { CurvePoint } from './readingCurves';

interface EpochTableProps {
  points: readonly CurvePoint[];
  bestEpoch: number | undefined;
  /** The epoch under way: a last row without figures. */
  running?: number | undefined;
  cursor?: number | undefined;
}

export function EpochTable({ points, bestEpoch, running, cursor }: EpochTableProps) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Epoch</th>
          <th scope="col">loss</th>
          <th scope="col">val loss</th>
          <th scope="col">acc</th>
          <th scope="col">val acc</th>
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr key={point.epoch} data-best={point.epoch === bestEpoch} data-cursor={point.epoch === cursor}>
            <td>{point.epoch === bestEpoch ? `${point.epoch} best` : point.epoch}</td>
            <td>{decimals(point.loss)}</td>
            <td>{decimals(point.valLoss)}</td>
            <td>{decimals(point.acc)}</td>
            <td>{decimals(point.valAcc)}</td>
          </tr>
        ))}
        {running !== undefined && (
          <tr data-running="true">
            <td>{running}</td>
            <td colSpan={4}>running</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
