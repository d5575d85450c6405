/** The handling of a type of feature, drawn from its schema. */
import { useMemo } from 'react';
import type { FieldProblem } from '@/api';
import { Control, FormContext, type FieldSpec, type FormShared } from '@/features/forms';
import type { FeatureType } from '../types';
import classes from './Design.module.css';
import { fieldsOfHandling, fieldsShown } from './handling';

interface HandlingFormProps {
  projectKey: string;
  /** Sets the ids of its fields apart from those of another form on the page. */
  prefix: string;
  type: FeatureType;
  values: Readonly<Record<string, unknown>>;
  problems: readonly FieldProblem[];
  isDisabled: boolean;
  onChange: (name: string, value: unknown) => void;
}

const GROUPS: readonly FieldSpec['kind'][] = ['segmented', 'values', 'from_to', 'rows', 'part', 'columns', 'multi'];

export function HandlingForm({ projectKey, prefix, type, values, problems, isDisabled, onChange }: HandlingFormProps) {
  const fields = useMemo(() => fieldsOfHandling(type), [type]);
  const all = useMemo(() => ({ ...type.default, ...values }), [type, values]);
  const shared = useMemo<FormShared>(() => ({ projectKey, server: { kind: 'recipe', projectKey, id: '', inputs: {} }, values: all, check: undefined }), [projectKey, all]);
  const shown = fieldsShown(fields, all);
  return (
    <FormContext.Provider value={shared}>
      <div className={classes.stack}>
        {shown.map((field) => {
          const id = `${prefix}-${field.name}`;
          const problem = problems.find((one) => one.loc.at(-1) === field.name)?.message;
          return (
            <div key={field.name}>
              {GROUPS.includes(field.kind) ? (
                <div className={classes.label}>{field.label}</div>
              ) : (
                <label className={classes.label} htmlFor={id} style={{ display: 'block' }}>
                  {field.label}
                </label>
              )}
              <Control id={id} field={field} value={all[field.name]} isDisabled={isDisabled} hasError={problem !== undefined} describedBy={field.help === '' ? undefined : `${id}-help`} onChange={(next) => onChange(field.name, next)} />
              {problem !== undefined && <p className={classes.error}>{problem}</p>}
              {field.help !== '' && (
                <p id={`${id}-help`} className={classes.help}>
                  {field.help}
                </p>
              )}
            </div>
          );
        })}
        {shown.length === 0 && <p className={classes.help}>This type has no further settings.</p>}
      </div>
    </FormContext.Provider>
  );
}
