/** A failure in place: what happened, the way out, a button for it, and the request number for whoever has to look. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiError } from '@/api/errors';
import { StateGlyph } from '../state';
import classes from './Feedback.module.css';

interface ErrorStateProps {
  error: unknown;
  /** What could not be done, as a noun phrase: "the flow". */
  what?: string;
  onRetry?: () => void;
  actions?: ReactNode;
}

export function ErrorState({ error, what, onRetry, actions }: ErrorStateProps) {
  const known = error instanceof ApiError ? error : undefined;
  const message = error instanceof Error ? error.message : String(error);
  return (
    <div className={classes.error} role="alert">
      <span className={classes.octagon}>
        <StateGlyph state="failed" size={20} />
      </span>
      <div>
        <h2>{what === undefined ? message : `Could not load ${what}`}</h2>
        {what !== undefined && <p className={classes.sentence}>{message}</p>}
        {known?.hint !== undefined && known.hint !== '' && <p className={classes.sentence}>{known.hint}</p>}
        <div className={classes.errorActions}>
          {onRetry !== undefined && <Button onClick={onRetry}>Try again</Button>}
          {actions}
          {known?.requestId !== undefined && known.requestId !== '' && (
            <span className={classes.request}>
              request <code>{known.requestId}</code>
            </span>
          )}
        </div>
      </div>
    </div>
  );
}

/** One sentence of failure inside a dialog or form, beside what it belongs to. */
export function ErrorLine({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null;
  const message = error instanceof Error ? error.message : typeof error === 'string' ? error : 'Something failed without a reason.';
  const hint = error instanceof ApiError ? error.hint : undefined;
  return (
    <p className={classes.line} role="alert">
      <StateGlyph state="failed" />
      <span>
        {message} {hint}
      </span>
    </p>
  );
}
