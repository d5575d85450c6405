/** The confusion as a table of its pairs: the grid's equal for those who read or hear. */
import { ClassLabel, type ClassLook } from '@/features/classes';
import { rowTotal, worstPairs, type Confusion } from './confusion';
import classes from './Confusion.module.css';
import type { Pair } from './ConfusionMatrix';

interface PairsTableProps {
  confusion: Confusion;
  lookOf: (name: string) => ClassLook;
  chosen: Pair | undefined;
  onChoose: (pair: Pair) => void;
  noun: string;
}

const MOST_ROWS = 500;

export function PairsTable({ confusion, lookOf, chosen, onChoose, noun }: PairsTableProps) {
  const pairs = worstPairs(confusion, MOST_ROWS);
  if (pairs.length === 0) return <p className={classes.note}>Every {noun} was named rightly.</p>;
  return (
    <div className={classes.scroll}>
      <table className={classes.pairs}>
        <caption className="visually-hidden">Mistakes by label and prediction, the most frequent first</caption>
        <thead>
          <tr>
            <th scope="col">Label</th>
            <th scope="col">Predicted</th>
            <th scope="col">{noun === 'picture' ? 'Pictures' : 'Rows'}</th>
            <th scope="col">Of the label</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair) => {
            const whole = rowTotal(confusion, confusion.labels.indexOf(pair.label));
            return (
              <tr
                key={`${pair.label}|${pair.prediction}`}
                data-chosen={chosen?.label === pair.label && chosen.prediction === pair.prediction}
              >
                <td>
                  <ClassLabel name={pair.label} look={lookOf(pair.label)} />
                </td>
                <td>
                  <ClassLabel name={pair.prediction} look={lookOf(pair.prediction)} />
                </td>
                <td>
                  <button
                    type="button"
                    className={classes.link}
                    onClick={() => onChoose(pair)}
                    aria-label={`Show the ${noun}s of ${pair.label} predicted ${pair.prediction}`}
                  >
                    {pair.count.toLocaleString('en-GB')}
                  </button>
                </td>
                <td>{`${((100 * pair.count) / Math.max(1, whole)).toFixed(1)} %`}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
