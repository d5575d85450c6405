/** The editor of one column's filter: by values, range, text or validity; what is chosen counts at once. */
import { Button, Checkbox, Select, Switch, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { count } from '@/lib/format';
import { ErrorLine, Segmented, SkeletonRows } from '@/ui';
import { isNumeric } from '../cellValues';
import classes from '../Explore.module.css';
import { analysisQuery } from '../exploreQueries';
import type { Ask, Filter, FilterKind, TextMode, Validity } from '../exploreState';
import type { Analysis, Column, Dataset } from '../types';
import { RangeEditor } from './RangeEditor';
import { ValuesEditor } from './ValuesEditor';

const SETTLED_MS = 250;

/** What is asked of a column, beside what the other filters leave. */
export type Told = (ask: Ask, column: string) => { queryKey: readonly unknown[]; read: (signal: AbortSignal) => Promise<Analysis> };

interface FilterEditorProps {
  projectKey: string;
  dataset: Dataset;
  column: Column;
  ask: Ask;
  filter: Filter | undefined;
  told?: Told | undefined;
  onFilter: (filter: Filter | undefined) => void;
  onClose: () => void;
}

/** The ways a column can be filtered, the most fitting first. */
export function kindsOf(column: Column): FilterKind[] {
  if (column.type === 'array' || column.type === 'object') return ['validity', 'text'];
  if (column.type === 'date') return ['range', 'values', 'validity'];
  if (isNumeric(column)) return column.meaning === 'class' || column.meaning === 'flag' ? ['values', 'range', 'validity'] : ['range', 'values', 'validity'];
  if (column.type === 'boolean') return ['values', 'validity'];
  return ['values', 'text', 'validity'];
}

const KIND_WORDS: Record<FilterKind, string> = { values: 'Values', range: 'Range', text: 'Text', validity: 'Validity' };

export function FilterEditor({ projectKey, dataset, column, ask, filter, told, onFilter, onClose }: FilterEditorProps) {
  const kinds = kindsOf(column);
  const [draft, setDraft] = useState<Filter>(filter ?? { column: column.name, kind: kinds[0] ?? 'values' });
  const tell = useDebouncedCallback(onFilter, SETTLED_MS);
  const set = (change: Partial<Filter>) => {
    const next = { ...draft, ...change };
    setDraft(next);
    tell(next);
  };
  // Counts are of the rows the other filters leave: this one must not hide its own choices.
  const others = { ...ask, filters: ask.filters.filter((one) => one.column !== column.name) };
  const source = told?.(others, column.name);
  const own = useQuery({ ...analysisQuery(projectKey, dataset.id, dataset.version, others, column.name), enabled: source === undefined });
  const other = useQuery({ queryKey: source?.queryKey ?? [], queryFn: ({ signal }) => (source ? source.read(signal) : Promise.reject(new Error('There is nothing to ask.'))), enabled: source !== undefined, retry: false, staleTime: 60_000 });
  const analysis = source ? other : own;
  return (
    <div className={classes.popoverForm}>
      <Segmented label="Filter by" value={draft.kind} options={kinds.map((kind) => ({ value: kind, label: KIND_WORDS[kind] }))} onChange={(kind) => set({ kind })} />
      {draft.kind === 'text' ? (
        <TextEditor draft={draft} onChange={set} />
      ) : analysis.error ? (
        <ErrorLine error={analysis.error} />
      ) : analysis.data === undefined ? (
        <SkeletonRows rows={5} awaited="the values" />
      ) : draft.kind === 'values' ? (
        <ValuesEditor projectKey={projectKey} dataset={dataset} analysis={analysis.data} values={draft.values ?? []} onValues={(values) => set({ values })} />
      ) : draft.kind === 'range' ? (
        <RangeEditor analysis={analysis.data} min={draft.min ?? null} max={draft.max ?? null} onRange={(min, max) => set({ min, max })} />
      ) : (
        <ValidityEditor analysis={analysis.data} validity={draft.validity ?? []} onValidity={(validity) => set({ validity })} />
      )}
      <div className={classes.popoverFoot}>
        <Switch label="Keep the others" checked={draft.exclude === true} onChange={(event) => set({ exclude: event.currentTarget.checked })} />
        <Button
          size="xs"
          variant="filled"
          onClick={() => {
            tell.flush();
            onClose();
          }}
        >
          Done
        </Button>
      </div>
    </div>
  );
}

const MODES: { value: TextMode; label: string }[] = [
  { value: 'contains', label: 'contains' },
  { value: 'equals', label: 'is exactly' },
  { value: 'starts', label: 'starts with' },
  { value: 'regex', label: 'matches the expression' },
];

function TextEditor({ draft, onChange }: { draft: Filter; onChange: (change: Partial<Filter>) => void }) {
  return (
    <>
      <Select aria-label="How the text is compared" data={MODES} value={draft.mode ?? 'contains'} allowDeselect={false} comboboxProps={{ withinPortal: false }} onChange={(mode) => mode !== null && onChange({ mode: mode })} />
      <TextInput aria-label="Text" data-autofocus value={draft.text ?? ''} maxLength={1000} spellCheck={false} onChange={(event) => onChange({ text: event.currentTarget.value })} />
      <Checkbox label="Upper and lower case differ" checked={draft.case_sensitive === true} onChange={(event) => onChange({ case_sensitive: event.currentTarget.checked })} />
    </>
  );
}

function ValidityEditor({ analysis, validity, onValidity }: { analysis: Analysis; validity: readonly Validity[]; onValidity: (validity: Validity[]) => void }) {
  const counts: Record<Validity, number> = { valid: analysis.rows - analysis.empty - analysis.invalid, invalid: analysis.invalid, empty: analysis.empty };
  return (
    <Checkbox.Group value={[...validity]} onChange={(next) => onValidity(next)} label="Keep values that are">
      <div className={classes.checks}>
        {(['valid', 'invalid', 'empty'] as const).map((one) => (
          <Checkbox key={one} value={one} label={`${one}, ${count(counts[one])}`} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
