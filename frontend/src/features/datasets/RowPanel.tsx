/** One row at the right: its picture large, what the model saw, and every value in full. */
import { ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconChevronLeft, IconChevronRight, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { count, counted } from '@/lib/format';
import { ErrorState, Section, SkeletonRows } from '@/ui';
import { ClassLabel, type ClassLook } from '../classes';
import { thumbAddress } from '../folders';
import { guessesOf, isEmpty, pictureColumn, textOf, vectorOf } from './cellValues';
import { rowQuery } from './exploreQueries';
import type { Ask } from './exploreState';
import { PredictionBars } from './grid/PredictionBars';
import { Sparkline } from './grid/Sparkline';
import classes from './RowPanel.module.css';
import type { Column, Dataset } from './types';
import { useDatasetClasses } from './useDatasetClasses';

const SHOWN_LABELS = 12;

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
  return (
    <>
      <header className={classes.head}>
        <h2>Row {count(row + 1)}</h2>
        <span className={classes.tools}>
          <ActionIcon size={28} aria-label="Row before" disabled={row === 0} onClick={() => onGo(row - 1)}>
            <IconChevronLeft size={16} stroke={1.5} />
          </ActionIcon>
          <ActionIcon size={28} aria-label="Next row" disabled={total !== undefined && row >= total - 1} onClick={() => onGo(row + 1)}>
            <IconChevronRight size={16} stroke={1.5} />
          </ActionIcon>
          <ActionIcon size={28} aria-label="Close the row" onClick={() => onGo(undefined)}>
            <IconX size={16} stroke={1.5} />
          </ActionIcon>
        </span>
      </header>
      {found.error ? (
        <ErrorState error={found.error} what="the row" onRetry={() => void found.refetch()} />
      ) : values === undefined ? (
        found.isPending ? <SkeletonRows rows={6} height={40} awaited="the row" /> : <p className={classes.gone}>There is no row {count(row + 1)} for what is asked.</p>
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

function Value({ column, value, lookOf }: { column: Column; value: unknown; lookOf: (name: string) => ClassLook }) {
  if (value === undefined || isEmpty(value)) return <span className={classes.quiet}>·</span>;
  if (column.meaning === 'class' && typeof value === 'string') return <ClassLabel name={value} look={lookOf(value)} />;
  const vector = column.type === 'array' ? vectorOf(value) : undefined;
  if (vector) {
    return (
      <>
        <Sparkline vector={vector} /> <small className={classes.quiet}>{counted(vector.length, 'number')}</small>
      </>
    );
  }
  return <span>{typeof value === 'object' ? <code>{JSON.stringify(value)}</code> : textOf(value, column)}</span>;
}
