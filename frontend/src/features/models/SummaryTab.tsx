/** The network's summary as Keras prints it. */
import { Button, CopyButton } from '@mantine/core';
import classes from './Model.module.css';

export function SummaryTab({ summary }: { summary: string }) {
  if (summary === '') return <p className={`${classes.part ?? ''} ${classes.note ?? ''}`}>This model was stored without a text summary.</p>;
  return (
    <section className={classes.part} aria-label="Summary">
      <div className={classes.partHead}>
        <h2>Summary</h2>
        <CopyButton value={summary}>
          {({ copied, copy }) => (
            <Button size="xs" variant="subtle" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </div>
      {/* Reached by Tab so that the keys can scroll it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={classes.summary} tabIndex={0}>
        {summary}
      </pre>
    </section>
  );
}
