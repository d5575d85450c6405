/** Labels against predictions as a grid of counts; each cell opens the pictures behind it. */
import { useRef, useState, type KeyboardEvent } from 'react';
import { ClassLabel, colourOf, type ClassLook } from '@/features/classes';
import { cell, cellText, columnTotal, fillOf, rowTotal, share, totals, type Confusion, type Share } from './confusion';
import classes from './Confusion.module.css';

export interface Pair {
  label: string;
  prediction: string;
}

interface ConfusionMatrixProps {
  confusion: Confusion;
  /** Indexes of the classes shown, in order. */
  shown: readonly number[];
  as: Share;
  lookOf: (name: string) => ClassLook;
  chosen: Pair | undefined;
  onChoose: (pair: Pair) => void;
  /** Beside others: as narrow as its place, columns by the colours of their classes, no shares. */
  isSmall?: boolean;
}

const STEPS: Record<string, readonly [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function ConfusionMatrix({ confusion, shown, as, lookOf, chosen, onChoose, isSmall = false }: ConfusionMatrixProps) {
  const [at, setAt] = useState<readonly [row: number, column: number]>([0, 0]);
  const table = useRef<HTMLTableElement>(null);
  const name = (index: number) => confusion.labels[index] ?? '';

  const onKey = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const clamp = (value: number) => Math.min(shown.length - 1, Math.max(0, value));
    const next = [clamp(at[0] + step[0]), clamp(at[1] + step[1])] as const;
    setAt(next);
    table.current?.querySelector<HTMLElement>(`[data-at="${next[0]}-${next[1]}"]`)?.focus();
  };

  return (
    <div className={classes.scroll}>
      <table ref={table} className={classes.matrix} data-small={isSmall} style={isSmall ? { ['--classes' as string]: shown.length } : undefined} role="grid" aria-label="Confusion: rows are labels, columns are predictions">
        <thead>
          <tr>
            <td />
            {shown.map((column) => (
              <th key={column} scope="col" className={classes.columnHead} title={name(column)}>
                {isSmall ? (
                  <>
                    <i className={classes.dot} style={{ background: colourOf(lookOf(name(column))) }} aria-hidden="true" />
                    <span className="visually-hidden">{name(column)}</span>
                  </>
                ) : (
                  <span>{shortName(name(column))}</span>
                )}
              </th>
            ))}
            {!isSmall && (
              <th scope="col" className={classes.columnHead}>
                recall
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, y) => (
            <tr key={row}>
              <th scope="row" className={classes.rowHead}>
                <ClassLabel name={name(row)} look={lookOf(name(row))} />
              </th>
              {shown.map((column, x) => (
                <Cell
                  key={column}
                  confusion={confusion}
                  row={row}
                  column={column}
                  as={as}
                  isChosen={chosen?.label === name(row) && chosen.prediction === name(column)}
                  isTabStop={at[0] === y && at[1] === x}
                  position={`${y}-${x}`}
                  onKey={onKey}
                  onFocus={() => setAt([y, x])}
                  onChoose={onChoose}
                />
              ))}
              {!isSmall && <td className={classes.total}>{share(cell(confusion, row, row), rowTotal(confusion, row))?.toFixed(2) ?? '·'}</td>}
            </tr>
          ))}
        </tbody>
        {!isSmall && (
          <tfoot>
            <tr>
              <th scope="row" className={classes.rowHead}>
                precision
              </th>
              {shown.map((column) => (
                <td key={column} className={classes.total}>
                  {share(cell(confusion, column, column), columnTotal(confusion, column))?.toFixed(2) ?? '·'}
                </td>
              ))}
              <td className={classes.total} title="Share of all answers that are right">
                <b>{share(totals(confusion).right, totals(confusion).all)?.toFixed(2) ?? '·'}</b>
              </td>
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

interface CellProps {
  confusion: Confusion;
  row: number;
  column: number;
  as: Share;
  isChosen: boolean;
  isTabStop: boolean;
  position: string;
  onKey: (event: KeyboardEvent) => void;
  onFocus: () => void;
  onChoose: (pair: Pair) => void;
}

function Cell({ confusion, row, column, as, isChosen, isTabStop, position, onKey, onFocus, onChoose }: CellProps) {
  const label = confusion.labels[row] ?? '';
  const prediction = confusion.labels[column] ?? '';
  const count = cell(confusion, row, column);
  const fill = fillOf(confusion, row, column);
  const words = row === column ? `${label}, named rightly` : `${label}, predicted ${prediction}`;
  return (
    <td>
      <button
        type="button"
        className={classes.cell}
        data-ramp={fill.ramp}
        data-chosen={isChosen}
        data-at={position}
        style={fill.ramp === 'none' ? undefined : { ['--share' as string]: `${fill.percent}%` }}
        tabIndex={isTabStop ? 0 : -1}
        aria-label={`${words}: ${count} of ${rowTotal(confusion, row)}`}
        aria-pressed={isChosen}
        onKeyDown={onKey}
        onFocus={onFocus}
        onClick={() => onChoose({ label, prediction })}
      >
        {cellText(confusion, row, column, as)}
      </button>
    </td>
  );
}

/** Over a column there is room for one word: the first name is enough where names have two parts. */
export function shortName(name: string): string {
  const first = name.split(/[_\s-]/)[0] ?? name;
  return first.length >= 2 ? first : name;
}
