/** Which rows train and which test. */
import { Select, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { flowQuery } from '@/api';
import { DerivedHint, Field } from '@/ui';
import type { Design } from '../types';
import { withSplit } from './change';
import classes from './Design.module.css';
import type { SectionProps } from './DesignView';
import { ChoiceField, ColumnField, NumberField, SwitchField } from './fields';
import { problemAt } from './sections';

type Split = NonNullable<Design['splitParams']>;
type ExtractName = 'efsdTrain' | 'efsdTest' | 'eftdTrain' | 'eftdTest';

export function SplitSection({ projectKey, draft, design, columns }: SectionProps) {
  const split = (design.splitParams);
  const policy = split.ttPolicy;
  const rows = (design.preprocessing.target_remapping ).reduce((sum, one) => sum + (one.count), 0);
  const ratio = split.ssdTrainingRatio;
  const set = (change: Partial<Split>, tag?: string) => draft.edit((now) => withSplit(now, change), tag);
  const at = (name: string) => problemAt(draft.problems, 'splitParams', name);
  return (
    <>
      <div className={classes.head}>
        <h2>Train and test</h2>
        <span className={classes.note}>The rows for testing are never seen by a model while it is made.</span>
      </div>
      <ChoiceField
        label="Policy"
        value={policy}
        options={[
          { value: 'SPLIT_SINGLE_DATASET', label: 'Split the dataset' },
          { value: 'EXPLICIT_FILTERING_SINGLE_DATASET', label: 'Extracts of it' },
          { value: 'EXPLICIT_FILTERING_TWO_DATASETS', label: 'Two datasets' },
        ]}
        onChange={(ttPolicy) => set({ ttPolicy })}
      />
      {policy === 'SPLIT_SINGLE_DATASET' && (
        <>
          <SwitchField label="Folds" words="k-fold cross-test" help="Every row is tested once, by a model that has not seen it. Takes as many times as long as there are folds." checked={split.kfold} onChange={(kfold) => set({ kfold })} />
          {split.kfold ? (
            <NumberField label="Number of folds" value={split.nFolds} step={1} error={at('nFolds')} onChange={(nFolds) => set({ nFolds }, 'nFolds')} />
          ) : (
            <>
              <NumberField label="Train ratio" value={ratio} step={0.05} error={at('ssdTrainingRatio')} onChange={(ssdTrainingRatio) => set({ ssdTrainingRatio }, 'ratio')} />
              {rows > 0 && typeof ratio === 'number' && ratio > 0 && ratio < 1 && (
                <DerivedHint result={`${Math.round(rows * ratio).toLocaleString('en-GB')} rows train, ${(rows - Math.round(rows * ratio)).toLocaleString('en-GB')} test.`} />
              )}
            </>
          )}
          <SwitchField label="Stratified" words="each class in the same share in both parts" checked={split.ssdStratified} onChange={(ssdStratified) => set({ ssdStratified })} />
          <ColumnField label="Rows stay together by" value={split.ssdGroupColumn} columns={columns} help="Rows with one value of this column all train or all test." error={at('ssdGroupColumn')} onChange={(ssdGroupColumn) => set({ ssdGroupColumn })} />
          <ColumnField label="Test the last by" value={split.ssdTimeColumn} columns={columns} help="The rows with the highest values of this column test." error={at('ssdTimeColumn')} onChange={(ssdTimeColumn) => set({ ssdTimeColumn })} />
          <NumberField label="Rows taken" value={split.ssdSampleRows} step={1000} help="0 takes all rows." error={at('ssdSampleRows')} onChange={(ssdSampleRows) => set({ ssdSampleRows }, 'sample')} />
          <NumberField label="Seed" value={split.ssdSeed} step={1} error={at('ssdSeed')} onChange={(ssdSeed) => set({ ssdSeed }, 'seed')} />
        </>
      )}
      {policy === 'EXPLICIT_FILTERING_SINGLE_DATASET' && (
        <>
          <Extract title="Train on rows where" name="efsdTrain" split={split} set={set} error={at('efsdTrain')} />
          <Extract title="Test on rows where" name="efsdTest" split={split} set={set} error={at('efsdTest')} />
        </>
      )}
      {policy === 'EXPLICIT_FILTERING_TWO_DATASETS' && (
        <>
          <Extract title="Train on rows where" name="eftdTrain" split={split} set={set} error={at('eftdTrain')} />
          <Extract title="Test on rows where" name="eftdTest" split={split} set={set} error={at('eftdTest')} projectKey={projectKey} />
        </>
      )}
    </>
  );
}

interface ExtractProps {
  title: string;
  name: ExtractName;
  split: Split;
  set: (change: Partial<Split>, tag?: string) => void;
  error: string | undefined;
  /** Set where a dataset is chosen too. */
  projectKey?: string;
}

function Extract({ title, name, split, set, error, projectKey }: ExtractProps) {
  const id = useId();
  const flow = useQuery({ ...flowQuery(projectKey ?? ''), enabled: projectKey !== undefined });
  const extract = split[name];
  const datasets = (flow.data?.items ?? []).filter((item) => item.kind === 'dataset');
  return (
    <>
      {projectKey !== undefined && (
        <Field label="Dataset to test on" htmlFor={`${id}-dataset`} error={error}>
          <Select id={`${id}-dataset`} data={datasets.map((item) => ({ value: item.id, label: item.name }))} value={extract.dataset ?? null} searchable placeholder="Choose" onChange={(dataset) => set({ [name]: { ...extract, dataset } })} />
        </Field>
      )}
      <Field label={title} htmlFor={id} help="A formula; empty takes all rows." error={projectKey === undefined ? error : undefined}>
        <Textarea id={id} autosize minRows={1} maxRows={6} w={420} value={extract.filter} styles={{ input: { fontFamily: 'var(--font-mono)', fontSize: 12 } }} onChange={(event) => set({ [name]: { ...extract, filter: event.currentTarget.value } }, name)} />
      </Field>
    </>
  );
}
