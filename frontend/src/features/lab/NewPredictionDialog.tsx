/** A new prediction: what is predicted, made automatically or by an expert, and under which name. */
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ApiError, flowQuery, keys, take } from '@/api';
import { datasetQuery, meaningWord, typeWord } from '@/features/datasets';
import { previewQuery } from '@/features/preview';
import { ErrorLine, Segmented } from '@/ui';
import classes from './Lab.module.css';
import { STYLE_WORDS } from './labWords';
import { taskPath } from './params';
import { canBeTarget, suggestedTarget } from './targets';
import type { Analysis, Style } from './types';

interface NewPredictionDialogProps {
  projectKey: string;
  /** The dataset, where it is known already. */
  datasetId?: string | undefined;
  /** The analysis that gets the task; a new one is made where it is left out. */
  analysis?: Analysis | undefined;
  onClose: () => void;
}

type Way = 'auto' | 'expert';

const AUTO: readonly { style: Style; help: string }[] = [
  { style: 'prototype', help: 'A few fast algorithms, to see what is possible.' },
  { style: 'interpretable', help: 'Models whose decisions can be read.' },
  { style: 'performance', help: 'Stronger algorithms and a wider search; takes longer.' },
];
const EXPERT: readonly { style: Style; help: string }[] = [
  { style: 'algorithms', help: 'Select the algorithms and the hyper-parameters that are searched.' },
  { style: 'deep', help: 'Design a network of your own, trained with Keras.' },
  { style: 'custom', help: 'Train an estimator that you write in Python.' },
];

export function NewPredictionDialog({ projectKey, datasetId, analysis, onClose }: NewPredictionDialogProps) {
  const flow = useQuery({ ...flowQuery(projectKey), enabled: datasetId === undefined && analysis === undefined });
  const datasets = (flow.data?.items ?? []).filter((item) => item.kind === 'dataset' && item.version > 0);
  const [picked, setPicked] = useState<string | null>(null);
  const id = analysis?.dataset_id ?? datasetId ?? picked ?? undefined;
  const dataset = useQuery({ ...datasetQuery(projectKey, id ?? ''), enabled: id !== undefined });
  // A script may make other columns out of those of the dataset.
  const script = useQuery({ ...previewQuery(projectKey, { analysisId: analysis?.id ?? '' }, { params: { steps: analysis?.script ?? [] }, inputs: {} }), enabled: (analysis?.script.length ?? 0) > 0 });
  const columns = (analysis?.script.length ?? 0) > 0 ? (script.data?.preview.columns ?? []) : (dataset.data?.columns ?? []);
  const [chosen, setChosen] = useState<string>();
  const suggested = suggestedTarget(columns);
  const target = chosen ?? suggested ?? null;
  const [way, setWay] = useState<Way>('auto');
  const [auto, setAuto] = useState<Style>('prototype');
  const [expert, setExpert] = useState<Style>('algorithms');
  const style = way === 'auto' ? auto : expert;
  const [typed, setTyped] = useState<string>();
  const proposed = target === null ? '' : `${STYLE_WORDS[style]} for ${target} on ${dataset.data?.name ?? ''}`.trim().slice(0, 200);
  const name = typed ?? proposed;
  const making = useCreate(projectKey, onClose);
  const problem = making.error instanceof ApiError ? making.error : undefined;
  const targetProblem = problem?.fieldMessage('target');
  const isWhole = id !== undefined && target !== null && name.trim() !== '';
  const offered = columns.filter(canBeTarget);
  return (
    <Modal opened onClose={onClose} title={dataset.data ? `New prediction on ${dataset.data.name}` : 'New prediction'} size={620}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole) making.mutate({ datasetId: id, analysisId: analysis?.id, target, style, name: name.trim() });
        }}
      >
        {datasetId === undefined && analysis === undefined && (
          <Select
            label="Dataset"
            data={datasets.map((one) => ({ value: one.id, label: one.name }))}
            value={picked}
            searchable
            placeholder={datasets.length === 0 ? 'No dataset has rows yet' : 'Choose'}
            allowDeselect={false}
            onChange={(value) => {
              setPicked(value);
              setChosen(undefined);
            }}
          />
        )}
        <Select
          label="Target"
          description="The column whose values are predicted."
          data={offered.map((column) => ({ value: column.name, label: column.name }))}
          value={target}
          searchable
          allowDeselect={false}
          disabled={id === undefined}
          placeholder={id !== undefined && (dataset.isPending || script.isFetching) ? 'Asking the server' : 'Choose a column'}
          error={targetProblem === undefined ? undefined : `${targetProblem} ${problem?.hint ?? ''}`}
          renderOption={({ option }) => {
            const column = columns.find((one) => one.name === option.value);
            return (
              <span className={classes.option} style={{ width: '100%' }}>
                {option.label}
                {column && <small>{[typeWord(column), meaningWord(column, undefined)].filter(Boolean).join(', ')}</small>}
                {option.value === suggested && <em>suggested</em>}
              </span>
            );
          }}
          onChange={(value) => {
            setChosen(value ?? undefined);
            making.reset();
          }}
        />
        <div>
          <Segmented<Way>
            label="How models are made"
            value={way}
            onChange={setWay}
            options={[
              { value: 'auto', label: 'Automated machine learning' },
              { value: 'expert', label: 'Expert mode' },
            ]}
          />
        </div>
        {way === 'auto' ? <Ways legend="Let Atelier choose the models" ways={AUTO} value={auto} onChange={setAuto} /> : <Ways legend="Have full control over the models" ways={EXPERT} value={expert} onChange={setExpert} />}
        <TextInput label="Name" value={name} maxLength={200} error={problem?.fieldMessage('name')} onChange={(event) => setTyped(event.currentTarget.value)} />
        {targetProblem === undefined && <ErrorLine error={making.error} />}
        <div className={classes.foot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={!isWhole} loading={making.isPending}>
            Create
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function Ways({ legend, ways, value, onChange }: { legend: string; ways: typeof AUTO; value: Style; onChange: (style: Style) => void }) {
  return (
    <fieldset className={`${classes.ways ?? ''} ${classes.three ?? ''}`}>
      <legend>{legend}</legend>
      {ways.map(({ style, help }) => (
        <label key={style} className={classes.way} aria-label={`${WAY_WORDS[style]}: ${help}`}>
          <input type="radio" name="style" value={style} checked={value === style} onChange={() => onChange(style)} />
          <span>
            <b>{WAY_WORDS[style]}</b>
            <small>{help}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

const WAY_WORDS: Record<Style, string> = { ...STYLE_WORDS, algorithms: 'Choose algorithms', custom: 'Write your own estimator' };

interface Wish {
  datasetId: string;
  analysisId: string | undefined;
  target: string;
  style: Style;
  name: string;
}

function useCreate(projectKey: string, onClose: () => void) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [made, setMade] = useState<{ id: string; datasetId: string }>();
  return useMutation({
    mutationFn: async ({ datasetId, analysisId, target, style, name }: Wish) => {
      const path = { key: projectKey };
      // A refused target leaves the analysis that was made for it; the next try goes on with it.
      const kept = made?.datasetId === datasetId ? made.id : undefined;
      const id = analysisId ?? kept ?? (await take(api.POST('/api/projects/{key}/analyses', { params: { path }, body: { dataset_id: datasetId, name } }))).id;
      if (analysisId === undefined) setMade({ id, datasetId });
      return take(api.POST('/api/projects/{key}/analyses/{analysis_id}/tasks', { params: { path: { ...path, analysis_id: id } }, body: { target, style, name } }));
    },
    onSuccess: async (task) => {
      onClose();
      await navigate({ ...taskPath(projectKey, task.id), search: { tab: 'design', ...(FIRST_SECTION[task.style] === undefined ? {} : { section: FIRST_SECTION[task.style] }) } });
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: keys.analyses(projectKey) }),
  });
}

/** Where an expert begins; everybody else with the target. */
const FIRST_SECTION: Partial<Record<Style, string>> = { algorithms: 'features', deep: 'algorithms', custom: 'code' };
