/** One cell in full: an object as a tree, a vector as its curve and figures, a text with its line breaks. */
import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconCopy } from '@tabler/icons-react';
import { copyText } from '@/lib/copyText';
import { count, decimals } from '@/lib/format';
import { ErrorState, say, sayError, SkeletonRows } from '@/ui';
import { isRecord } from '../forms';
import { textOf } from './cellValues';
import classes from './Explore.module.css';
import { cellQuery } from './exploreQueries';
import type { Ask } from './exploreState';
import { plainText } from './grid/cellText';
import { JsonTree } from './JsonTree';
import type { Column, Dataset } from './types';

interface CellDialogProps {
  projectKey: string;
  dataset: Dataset;
  ask: Ask;
  row: number;
  column: Column;
  onClose: () => void;
}

export function CellDialog({ projectKey, dataset, ask, row, column, onClose }: CellDialogProps) {
  const cell = useQuery(cellQuery(projectKey, dataset.id, dataset.version, ask, row, column.name));
  const value = readJson(cell.data?.value, column);
  return (
    <Modal opened onClose={onClose} size={620} title={`${column.name}, row ${count(row + 1)}`}>
      {cell.error ? (
        <ErrorState error={cell.error} what="the value" onRetry={() => void cell.refetch()} />
      ) : cell.data === undefined ? (
        <SkeletonRows rows={3} awaited="the value" />
      ) : (
        <>
          <div className={classes.value}>
            <WholeValue value={value} column={column} />
          </div>
          <div className={classes.popoverFoot}>
            <span className={classes.quiet}>{typeof value === 'string' ? `${count(value.length)} characters` : Array.isArray(value) ? `${count(value.length)} values` : ''}</span>
            <Button leftSection={<IconCopy size={15} stroke={1.5} />} onClick={() => void copyText(plainText(value)).then(() => say('Copied'), sayError)}>
              Copy
            </Button>
          </div>
        </>
      )}
    </Modal>
  );
}

/** Arrays and objects may come as JSON text. */
export function readJson(value: unknown, column: Column): unknown {
  if (typeof value !== 'string' || (column.type !== 'array' && column.type !== 'object')) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

export function WholeValue({ value, column }: { value: unknown; column: Column }) {
  if (value === null || value === undefined) return <span className={classes.quiet}>empty</span>;
  if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'number')) return <Vector values={value} />;
  if (Array.isArray(value) || isRecord(value)) return <JsonTree value={value} />;
  return (
    <>
      <pre className={classes.wholeText}>{textOf(value, column)}</pre>
      {column.type === 'date' && typeof value === 'string' && <code className={classes.numbers}>{value}</code>}
    </>
  );
}

const WIDTH = 560;
const HEIGHT = 96;
const MOST_POINTS = 1120;
const MOST_LISTED = 400;

function Vector({ values }: { values: readonly number[] }) {
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  for (const one of values) {
    min = Math.min(min, one);
    max = Math.max(max, one);
    sum += one;
  }
  const span = max - min || 1;
  const every = Math.max(1, Math.ceil(values.length / MOST_POINTS));
  const points = values
    .filter((_, index) => index % every === 0)
    .map((one, index, all) => `${((index / Math.max(1, all.length - 1)) * WIDTH).toFixed(1)},${(HEIGHT - 2 - ((one - min) / span) * (HEIGHT - 4)).toFixed(1)}`);
  return (
    <>
      <svg viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`} className={classes.curve} role="img" aria-label={`${count(values.length)} numbers from ${decimals(min)} to ${decimals(max)}, mean ${decimals(sum / values.length)}`}>
        <polyline points={points.join(' ')} fill="none" stroke="var(--dataset)" strokeWidth="1" vectorEffect="non-scaling-stroke" />
      </svg>
      <p className={classes.note}>
        From {decimals(min)} to {decimals(max)}, mean {decimals(sum / values.length)}
      </p>
      <code className={classes.numbers}>{values.slice(0, MOST_LISTED).map((one) => decimals(one)).join('  ')}</code>
      {values.length > MOST_LISTED && <p className={classes.note}>The first {count(MOST_LISTED)} of them; Copy takes all.</p>}
    </>
  );
}
