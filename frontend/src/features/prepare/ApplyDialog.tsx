/** The same preparation for another dataset: a new recipe with the same steps, in one action. */
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, keys, take, type FlowItem } from '@/api';
import { counted } from '@/lib/format';
import { recipePath } from '@/lib/paths';
import { ErrorLine, say } from '@/ui';
import { itemFact } from '../items';
import type { Steps } from './script';
import classes from './Prepare.module.css';

interface ApplyDialogProps {
  projectKey: string;
  items: readonly FlowItem[];
  /** Dataset that the steps read now. */
  inputId: string | undefined;
  steps: Steps;
  onClose: () => void;
}

/** A free name for what the preparation of a dataset gives. */
export function preparedName(input: string, taken: ReadonlySet<string>): string {
  const base = `${input}_prepared`;
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}_${number}`;
  return name;
}

export function ApplyDialog({ projectKey, items, inputId, steps, onClose }: ApplyDialogProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, setTyped] = useState<string>();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const taken = new Set(items.map((item) => item.name));
  const datasets = items.filter((item) => item.kind === 'dataset' && item.id !== inputId);
  const input = datasets.find((item) => item.id === chosen);
  const name = typed ?? (input === undefined ? '' : preparedName(input.name, taken));
  const problem = taken.has(name.trim()) ? `There is an item named ${name.trim()} already. Choose another name.` : undefined;
  const make = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/projects/{key}/recipes', {
          params: { path: { key: projectKey } },
          body: { type: 'prepare', inputs: { input: [chosen ?? ''] }, outputs: { output: [{ new_name: name.trim() }] }, params: { steps: steps.map((step) => ({ ...step })) } },
        }),
      ),
    onSuccess: async (recipe) => {
      await queryClient.invalidateQueries({ queryKey: keys.flow(projectKey) });
      onClose();
      say(`${recipe.name} has the same ${counted(steps.length, 'step')}`);
      await navigate(recipePath(projectKey, recipe.id));
    },
  });
  const lacking = chosen === null ? 'Choose a dataset' : name.trim() === '' ? 'Name the output' : problem === undefined ? undefined : 'Choose another name';
  return (
    <Modal opened onClose={onClose} title="Apply this preparation to another dataset" size={520}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (lacking === undefined && !make.isPending) make.mutate();
        }}
      >
        <p className={classes.quiet}>
          A new recipe gets a copy of the {counted(steps.length, 'step')} as they stand here, saved or not. Its preview shows at once which steps find nothing in the other data.
        </p>
        <Select
          label="Dataset"
          placeholder={datasets.length === 0 ? 'There is no other dataset in this project yet' : 'Choose a dataset'}
          data={datasets.map((item) => ({ value: item.id, label: item.name }))}
          value={chosen}
          searchable={datasets.length > 8}
          allowDeselect={false}
          renderOption={({ option }) => {
            const item = datasets.find((one) => one.id === option.value);
            return (
              <span>
                {option.label} <small>{item === undefined ? '' : (itemFact(item) ?? 'not built')}</small>
              </span>
            );
          }}
          onChange={setChosen}
        />
        <TextInput label="Output dataset" value={name} error={problem} onChange={(event) => setTyped(event.currentTarget.value)} />
        <ErrorLine error={make.error} />
        <div className={classes.dialogFoot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={lacking !== undefined} loading={make.isPending}>
            {lacking ?? 'Make the recipe'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
