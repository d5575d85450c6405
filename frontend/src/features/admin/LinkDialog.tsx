import { Button, CopyButton, Modal } from '@mantine/core';
import type { components } from '@/api/schema.gen';
import { dateTime } from '@/lib/format';
import classes from './Admin.module.css';

/** A one-time log-in link to hand on. */
export function LinkDialog({ link, onClose }: { link: components['schemas']['LinkMade']; onClose: () => void }) {
  const address = new URL(link.path, window.location.origin).toString();
  return (
    <Modal opened onClose={onClose} title="Log-in link">
      <p>Whoever opens it is signed in as this person. It works once, until {dateTime(link.expires_at)}.</p>
      <code className={classes.link}>{address}</code>
      <div className={classes.foot}>
        <Button onClick={onClose}>Close</Button>
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Button variant="filled" onClick={copy}>
              {copied ? 'Copied' : 'Copy the link'}
            </Button>
          )}
        </CopyButton>
      </div>
    </Modal>
  );
}
