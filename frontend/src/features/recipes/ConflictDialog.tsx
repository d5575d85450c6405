/** Two people saved the same recipe: every field that differs, mine beside theirs, and the choice between them. */
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { counted, dateTime } from '@/lib/format';
import { Segmented } from '@/ui';
import { differences, isSame, merge, valueWords, type ParamsFormState, type Values } from '../forms';
import type { Conflict } from './conflict';
import classes from './Recipe.module.css';

interface ConflictDialogProps {
  form: ParamsFormState;
  mine: Values;
  /** What both sides began from: a field that only they changed is proposed as theirs. */
  base: Values;
  conflict: Conflict;
  onSettle: (params: Record<string, unknown>, conflict: Conflict) => void;
  onClose: () => void;
}

export function ConflictDialog({ form, mine, base, conflict, onSettle, onClose }: ConflictDialogProps) {
  const differing = differences(mine, conflict.theirs);
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(
    () => new Set(differing.filter(({ name, mine: own }) => isSame(own, base[name])).map(({ name }) => name)),
  );
  const words = (name: string, value: unknown) => {
    const field = form.fields.find((one) => one.name === name);
    return field ? valueWords(field, value) : JSON.stringify(value ?? null);
  };
  const choose = (name: string, side: 'mine' | 'theirs') => {
    const next = new Set(theirs);
    if (side === 'mine') next.delete(name);
    else next.add(name);
    setTheirs(next);
  };
  return (
    <Modal opened onClose={onClose} title={`${conflict.savedBy} saved while you were editing`} size={640}>
      <p>
        Nothing is lost. {conflict.savedAt === undefined ? '' : `Their settings are of ${dateTime(conflict.savedAt)}. `}
        {differing.length === 0 ? 'Both of you set the same values.' : `${counted(differing.length, 'field')} ${differing.length === 1 ? 'differs' : 'differ'}: choose whose value stands.`}
      </p>
      {differing.length > 0 && (
        <table className={classes.diff}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Mine</th>
              <th scope="col">{conflict.savedBy}</th>
              <th scope="col">Keep</th>
            </tr>
          </thead>
          <tbody>
            {differing.map(({ name, mine: own, theirs: other }) => {
              const label = form.fields.find((one) => one.name === name)?.label ?? name;
              const side = theirs.has(name) ? 'theirs' : 'mine';
              return (
                <tr key={name}>
                  <th scope="row">{label}</th>
                  <td data-kept={side === 'mine'}>{words(name, own)}</td>
                  <td data-kept={side === 'theirs'}>{words(name, other)}</td>
                  <td>
                    <Segmented
                      label={`Whose value for ${label}`}
                      value={side}
                      options={[
                        { value: 'mine', label: 'Mine' },
                        { value: 'theirs', label: 'Theirs' },
                      ]}
                      onChange={(next) => choose(name, next)}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <div className={classes.dialogFoot}>
        <Button onClick={onClose}>Keep editing</Button>
        <Button variant="filled" onClick={() => onSettle(merge(mine, conflict.theirs, (name) => !theirs.has(name)), conflict)}>
          Take this into the form
        </Button>
      </div>
    </Modal>
  );
}
