/** Short messages at the window's foot. What was done can be undone from there for ten seconds. */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { ApiError } from '@/api/errors';
import classes from './Feedback.module.css';

const UNDO_FOR_MS = 10_000;
const SAID_FOR_MS = 4_000;

export function say(message: string) {
  notifications.show({ message, autoClose: SAID_FOR_MS, withCloseButton: true });
}

export function sayError(error: unknown) {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof ApiError && error.hint !== undefined ? ` ${error.hint}` : '';
  notifications.show({ message: `${message}${hint}`, color: 'failed', autoClose: false, withCloseButton: true, role: 'alert' });
}

/** Say what was done and offer to undo it for ten seconds. */
export function sayWithUndo(message: string, undo: () => Promise<unknown>) {
  sayWith(message, 'Undo', () => undo().then(() => say('Undone'), sayError));
}

/** Say what was made and offer to go there. */
export function sayWithOpen(message: string, open: () => void) {
  sayWith(message, 'Open', open);
}

function sayWith(message: string, word: string, deed: () => unknown) {
  const id = notifications.show({
    autoClose: UNDO_FOR_MS,
    withCloseButton: true,
    message: (
      <div className={classes.toast}>
        <span>{message}</span>
        <Button
          size="xs"
          variant="subtle"
          className={classes.undo}
          onClick={() => {
            notifications.hide(id);
            deed();
          }}
        >
          {word}
        </Button>
      </div>
    ),
  });
}
