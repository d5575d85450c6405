/** One row at the right: its picture large, what the model saw, and every value in full; arrow keys go from row to row. */
import { ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconChevronLeft, IconChevronRight, IconCopy, IconX } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { copyText } from '@/lib/copyText';
import { count, counted } from '@/lib/format';
import { ErrorState, Section, SkeletonRows, say, sayError } from '@/ui';
import { ClassLabel, type ClassLook } from '../classes';
import { thumbAddress } from '../folders';
import { guessesOf, isEmpty, pictureColumn, textOf, vectorOf } from './cellValues';
import { readJson } from './CellDialog';
import { rowQuery } from './exploreQueries';
import type { Ask } from './exploreState';
import { MomentText } from './grid/MomentText';
import { PredictionBars } from './grid/PredictionBars';
import { Sparkline } from './grid/Sparkline';
import { JsonTree } from './JsonTree';
import classes from './RowPanel.module.css';
import type { Column, Dataset } from './types';
import { useDatasetClasses } from './useDatasetClasses';

const SHOWN_LABELS = 12;
/** Texts beyond this are folded, so that the values under them can be seen. */
const LONG_TEXT = 400;

interface RowPanelProps {
  projectKey: string;
  dataset: Dataset;
  ask: Ask;
  row: number;
  total: number | undefined;
  onGo: (row: number | undefined) => void;
}

export function RowPanel({ projectKey, dataset, ask, row, total, onGo }: RowPanelProps) {
  const found = useQuery(rowQuery(projectKey, dataset.id, dataset.version, ask, row));
  const columns = found.data?.columns ?? dataset.columns;
  const values = found.data?.rows[0];
  const pathIndex = pictureColumn(columns);
  const path = values?.[pathIndex];
  const folderId = dataset.picture_folder_id;
  const isFirst = row === 0;
  const isLast = total !== undefined && row >= total - 1;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isUp = event.key === 'ArrowUp' || event.key === 'ArrowLeft';
    const isDown = event.key === 'ArrowDown' || event.key === 'ArrowRight';
    if (!isUp && !isDown) return;
    event.preventDefault();
    if (isUp ? !isFirst : !isLast) onGo(row + (isUp ? -1 : 1));
  };
  const copyRow = () => {
    if (values === undefined) return;
    const record = Object.fromEntries(columns.map((column, index) => [column.name, readJson(values[index], column)]));
    copyText(JSON.stringify(record, null, 2)).then(() => say(`Copied row ${count(row + 1)}`), sayError);
  };
  return (
    <>
      <div className={classes.head}>
        <h2>Row {count(row + 1)}</h2>
        {/* With the focus on any of the buttons, arrows go from row to row. */}
        <span className={classes.tools}>
          <ActionIcon size={28} onKeyDown={onKeyDown} aria-label="Copy the row as JSON" disabled={values === undefined} onClick={copyRow}>
            <IconCopy size={16} stroke={1.5} />
          </ActionIcon>
          {/* Not disabled at the ends: a disabled button would lose the focus, and the arrow keys with it. */}
          <ActionIcon size={28} onKeyDown={onKeyDown} aria-label="Row before" data-disabled={isFirst || undefined} aria-disabled={isFirst} onClick={() => !isFirst && onGo(row - 1)}>
            <IconChevronLeft size={16} stroke={1.5} />
          </ActionIcon>
          <ActionIcon size={28} onKeyDown={onKeyDown} aria-label="Next row" data-disabled={isLast || undefined} aria-disabled={isLast} onClick={() => !isLast && onGo(row + 1)}>
            <IconChevronRight size={16} stroke={1.5} />
          </ActionIcon>
          <ActionIcon size={28} onKeyDown={onKeyDown} aria-label="Close the row" onClick={() => onGo(undefined)}>
            <IconX size={16} stroke={1.5} />
          </ActionIcon>
        </span>
      </div>
      {found.error ? (
        <ErrorState error={found.error} what="the row" onRetry={() => void found.refetch()} />
      ) : values === undefined ? (
        found.isPending ? (
          <SkeletonRows rows={6} height={40} awaited="the row" />
        ) : (
          <p className={classes.gone}>There is no row {count(row + 1)} for what is asked.</p>
        )
      ) : (
        <div data-old={found.isPlaceholderData} className={classes.body}>
          {folderId !== null && typeof path === 'string' && <RowPicture key={path} projectKey={projectKey} folderId={folderId} path={path} />}
          <Values projectKey={projectKey} dataset={dataset} columns={columns} values={values} />
        </div>
      )}
    </>
  );
}

function RowPicture({ projectKey, folderId, path }: { projectKey: string; folderId: string; path: string }) {
  const [isLost, setIsLost] = useState(false);
  return (
    <figure className={classes.figure}>
      {isLost ? <span className={classes.lost}>This picture cannot be shown</span> : <img src={thumbAddress(projectKey, folderId, path, 384)} alt={path} onError={() => setIsLost(true)} />}
      <figcaption>
        <code>{path}</code>
      </figcaption>
    </figure>
  );
}

function Values({ projectKey, dataset, columns, values }: { projectKey: string; dataset: Dataset; columns: readonly Column[]; values: readonly unknown[] }) {
  const lookOf = useDatasetClasses(projectKey, dataset);
  const truth = columns.findIndex((column) => column.meaning === 'class' && column.name !== 'top_class');
  const label = typeof values[truth] === 'string' ? values[truth] : undefined;
  const predictions = columns.flatMap((column, index) => (column.meaning === 'prediction' ? [{ column, guesses: guessesOf(values[index]) }] : []));
  return (
    <>
      {predictions.map(({ column, guesses }) => (
        <Section key={column.name} title={predictions.length === 1 ? 'What the model saw' : column.name}>
          {guesses === undefined || guesses.length === 0 ? (
            <p className={classes.quiet}>{guesses === undefined ? 'No prediction: the picture could not be read.' : 'No class reaches the least probability that the recipe asks for.'}</p>
          ) : (
            <PredictionBars guesses={guesses} lookOf={lookOf} most={SHOWN_LABELS} label={label} />
          )}
        </Section>
      ))}
      <Section title="All values">
        <dl className={classes.values}>
          {columns.map((column, index) =>
            column.meaning === 'prediction' ? null : (
              <div key={column.name}>
                <dt>{column.name}</dt>
                <dd>
                  <Value column={column} value={values[index]} lookOf={lookOf} />
                </dd>
              </div>
            ),
          )}
        </dl>
      </Section>
    </>
  );
}

/** Other schemes ("javascript:") are never followed. */
function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/?#]+/i.test(text);
}

function Value({ column, value, lookOf }: { column: Column; value: unknown; lookOf: (name: string) => ClassLook }) {
  if (value === undefined || isEmpty(value)) return <span className={classes.quiet}>·</span>;
  if (column.meaning === 'class' && typeof value === 'string') return <ClassLabel name={value} look={lookOf(value)} />;
  const vector = column.type === 'array' ? vectorOf(value) : undefined;
  if (vector) {
    return <Sparkline vector={vector} />;
  }
  if (column.type === 'date' && typeof value === 'string') return <MomentText iso={value} />;
  const read = readJson(value, column);
  if (typeof read === 'object') return <JsonTree value={read} />;
  if (column.meaning === 'url' && typeof value === 'string' && isWebAddress(value)) {
    return (
      <a href={value} target="_blank" rel="noreferrer noopener">
        {value}
      </a>
    );
  }
  const text = textOf(read, column);
  if (text.length <= LONG_TEXT) return <span>{text}</span>;
  return (
    <details>
      <summary>
        {text.slice(0, LONG_TEXT / 2)}… <span className={classes.quiet}>{counted(text.length, 'character')}</span>
      </summary>
      {text}
    </details>
  );
}
