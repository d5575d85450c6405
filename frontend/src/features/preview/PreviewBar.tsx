/** Above a preview: what is shown, of how much, how fresh, and what else there is to see of it. */
import { Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { count, counted } from '@/lib/format';
import type { LivePreview } from './usePreview';
import classes from './Preview.module.css';

interface PreviewBarProps {
  live: LivePreview;
  /** What the rows are, where it is not the result: "after step 3 of 6". */
  note?: ReactNode;
  children?: ReactNode;
}

export function PreviewBar({ live, note, children }: PreviewBarProps) {
  const { preview } = live;
  return (
    <div className={classes.bar}>
      <span className={classes.counts} role="status">
        {preview === undefined ? (
          'Working it out'
        ) : (
          <>
            <strong>{counted(preview.total, 'row')}</strong>, {counted(preview.columns.length, 'column')}
          </>
        )}
      </span>
      {preview && (
        <span className={classes.sample} title={preview.is_whole ? 'Every row of the inputs was read.' : 'The preview reads the first rows of each input; the run reads all of them.'}>
          {preview.is_whole ? `all ${count(preview.sampled)} rows read` : `on a sample of ${count(preview.sampled)} rows`}
        </span>
      )}
      {note}
      {!live.isFresh && live.error === undefined && <Loader size={14} aria-label="Working it out" className={classes.busy} />}
      <span className={classes.barEnd}>{children}</span>
    </div>
  );
}
