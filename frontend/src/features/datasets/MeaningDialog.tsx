/** Give a column another meaning: what its values are checked against, and how they are shown. */
import { Button, Modal, Radio } from '@mantine/core';
import { useState } from 'react';
import { ErrorLine, say } from '@/ui';
import { MEANING_WORDS } from './cellValues';
import { useSaveShape } from './datasetQueries';
import classes from './Explore.module.css';
import type { Dataset } from './types';

interface MeaningDialogProps {
  projectKey: string;
  dataset: Dataset;
  name: string;
  onClose: () => void;
}

export function MeaningDialog({ projectKey, dataset, name, onClose }: MeaningDialogProps) {
  const current = dataset.columns.find((column) => column.name === name)?.meaning ?? 'text';
  const [meaning, setMeaning] = useState(current);
  const save = useSaveShape(projectKey, dataset.id);
  const columns = dataset.columns.map((column) => (column.name === name ? { ...column, meaning } : column));
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
                say(`${name} is read as ${MEANING_WORDS[meaning]} now`);
                onClose();
              },
            },
          );
        }}
      >
        <Radio.Group value={meaning} onChange={(next) => setMeaning(next)} description="Values that do not fit the meaning count as invalid; none is changed.">
          <div className={classes.meanings}>
            {Object.entries(MEANING_WORDS).map(([value, word]) => (
              <Radio key={value} value={value} label={word} />
            ))}
          </div>
        </Radio.Group>
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
