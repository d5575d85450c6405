/** What is predicted: the column, the type of the task, the classes with their shares, and the pictures shown in reports. */
import { Button, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { api, flowQuery, keys, take } from '@/api';
import { ClassLabel, colourOf, useClassLook } from '@/features/classes';
import type { Column } from '@/features/datasets';
import { confirm, ErrorLine, Field, say } from '@/ui';
import { TYPE_WORDS } from '../labWords';
import { canBeTarget } from '../targets';
import type { PredictionType } from '../types';
import { withPreprocessing } from './change';
import { classNames } from './features';
import classes from './Design.module.css';
import type { SectionProps } from './DesignView';
import { ColumnField } from './fields';
import { problemAt } from './sections';

export function TargetSection({ projectKey, task, draft, design, columns, datasetColumns }: SectionProps & { datasetColumns: readonly Column[] | undefined }) {
  const queryClient = useQueryClient();
  const lookOf = useClassLook(projectKey, classNames(design));
  const flow = useQuery(flowQuery(projectKey));
  const folderId = useId();
  const targetId = useId();
  const mapping = design.preprocessing.target_remapping ;
  const most = Math.max(...mapping.map((one) => one.sampleFreq), 1e-9);
  const guessing = useMutation({
    mutationFn: async (body: { target?: string; prediction_type?: PredictionType }) => {
      await draft.save();
      return take(api.POST('/api/projects/{key}/tasks/{task_id}/guess', { params: { path: { key: projectKey, task_id: task.id } }, body }));
    },
    onSuccess: (guessed) => {
      queryClient.setQueryData(keys.task(projectKey, task.id), guessed);
      void queryClient.invalidateQueries({ queryKey: keys.task(projectKey, task.id) });
      say('The design was worked out anew; undo brings back the other');
    },
  });
  const guess = async (what: string, body: { target?: string; prediction_type?: PredictionType }) => {
    const isSure = await confirm({ title: what, children: 'The whole design is worked out anew from all rows. Undo brings back what it was.', confirm: 'Work it out anew' });
    if (isSure) guessing.mutate(body);
  };
  const offered = columns.filter((name) => {
    const column = datasetColumns?.find((one) => one.name === name);
    return column === undefined || canBeTarget(column);
  });
  const folders = (flow.data?.items ?? []).filter((item) => item.kind === 'folder' && item.holds !== 'model');
  return (
    <>
      <div className={classes.head}>
        <h2>Target</h2>
        <span className={classes.headEnd}>
          <Button size="xs" loading={guessing.isPending} onClick={() => void guess('Look at the rows again?', { prediction_type: design.predictionType })}>
            Detect again
          </Button>
        </span>
      </div>
      <ErrorLine error={guessing.error} />
      <Field label="Predict" htmlFor={targetId} error={problemAt(draft.problems, 'targetVariable')}>
        <Select id={targetId} data={[...offered]} value={design.targetVariable} searchable allowDeselect={false} onChange={(target) => target !== null && target !== design.targetVariable && void guess(`Predict ${target} instead?`, { target })} />
      </Field>
      <Field label="Type of prediction" htmlFor={`${targetId}-type`} error={problemAt(draft.problems, 'predictionType')}>
        <Select
          id={`${targetId}-type`}
          data={Object.entries(TYPE_WORDS).map(([value, label]) => ({ value, label }))}
          value={design.predictionType}
          allowDeselect={false}
          onChange={(type) => type !== null && type !== design.predictionType && void guess(`Predict by ${TYPE_WORDS[type as PredictionType].toLocaleLowerCase()}?`, { prediction_type: type as PredictionType, target: design.targetVariable })}
        />
      </Field>
      {mapping.length > 0 && (
        <>
          <h3 style={{ margin: '16px 0 4px' }}>Classes</h3>
          <p className={classes.note}>Shares are of all rows. Give two values one class to count them together; leave a class empty to leave its rows out.</p>
          <table className={classes.classes}>
            <thead>
              <tr>
                <th scope="col">Value</th>
                <th scope="col">Counts as</th>
                <th scope="col" className={classes.hidePhone}>
                  Share
                </th>
                <th scope="col">Rows</th>
              </tr>
            </thead>
            <tbody>
              {mapping.map((one, index) => (
                <tr key={one.sourceValue}>
                  <td>
                    <ClassLabel name={one.sourceValue} look={lookOf(one.mappedValue || one.sourceValue)} />
                  </td>
                  <td>
                    <TextInput
                      aria-label={`Class of ${one.sourceValue}`}
                      value={one.mappedValue}
                      placeholder="left out"
                      onChange={(event) => {
                        const mappedValue = event.currentTarget.value;
                        draft.edit((now) => withPreprocessing(now, { target_remapping: mapping.map((other, place) => (place === index ? { ...other, mappedValue } : other)) }), `class.${one.sourceValue}`);
                      }}
                    />
                  </td>
                  <td className={classes.hidePhone}>
                    <div className={classes.shareBar} aria-hidden="true">
                      <i style={{ width: `${(100 * (one.sampleFreq)) / most}%`, background: colourOf(lookOf(one.mappedValue || one.sourceValue)) }} />
                    </div>
                  </td>
                  <td className={classes.note}>
                    {(100 * (one.sampleFreq)).toFixed(1)} %, {(one.count).toLocaleString('en-GB')} {one.count === 1 ? 'row' : 'rows'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <h3 style={{ margin: '20px 0 4px' }}>Pictures</h3>
      <p className={classes.note}>Where rows have pictures, reports show those behind each mistake. They change nothing of what models see.</p>
      <ColumnField label="Column with paths" value={design.pictureColumn} columns={columns} error={problemAt(draft.problems, 'pictureColumn')} onChange={(pictureColumn) => draft.edit((now) => ({ ...now, pictureColumn }))} />
      <Field label="Folder" htmlFor={folderId}>
        <Select id={folderId} data={folders.map((item) => ({ value: item.id, label: item.name }))} value={design.pictureFolder === '' ? null : design.pictureFolder} placeholder="None" clearable searchable onChange={(next) => draft.edit((now) => ({ ...now, pictureFolder: next ?? '' }))} />
      </Field>
    </>
  );
}
