/** Leaving with unsaved settings: the page asks, names what would be lost, and can save first. */
import { Button, Modal } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { differences, valueWords, type ParamsFormState, type Values } from '../forms';
import classes from './Recipe.module.css';

interface LeaveGuardProps {
  isDirty: boolean;
  form: ParamsFormState;
  saved: Values;
  onSave: () => Promise<boolean>;
}

export function LeaveGuard({ isDirty, form, saved, onSave }: LeaveGuardProps) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  const lost = differences(form.values, saved);
  return (
    <Modal opened onClose={blocker.reset} title="Leave without saving?">
      <p>These settings are not saved yet:</p>
      <ul className={classes.lost}>
        {lost.map(({ name, mine }) => {
          const field = form.fields.find((one) => one.name === name);
          return (
            <li key={name}>
              {field?.label ?? name} <strong>{field ? valueWords(field, mine) : JSON.stringify(mine)}</strong>
            </li>
          );
        })}
        {lost.length === 0 && <li>Inputs or outputs</li>}
      </ul>
      <div className={classes.dialogFoot}>
        <Button onClick={blocker.reset} data-autofocus>
          Stay
        </Button>
        <Button color="failed" variant="outline" onClick={blocker.proceed}>
          Leave without saving
        </Button>
        <Button variant="filled" onClick={() => void onSave().then((isSaved) => (isSaved ? blocker.proceed() : blocker.reset()))}>
          Save and leave
        </Button>
      </div>
    </Modal>
  );
}
