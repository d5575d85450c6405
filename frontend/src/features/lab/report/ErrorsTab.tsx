/** The rows of the test set with what the model said: the mistakes, or all of them, page by page. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { counted } from '@/lib/format';
import { ErrorState, Segmented, SkeletonRows } from '@/ui';
import classes from './Report.module.css';
import { RowItem } from './RowItem';
import { SendDialog } from './SendDialog';
import { type Reported, rowsQuery } from './source';

const PAGE = 50;
type Only = 'wrong' | 'right' | 'all';

export function ErrorsTab({ projectKey, model, canChange }: { projectKey: string; model: Reported; canChange: boolean }) {
  const isClasses = model.design.predictionType !== 'REGRESSION';
  const [only, setOnly] = useState<Only>(isClasses ? 'wrong' : 'all');
  const [offset, setOffset] = useState(0);
  const [isSending, setIsSending] = useState(false);
  const rows = useQuery(rowsQuery(model.source, { only, offset, limit: PAGE }));
  if (rows.error) return <ErrorState error={rows.error} what="the rows" onRetry={() => void rows.refetch()} />;
  const total = rows.data?.total ?? 0;
  return (
    <section className={classes.part} aria-label="Rows of the test set">
      <div className={classes.partHead}>
        <h2>Rows of the test set</h2>
        <span className={classes.note}>{rows.data ? `${counted(total, 'row')}, ${isClasses ? (only === 'wrong' ? 'surest mistake first' : 'the surest first') : 'the farthest off first'}` : ''}</span>
        <span className={classes.end}>
          <Button size="xs" disabled={!canChange || total === 0} title={canChange ? undefined : 'You may read this project, but not add to it.'} onClick={() => setIsSending(true)}>
            Send to a dataset
          </Button>
          {isClasses && (
            <Segmented<Only>
              label="Which rows"
              value={only}
              onChange={(next) => {
                setOnly(next);
                setOffset(0);
              }}
              options={[
                { value: 'wrong', label: 'Wrong' },
                { value: 'right', label: 'Right' },
                { value: 'all', label: 'All' },
              ]}
            />
          )}
        </span>
      </div>
      {rows.isPending ? (
        <SkeletonRows rows={6} height={60} awaited="the rows" />
      ) : total === 0 ? (
        <p className={classes.note}>{only === 'wrong' ? 'Every row of the test set was answered rightly.' : 'There is no such row.'}</p>
      ) : (
        <ul className={classes.rowList}>
          {rows.data.rows.map((row) => (
            <RowItem key={row.row} projectKey={projectKey} row={row} folder={rows.data.picture_folder} />
          ))}
        </ul>
      )}
      {total > PAGE && (
        <div className={classes.partHead} style={{ marginTop: 12 }}>
          <Button size="xs" disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - PAGE))}>
            Before
          </Button>
          <span className={classes.note}>
            {offset + 1} to {Math.min(total, offset + PAGE)} of {total.toLocaleString('en-GB')}
          </span>
          <Button size="xs" disabled={offset + PAGE >= total} onClick={() => setOffset(offset + PAGE)}>
            After
          </Button>
        </div>
      )}
      {isSending && <SendDialog projectKey={projectKey} send={model.source.send} ask={{ only }} count={total} noun="row" proposed={`${model.design.targetVariable}_${only === 'all' ? 'tested' : only}`} onClose={() => setIsSending(false)} />}
    </section>
  );
}
