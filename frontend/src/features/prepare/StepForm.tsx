/** The settings of one step, drawn from its type: labels above, since the script is narrow. */
import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { StateGlyph } from '@/ui';
import { CodeEditor, type CodeProblem } from '../code';
import { Control, FormContext, isShown, type ColumnChoice, type ControlProps, type FieldSpec, type FormShared } from '../forms';
import type { Step } from './script';
import { codeProblems, stepFields } from './stepFields';
import type { StepProblem } from './reports';
import type { StepType } from './library';
import classes from './Step.module.css';

interface StepFormProps {
  projectKey: string;
  recipeId: string;
  step: Step;
  type: StepType;
  columns: readonly ColumnChoice[];
  problems: readonly StepProblem[];
  /** Names of the recipe's further datasets, which steps can look up. */
  lookups: readonly string[];
  onChange: (name: string, value: unknown) => void;
}

/** Controls that name themselves. */
const GROUPS: readonly FieldSpec['kind'][] = ['segmented', 'columns', 'values', 'from_to', 'rows', 'part', 'code'];

export function StepForm({ projectKey, recipeId, step, type, columns, problems, lookups, onChange }: StepFormProps) {
  const fields = useMemo(() => stepFields(type), [type]);
  const values = useMemo(() => ({ ...type.defaults, ...step.params }), [type, step.params]);
  const said = problems.find((one) => fields.some((field) => field.name === one.field && field.kind === 'code'))?.message;
  const marks = useMemo(() => codeProblems(said), [said]);
  const shared = useMemo<FormShared>(
    () => ({ projectKey, server: { kind: 'recipe', projectKey, id: recipeId, inputs: {} }, values, check: undefined, columns, custom: (props) => customControl(props, lookups, marks) }),
    [projectKey, recipeId, values, columns, lookups, marks],
  );
  const shown = fields.filter((field) => isShown(field.shownIf, values));
  const names = new Set(shown.map((field) => field.name));
  const rest = problems.filter((problem) => problem.field === undefined || !names.has(problem.field));
  return (
    <FormContext.Provider value={shared}>
      {rest.map((problem) => (
        <p key={problem.message} className={classes.problem}>
          <StateGlyph state="failed" /> {problem.message}
        </p>
      ))}
      {shown.map((field) => {
        const id = `step-${step.id}-${field.name}`;
        const problem = problems.find((one) => one.field === field.name)?.message;
        return (
          <div key={field.name} className={classes.field} data-kind={field.kind} data-field={field.name}>
            {GROUPS.includes(field.kind) ? <div className={classes.label}>{field.label}</div> : <label className={classes.label} htmlFor={id}>{field.label}</label>}
            <div className={classes.control}>
              <Control
                id={id}
                field={field}
                value={values[field.name]}
                isDisabled={false}
                hasError={problem !== undefined}
                describedBy={problem !== undefined ? `${id}-error` : field.help === '' ? undefined : `${id}-help`}
                onChange={(next) => onChange(field.name, next === '' && field.isNullable ? null : next)}
              />
            </div>
            {problem !== undefined && (
              <p id={`${id}-error`} className={classes.problem}>
                <StateGlyph state="failed" /> {problem}
              </p>
            )}
            {field.help !== '' && (
              <p id={`${id}-help`} className={classes.help}>
                {field.help}
              </p>
            )}
          </div>
        );
      })}
      {shown.length === 0 && <p className={classes.help}>This step has no settings.</p>}
    </FormContext.Provider>
  );
}

/** Controls that only steps have; nothing for those that every form can draw. */
function customControl(props: ControlProps, lookups: readonly string[], marks: readonly CodeProblem[]) {
  if (props.field.kind === 'item') return <LookupPick {...props} names={lookups} />;
  if (props.field.kind !== 'code') return undefined;
  return (
    <div className={classes.code}>
      <CodeEditor language="python" label={props.field.label} value={typeof props.value === 'string' ? props.value : ''} minHeight={180} problems={marks} failedAt={marks[0]?.line ?? null} onChange={props.onChange} />
    </div>
  );
}

/** One of the datasets that the recipe reads beside its input, by name. */
function LookupPick({ id, value, names, hasError, describedBy, onChange }: ControlProps & { names: readonly string[] }) {
  const current = typeof value === 'string' ? value : '';
  const data = current === '' || names.includes(current) ? [...names] : [...names, current];
  return (
    <Select
      id={id}
      data={data}
      value={current === '' ? null : current}
      placeholder={names.length === 0 ? 'Add one under Inputs and outputs first' : 'Choose a dataset'}
      allowDeselect={false}
      error={hasError}
      aria-describedby={describedBy}
      onChange={(next) => onChange(next ?? '')}
    />
  );
}
