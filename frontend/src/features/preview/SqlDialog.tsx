import { Button, CopyButton, Modal } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './Preview.module.css';

/** The query that a recipe is, as text to read and copy. */
export function SqlDialog({ sql, onClose }: { sql: string; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="The query" size={760}>
      <p className={classes.quiet}>This runs over the input’s files. Names of columns are numbered inside, so that no name can change the query.</p>
      {/* Long lines scroll inside the box, which the keyboard must reach. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={classes.sql} tabIndex={0} role="region" aria-label="SQL">
        {sql === '' ? 'There is no query yet.' : sql}
      </pre>
      <div className={classes.dialogFoot}>
        <Button onClick={onClose}>Close</Button>
        <CopyButton value={sql}>
          {({ copied, copy }) => (
            <Button variant="filled" leftSection={copied ? <IconCheck size={15} stroke={1.5} /> : <IconCopy size={15} stroke={1.5} />} onClick={copy} disabled={sql === ''}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </div>
    </Modal>
  );
}
