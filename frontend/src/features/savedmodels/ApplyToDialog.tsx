/** The same extraction and preparation for other pictures, scored with a model: recipes, tables and job in one action. */
import { Button, Modal, Select, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, flowQuery, keys, take, type FlowItem } from '@/api';
import { counted } from '@/lib/format';
import { jobPath } from '@/lib/paths';
import { ErrorLine, ErrorState, Segmented, SkeletonRows } from '@/ui';
import classes from './SavedModel.module.css';

interface ApplyToDialogProps {
  projectKey: string;
  /** The dataset whose preparation is reproduced. */
  itemId: string;
  /** The model that scores what comes out; left out: only the preparation. */
  model?: { id: string; name: string } | undefined;
  onClose: () => void;
}

export function ApplyToDialog({ projectKey, itemId, model, onClose }: ApplyToDialogProps) {
  const flow = useQuery(flowQuery(projectKey));
  const beginnings = useQuery({
    queryKey: keys.reproduction(projectKey, 'beginnings', itemId),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/reproductions/beginnings', { params: { path: { key: projectKey }, query: { item_id: itemId } }, signal })),
    staleTime: 0,
    retry: false,
  });
  const [asked, setSource] = useState<string | null>(null);
  const source = beginnings.data?.find((one) => one.id === asked) ?? beginnings.data?.[0];
  return (
    <Modal opened onClose={onClose} title={model === undefined ? 'Apply this preparation to…' : `Apply ${model.name} to…`} size={560}>
      {beginnings.error && <ErrorState error={beginnings.error} what="what it is built from" />}
      {(beginnings.isPending || flow.isPending) && <SkeletonRows rows={4} height={32} />}
      {beginnings.data?.length === 0 && <p>The dataset is not built from anything that could be replaced. Choose another preparation.</p>}
      {source !== undefined && flow.data !== undefined && (
        <>
          {(beginnings.data?.length ?? 0) > 1 && (
            <Select
              label="Replace"
              description="What the preparation begins with"
              data={(beginnings.data ?? []).map((one) => ({ value: one.id, label: one.pictures > 0 ? `${one.name}, ${counted(one.pictures, 'picture')}` : one.name }))}
              value={source.id}
              allowDeselect={false}
              onChange={setSource}
            />
          )}
          <Chosen key={source.id} projectKey={projectKey} itemId={itemId} source={source} items={flow.data.items} model={model} onClose={onClose} />
        </>
      )}
    </Modal>
  );
}

interface ChosenProps extends ApplyToDialogProps {
  source: { id: string; name: string; kind: FlowItem['kind'] };
  items: readonly FlowItem[];
}

function Chosen({ projectKey, itemId, source, items, model, onClose }: ChosenProps) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [other, setOther] = useState<string | null>(null);
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const [then, setThen] = useState<'score' | 'evaluate'>('score');
  const [isRun, setIsRun] = useState(true);
  const fitting = items.filter((item) => item.kind === source.kind && item.id !== source.id && item.id !== itemId);
  const [scored, setScored] = useState<string>();
  const replaced = { [source.id]: other ?? '' };
  const plan = useQuery({
    queryKey: keys.reproduction(projectKey, 'plan', itemId, source.id, other),
    queryFn: ({ signal }) => take(api.POST('/api/projects/{key}/reproductions/plan', { params: { path: { key: projectKey } }, body: { item_id: itemId, replaced }, signal })),
    enabled: other !== null,
    staleTime: 0,
    retry: false,
  });
  const outputs = (plan.data ?? []).flatMap((step) => Object.entries(step.outputs).map(([id, proposed]) => ({ id, proposed, step })));
  const last = outputs.at(-1);
  const proposed = last === undefined ? '' : freeName(`${names[last.id] ?? last.proposed}_scored`, items);
  const make = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/projects/{key}/reproductions', {
          params: { path: { key: projectKey } },
          body: { item_id: itemId, replaced, names: { ...names }, saved_model_id: model?.id ?? null, then, scored_name: (scored ?? proposed).trim(), run: isRun },
        }),
      ),
    onSuccess: async (made) => {
      await queryClient.invalidateQueries({ queryKey: keys.project(projectKey) });
      onClose();
      if (made.job_id !== null) await navigate(jobPath(projectKey, made.job_id));
      else await navigate({ to: '/projects/$key/flow', params: { key: projectKey }, search: { selected: made.scored_id ?? made.prepared_id } });
    },
  });
  const noun = source.kind === 'folder' ? 'folder of pictures' : 'dataset';
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <Select
        label={`In place of ${source.name}`}
        description={fitting.length === 0 ? `There is no other ${noun} yet` : undefined}
        placeholder={`Choose a ${noun}`}
        data={fitting.map((item) => ({ value: item.id, label: item.name }))}
        value={other}
        searchable={fitting.length > 8}
        onChange={setOther}
        data-autofocus
      />
      <ErrorLine error={plan.error} />
      {outputs.length > 0 && (
        <fieldset className={classes.group}>
          <legend>Makes</legend>
          {outputs.map(({ id, proposed, step }) => (
            <TextInput key={id} label={step.type_label} description={`as ${step.recipe_name} does`} value={names[id] ?? proposed} onChange={(event) => setNames({ ...names, [id]: event.currentTarget.value })} />
          ))}
          {model !== undefined && <TextInput label={then === 'score' ? 'Score' : 'Evaluate'} description={`with ${model.name}`} value={scored ?? proposed} onChange={(event) => setScored(event.currentTarget.value)} />}
        </fieldset>
      )}
      {model !== undefined && (
        <Segmented
          label="What is done with the rows"
          value={then}
          options={[
            { value: 'score', label: 'Score them' },
            { value: 'evaluate', label: 'Score and compare with the truth' },
          ]}
          onChange={setThen}
        />
      )}
      <Switch label="Run it at once" checked={isRun} onChange={(event) => setIsRun(event.currentTarget.checked)} />
      <ErrorLine error={make.error} />
      <div className={classes.foot}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="filled" loading={make.isPending} disabled={other === null || plan.data === undefined}>
          {other === null ? `Choose a ${noun}` : `Make ${counted(outputs.length + (model === undefined ? 0 : 1), 'table')}`}
        </Button>
      </div>
    </form>
  );
}

/** A name that no item has yet: the wish, or the wish with a number. */
function freeName(wish: string, items: readonly FlowItem[]): string {
  const taken = new Set(items.map((item) => item.name.toLocaleLowerCase()));
  let name = wish;
  for (let number = 2; taken.has(name.toLocaleLowerCase()); number += 1) name = `${wish}_${number}`;
  return name;
}
