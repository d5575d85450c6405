/** The rows behind a cell of the confusion: as pictures where they have some, else as a list with their probabilities. */
import { Button, CloseButton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { colourOf, useClassLook } from '@/features/classes';
import type { Pair } from '@/features/models';
import { counted } from '@/lib/format';
import { ErrorLine, MiddleCut, SkeletonRows } from '@/ui';
import type { TrainedRow, TrainedRows } from '../types';
import classes from './Report.module.css';
import { RowItem } from './RowItem';
import { TestPicture } from './TestPicture';

interface BehindCellProps {
  projectKey: string;
  /** The classes of the model, which have their colours. */
  names: string[];
  pair: Pair;
  /** The first rows of the cell, the surest first. */
  rows: UseQueryResult<TrainedRows>;
  /** Asks for more of them; left out where there are no more to ask for. */
  onMore: (() => void) | undefined;
  noun: string;
  onClose: () => void;
}

/** So many rows at first, and with each step more, up to so many. */
export const CELL_STEP = 48;
export const CELL_MOST = 200;

export function BehindCell({ projectKey, names, pair, rows, onMore, noun, onClose }: BehindCellProps) {
  const region = useRef<HTMLElement>(null);
  const lookOf = useClassLook(projectKey, names);
  const isRight = pair.label === pair.prediction;
  const title = isRight ? `${pair.label}, named rightly` : `${pair.label}, predicted ${pair.prediction}`;
  const folder = rows.data?.picture_folder ?? '';
  const found = rows.data?.rows ?? [];
  const arePictures = folder !== '' && found.some((row) => row.picture !== null && row.picture !== '');
  const isLoaded = rows.data !== undefined;
  useEffect(() => {
    if (isLoaded) region.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }, [pair.label, pair.prediction, isLoaded]);
  return (
    <section ref={region} className={classes.behind} aria-label={`${noun === 'picture' ? 'Pictures' : 'Rows'}: ${title}`} aria-live="polite">
      <div className={classes.partHead} style={{ paddingTop: 12 }}>
        <h2>{title}</h2>
        {rows.data && <span className={classes.chip}>{counted(rows.data.total, noun)}</span>}
        <span className={classes.note}>{isRight ? 'the surest first' : 'surest mistake first'}</span>
        <span className={classes.end}>
          <CloseButton aria-label={`Close the ${noun}s`} onClick={onClose} />
        </span>
      </div>
      <ErrorLine error={rows.error} />
      {rows.isPending && <SkeletonRows rows={2} height={96} awaited="the rows" />}
      {rows.data?.total === 0 && <p className={classes.note}>Nothing is behind this cell.</p>}
      {arePictures ? (
        <ul className={classes.grid}>
          {found.map((row) => (
            <li key={row.row}>
              <Link to="/projects/$key/folders/$id" params={{ key: projectKey, id: folder }} search={{ picture: row.picture ?? undefined }}>
                <TestPicture projectKey={projectKey} folderId={folder} path={row.picture} size={192} />
                <span className={classes.file}>
                  <MiddleCut name={stemOf(row.picture ?? '')} tail={8} />
                </span>
              </Link>
              <Sureness row={row} colour={colourOf(lookOf(String(row.prediction)))} />
            </li>
          ))}
        </ul>
      ) : (
        <ul className={classes.rowList}>
          {found.map((row) => (
            <RowItem key={row.row} projectKey={projectKey} row={row} folder={folder} />
          ))}
        </ul>
      )}
      {rows.data && rows.data.total > found.length && onMore && (
        <Button mt={12} size="xs" onClick={onMore}>
          Show more
        </Button>
      )}
    </section>
  );
}

function Sureness({ row, colour }: { row: TrainedRow; colour: string }) {
  if (row.confidence === null) return null;
  return (
    <span className={classes.sure}>
      <span className={classes.sureBar} aria-hidden="true">
        <i style={{ width: `${Math.round(row.confidence * 100)}%`, background: colour }} />
      </span>
      <b>{row.confidence.toFixed(2)}</b>
    </span>
  );
}

/** Without its ending, which says nothing under a picture. */
function stemOf(path: string): string {
  return path.split('/').at(-1)?.replace(/\.\w{2,5}$/, '') ?? path;
}
