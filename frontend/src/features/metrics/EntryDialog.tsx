/** Adding or changing a probe or check: first its type, then its settings, drawn from the type's schema. */
import { Button, Modal, TextInput, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, type FieldProblem } from '@/api';
import { ErrorLine, Field, SkeletonRows, say } from '@/ui';
import { goToField, ParamsForm, useParamsForm } from '../forms';
import { metricTypesQuery, useCompute, useRunChecks, useSetUp } from './metricQueries';
import classes from './Metrics.module.css';
import { freshId, withEntry } from './settings';
import type { MetricEntry, Metrics, MetricType, Sort } from './types';

interface EntryDialogProps {
  projectKey: string;
  metrics: Metrics;
  sort: Sort;
  /** The entry to change; undefined adds one. */
  entry: MetricEntry | undefined;
  onClose: () => void;
}

export function EntryDialog({ projectKey, metrics, sort, entry, onClose }: EntryDialogProps) {
  const types = useQuery(metricTypesQuery);
  const [name, setName] = useState(entry?.type);
  const all = (sort === 'probe' ? types.data?.probes : types.data?.checks) ?? [];
  const type = all.find((one) => one.type === name);
  const title = type === undefined ? (sort === 'probe' ? 'Add a probe' : 'Add a check') : entry === undefined ? `Add: ${type.label}` : `Edit: ${type.label}`;
  return (
    <Modal opened onClose={onClose} title={title} size={680}>
      {types.isPending && <SkeletonRows rows={5} height={40} awaited="the types" />}
      <ErrorLine error={types.error} />
      {types.data && type === undefined && <TypeList types={offered(all, metrics)} onChoose={setName} />}
      {type && <EntryForm key={type.type} projectKey={projectKey} metrics={metrics} sort={sort} type={type} entry={entry} onBack={entry === undefined ? () => setName(undefined) : undefined} onClose={onClose} />}
    </Modal>
  );
}

/** Types that can measure this item. A folder with a network is offered the model's, any other folder is not. */
function offered(types: readonly MetricType[], metrics: Metrics): MetricType[] {
  return types.filter((type) => type.kinds.includes(metrics.kind) && (type.type !== 'model' || metrics.is_model)).sort((a, b) => a.label.localeCompare(b.label));
}

function TypeList({ types, onChoose }: { types: readonly MetricType[]; onChoose: (type: string) => void }) {
  return (
    <ul className={classes.types}>
      {types.map((type) => (
        <li key={type.type}>
          <UnstyledButton className={classes.type} onClick={() => onChoose(type.type)}>
            <strong>{type.label}</strong>
            <small>
              {type.description}
              {type.needs_code && ' Needs the right to write code.'}
            </small>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

interface EntryFormProps {
  projectKey: string;
  metrics: Metrics;
  sort: Sort;
  type: MetricType;
  entry: MetricEntry | undefined;
  onBack: (() => void) | undefined;
  onClose: () => void;
}

function EntryForm({ projectKey, metrics, sort, type, entry, onBack, onClose }: EntryFormProps) {
  const [edits, setEdits] = useState<Record<string, unknown>>({});
  const [name, setName] = useState(entry?.name ?? '');
  const [refused, setRefused] = useState<readonly FieldProblem[]>();
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [wasSent, setWasSent] = useState(false);
  const setUp = useSetUp(projectKey, metrics.item_id, metrics);
  const compute = useCompute(projectKey, metrics.item_id);
  const runChecks = useRunChecks(projectKey, metrics.item_id);
  const server = { kind: 'metric', projectKey, itemId: metrics.item_id, sort, type: type.type } as const;
  const [start, setStart] = useState<Record<string, unknown>>({ ...type.defaults, ...entry?.params });
  const values = { ...start, ...edits };
  const form = useParamsForm({ type, server, values: useStable(values), refused });

  // What the columns suggest comes with the first answer, for a new entry only and never over what was typed.
  const [isStarted, setIsStarted] = useState(entry !== undefined);
  if (!isStarted && form.check !== undefined) {
    setIsStarted(true);
    setStart({ ...type.defaults, ...form.check.initial });
  }

  const list = sort === 'probe' ? metrics.probes : metrics.checks;
  const id = entry?.id ?? freshId(type.type, new Set(list.map((one) => one.id)));
  const save = () => {
    setWasSent(true);
    const first = [...form.problems.params.keys()][0];
    // Of values just typed the form only knows the word on those before: the save itself says what is wrong.
    if (first !== undefined && form.isFresh) {
      goToField(first);
      return;
    }
    const saved = withEntry(list, { id, type: type.type, name: name.trim(), enabled: entry?.enabled ?? true, params: values });
    setUp.mutate(
      { change: sort === 'probe' ? { probes: saved } : { checks: saved } },
      {
        onSuccess: () => {
          onClose();
          say(entry === undefined ? `${type.label} is added` : 'Saved');
          if (sort === 'probe') compute.mutate([id]);
          else runChecks.mutate();
        },
        onError: (error) => {
          if (error instanceof ApiError) setRefused(error.fields.map((field) => ({ ...field, loc: field.loc.slice(2) })));
        },
      },
    );
  };
  return (
    <>
      <p className={classes.note}>{type.description}</p>
      <Field label="Name" htmlFor="metric-entry-name" help={sort === 'probe' ? 'Stands before its values; empty: none.' : 'What the check is called; empty: what it does.'}>
        <TextInput id="metric-entry-name" value={name} maxLength={120} className={classes.name} onChange={(event) => setName(event.currentTarget.value)} />
      </Field>
      <ParamsForm
        form={form}
        projectKey={projectKey}
        showsAll={wasSent}
        touched={touched}
        onChange={(field, value) => {
          setRefused(undefined);
          setTouched(new Set([...touched, field]));
          setEdits({ ...edits, [field]: value });
        }}
      />
      <ErrorLine error={setUp.error instanceof ApiError && setUp.error.fields.length > 0 ? undefined : setUp.error} />
      <div className={classes.foot}>
        {onBack && (
          <Button variant="subtle" onClick={onBack}>
            Another type
          </Button>
        )}
        <span className={classes.headEnd}>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="filled" loading={setUp.isPending} onClick={save}>
            {sort === 'probe' ? 'Save and measure' : 'Save and check'}
          </Button>
        </span>
      </div>
    </>
  );
}

/** The same object as long as its content is the same: the form waits for values to settle. */
function useStable(values: Record<string, unknown>): Record<string, unknown> {
  const [kept, setKept] = useState(values);
  const isSame = JSON.stringify(kept) === JSON.stringify(values);
  if (!isSame) setKept(values);
  return isSame ? kept : values;
}
