/** The rows behind a cell of the confusion: as pictures where they have some, else as a list with their probabilities. */
import { Button, CloseButton } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Pair } from '@/features/models';
import { counted } from '@/lib/format';
import { ErrorLine, SkeletonRows } from '@/ui';
import { PictureTile } from './PictureTile';
import classes from './Report.module.css';
import { RowItem } from './RowItem';
import { SendDialog } from './SendDialog';
import { rowsQuery, type RowsSource } from './source';
import { useCorrections } from './useCorrections';

interface BehindCellProps {
  projectKey: string;
  source: RowsSource;
  /** The classes of the model, which have their colours. */
  names: readonly string[];
  /** The trained model of the Lab by whose analysis labels are corrected. */
  trainedId?: number | undefined;
  pair: Pair;
  noun: string;
  canChange: boolean;
  onClose: () => void;
}

const STEP = 48;
const MOST = 200;

export function BehindCell({ projectKey, source, names, trainedId, pair, noun, canChange, onClose }: BehindCellProps) {
  const [limit, setLimit] = useState(STEP);
  const [isSending, setIsSending] = useState(false);
  const region = useRef<HTMLElement>(null);
  const corrections = useCorrections(projectKey, trainedId);
  const rows = useQuery({ ...rowsQuery(source, { truth: pair.label, prediction: pair.prediction, limit: Math.min(MOST, limit) }), placeholderData: keepPreviousData });
  const isRight = pair.label === pair.prediction;
  const title = isRight ? `${pair.label}, named rightly` : `${pair.label}, predicted ${pair.prediction}`;
  const folder = rows.data?.picture_folder ?? '';
  const found = rows.data?.rows ?? [];
  const arePictures = folder !== '' && found.some((row) => row.picture !== null && row.picture !== '');
  const isLoaded = rows.data !== undefined;
  const { labels } = corrections;
  const isCorrecting = labels !== undefined;
  useEffect(() => {
    if (isLoaded) region.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }, [pair.label, pair.prediction, isLoaded, isCorrecting]);
  const canCorrect = arePictures && trainedId !== undefined;
  return (
    <section ref={region} className={classes.behind} aria-label={`${noun === 'picture' ? 'Pictures' : 'Rows'}: ${title}`} aria-live="polite">
      <div className={classes.partHead} style={{ paddingTop: 12 }}>
        <h2>{title}</h2>
        {rows.data && <span className={classes.chip}>{counted(rows.data.total, noun)}</span>}
        <span className={classes.note}>{labels ? 'choose what each really is' : isRight ? 'the surest first' : 'surest mistake first'}</span>
        <span className={classes.end}>
          {labels ? (
            <>
              {!isRight && (
                <Button size="xs" variant="subtle" onClick={() => corrections.chooseAll(found.flatMap((row) => row.picture ?? []), pair.prediction)}>
                  All are {pair.prediction}
                </Button>
              )}
              <Button size="xs" onClick={corrections.cancel}>
                Cancel
              </Button>
              <Button size="xs" variant="filled" disabled={labels.size === 0} loading={corrections.isSending} onClick={corrections.send}>
                Correct {counted(labels.size, 'label')}
              </Button>
            </>
          ) : (
            <>
              {canCorrect && (
                <Button size="xs" leftSection={<IconPencil size={14} stroke={1.5} />} disabled={!canChange} onClick={corrections.begin}>
                  Correct labels
                </Button>
              )}
              {source.send && (
                <Button size="xs" disabled={!canChange || (rows.data?.total ?? 0) === 0} onClick={() => setIsSending(true)}>
                  Send to a dataset
                </Button>
              )}
            </>
          )}
          <CloseButton aria-label={`Close the ${noun}s`} onClick={onClose} />
        </span>
      </div>
      {!canChange && source.send && <p className={classes.note}>You may read this project: its labels and datasets are changed by those who may write.</p>}
      <ErrorLine error={rows.error} />
      {rows.isPending && <SkeletonRows rows={2} height={96} awaited="the rows" />}
      {rows.data?.total === 0 && <p className={classes.note}>Nothing is behind this cell.</p>}
      {arePictures ? (
        <ul className={classes.grid} data-correcting={isCorrecting}>
          {found.map((row) => (
            <PictureTile key={row.row} projectKey={projectKey} folder={folder} row={row} names={names} label={labels && (labels.get(row.picture ?? '') ?? String(row.truth))} onLabel={(label) => corrections.choose(row.picture ?? '', label, String(row.truth))} />
          ))}
        </ul>
      ) : (
        <ul className={classes.rowList}>
          {found.map((row) => (
            <RowItem key={row.row} projectKey={projectKey} row={row} folder={folder} />
          ))}
        </ul>
      )}
      {rows.data && rows.data.total > found.length && limit < MOST && (
        <Button mt={12} size="xs" onClick={() => setLimit(limit + STEP)}>
          Show more
        </Button>
      )}
      {isSending && rows.data && source.send && (
        <SendDialog projectKey={projectKey} send={source.send} ask={{ truth: pair.label, prediction: pair.prediction }} count={rows.data.total} noun={noun} proposed={isRight ? `${pair.label}_right` : `${pair.label}_as_${pair.prediction}`} onClose={() => setIsSending(false)} />
      )}
    </section>
  );
}
