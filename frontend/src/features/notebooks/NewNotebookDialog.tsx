/** A new notebook: which template, on which dataset, with which columns, under which name. */
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, flowQuery, take } from '@/api';
import { ErrorLine, say } from '@/ui';
import { datasetQuery } from '../datasets';
import classes from './Notebooks.module.css';
import { notebooksKey, type NotebookTemplate } from './notebookQueries';

interface NewNotebookDialogProps {
  projectKey: string;
  templates: readonly NotebookTemplate[];
  /** The dataset that is chosen to begin with. */
  datasetId?: string | undefined;
  onClose: () => void;
}

export function NewNotebookDialog({ projectKey, templates, datasetId: given, onClose }: NewNotebookDialogProps) {
  const [template, setTemplate] = useState(templates[0]?.name ?? '');
  const [datasetId, setDatasetId] = useState<string | null>(given ?? null);
  const [picked, setPicked] = useState<Record<string, string>>({});
  const [typed, setTyped] = useState<string>();
  const flow = useQuery(flowQuery(projectKey));
  const datasets = (flow.data?.items ?? []).filter((item) => item.kind === 'dataset' && item.version > 0);
  const dataset = useQuery({ ...datasetQuery(projectKey, datasetId ?? ''), enabled: datasetId !== null });
  const columns = (dataset.data?.columns ?? []).map((column) => column.name);
  const chosen = templates.find((one) => one.name === template);
  const options = Object.fromEntries(Object.keys(chosen?.options ?? {}).map((option) => [option, picked[option] ?? usualColumn(option, columns) ?? '']));
  const proposed = `${chosen?.label ?? 'Notebook'} ${datasets.find((one) => one.id === datasetId)?.name ?? ''}`.replace(/[^\p{L}\p{N} ().+_-]/gu, ' ').trim().slice(0, 100);
  const name = typed ?? proposed;
  const queryClient = useQueryClient();
  const making = useMutation({
    mutationFn: () => take(api.POST('/api/projects/{key}/notebooks', { params: { path: { key: projectKey } }, body: { name, template, dataset_id: datasetId ?? '', options } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: notebooksKey(projectKey) });
      say(`${name} is made`);
      onClose();
    },
  });
  const isWhole = datasetId !== null && name !== '' && Object.keys(chosen?.options ?? {}).every((option) => (options[option] ?? '') !== '');
  return (
    <Modal opened onClose={onClose} title="New notebook" size={440}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole) making.mutate();
        }}
      >
        <Select label="Template" data={templates.map((one) => ({ value: one.name, label: one.label }))} value={template} allowDeselect={false} description={chosen?.help} onChange={(value) => setTemplate(value ?? template)} />
        <Select
          label="Dataset"
          data={datasets.map((one) => ({ value: one.id, label: one.name }))}
          value={datasetId}
          searchable
          placeholder={datasets.length === 0 ? 'No dataset has rows yet' : 'Choose'}
          onChange={(value) => {
            setDatasetId(value);
            setPicked({});
          }}
        />
        {Object.entries(chosen?.options ?? {}).map(([option, label]) => (
          <Select key={option} label={label} data={columns} value={options[option] || null} searchable disabled={datasetId === null} onChange={(value) => setPicked((old) => ({ ...old, [option]: value ?? '' }))} />
        ))}
        <TextInput label="Name" value={name} maxLength={100} onChange={(event) => setTyped(event.currentTarget.value)} />
        <ErrorLine error={making.error} />
        <div className={classes.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={!isWhole} loading={making.isPending}>
            Create
          </Button>
        </div>
      </form>
    </Modal>
  );
}

const USUAL: Record<string, readonly string[]> = {
  label: ['target', 'label', 'class', 'truth'],
  prediction: ['top_class', 'prediction', 'predicted'],
};

/** The column that is meant most often under an option, where the dataset has it. */
export function usualColumn(option: string, columns: readonly string[]): string | undefined {
  return USUAL[option]?.find((name) => columns.includes(name));
}
