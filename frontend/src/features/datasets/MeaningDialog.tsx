/** Give a column another meaning: what its values are checked against, and how they are shown. */
import { Button, Modal, Radio } from '@mantine/core';
import { useState } from 'react';
import { ErrorLine, say } from '@/ui';
import { MEANING_WORDS } from './cellValues';
import { useSaveShape } from './datasetQueries';
import classes from './Explore.module.css';
import { isChosen, meaningsFor, ownMeaning } from './meanings';
import type { Dataset } from './types';

interface MeaningDialogProps {
  projectKey: string;
  dataset: Dataset;
  name: string;
  onClose: () => void;
}

export function MeaningDialog({ projectKey, dataset, name, onClose }: MeaningDialogProps) {
  const column = dataset.columns.find((one) => one.name === name);
  const own = column === undefined ? 'text' : ownMeaning(column);
  const current = column !== undefined && isChosen(column) ? (column.meaning ?? own) : own;
  const [meaning, setMeaning] = useState(current);
  const save = useSaveShape(projectKey, dataset.id);
  if (column === undefined) return null;
  const columns = dataset.columns.map((one) => (one.name === name ? { ...one, meaning } : one));
  return (
    <Modal opened onClose={onClose} title={`Meaning of ${name}`} size={380}>
      <form
        className={classes.popoverForm}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(
            { format: undefined, columns },
            {
              onSuccess: () => {
                say(meaning === own ? `${name} has the meaning that was detected` : `${name} is read as ${MEANING_WORDS[meaning]} now`);
                onClose();
              },
            },
          );
        }}
      >
        <p className={classes.note}>Values that do not fit the meaning count as invalid; none is changed.</p>
        <Radio.Group aria-label={`Meaning of ${name}`} value={meaning} onChange={(next) => setMeaning(next)}>
          <div className={classes.meanings}>
            <Radio value={own} label={`Auto-detect (${MEANING_WORDS[own]})`} className={classes.meaningWide ?? ''} />
            {meaningsFor(column)
              .filter((one) => one !== own)
              .map((one) => (
                <Radio key={one} value={one} label={MEANING_WORDS[one]} />
              ))}
          </div>
        </Radio.Group>
        <p className={classes.note}>{dataset.written_by === null ? 'A meaning chosen here stays when the files are read again.' : `A meaning chosen here stays when ${dataset.written_by} runs again.`}</p>
        <ErrorLine error={save.error} />
        <div className={classes.popoverFoot}>
          <Button type="button" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="filled" disabled={meaning === current} loading={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
