/** How an upload goes: counts, bar, time left; failed files by name, to be sent again or left out. */
import { Button, Progress } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { bytes, count, counted, duration } from '@/lib/format';
import { ErrorLine } from '@/ui';
import type { Changed } from './startUpload';
import type { UploadQueue, UploadSnapshot } from './uploadQueue';
import classes from './Uploads.module.css';

const SHOWN_FAILURES = 4;

export function UploadCard({ queue }: { queue: UploadQueue<Changed> }) {
  const view = useSyncExternalStore(queue.subscribe, queue.snapshot);
  const share = view.bytes === 0 ? 1 : view.sentBytes / view.bytes;
  const isOver = view.phase === 'done' || view.phase === 'cancelled';
  if (isOver) return null;
  return (
    <div className={classes.card} data-failed={view.phase === 'failed'} role="status">
      <div className={classes.cardHead}>
        <strong>{titleOf(view)}</strong>
        {view.phase === 'sending' && <span>{Math.floor(share * 100)} %</span>}
      </div>
      <Progress
        value={share * 100}
        size={5}
        aria-label={`Upload of ${view.name}`}
        color={view.phase === 'failed' ? 'var(--failed)' : 'var(--accent)'}
        animated={view.phase === 'finishing'}
      />
      <p className={classes.cardText}>{wordsOf(view)}</p>
      {view.failed.slice(0, SHOWN_FAILURES).map((file) => (
        <p key={file.path} className={classes.failure}>
          <span>{file.path}</span> {file.error}
        </p>
      ))}
      {view.failed.length > SHOWN_FAILURES && <p className={classes.cardText}>and {count(view.failed.length - SHOWN_FAILURES)} more</p>}
      {view.error !== undefined && <ErrorLine error={view.error} />}
      <div className={classes.cardButtons}>
        {view.phase === 'failed' && (
          <Button size="xs" onClick={() => void (view.failed.length > 0 ? queue.retry() : queue.finish())}>
            Try again
          </Button>
        )}
        {view.phase === 'failed' && view.failed.length > 0 && view.done > 0 && (
          <Button size="xs" onClick={() => void queue.finish()}>
            Put in the other {count(view.done)}
          </Button>
        )}
        {view.phase !== 'finishing' && (
          <Button size="xs" variant="subtle" onClick={() => void queue.cancel()}>
            Cancel
          </Button>
        )}
      </div>
    </div>
  );
}

function titleOf(view: UploadSnapshot): string {
  if (view.phase === 'finishing') return `Putting in ${view.name}`;
  return view.phase === 'failed' ? `${view.name} not yet whole` : `Uploading ${view.name}`;
}

function wordsOf(view: UploadSnapshot): string {
  if (view.phase === 'finishing') return 'Files are checked and archives unpacked';
  if (view.phase === 'failed' && view.failed.length > 0) return `${counted(view.failed.length, 'file')} did not arrive`;
  const done = view.total === 1 ? `${bytes(view.sentBytes)} of ${bytes(view.bytes)}` : `${count(view.done)} of ${counted(view.total, 'file')}`;
  return view.secondsLeft === undefined ? done : `${done}, ${duration(view.secondsLeft)} left`;
}
