/** A form drawn from a type's schema: sections, fields, sums, locks, problems; nothing in it knows a single recipe. */
import { useMemo } from 'react';
import { DerivedHint, Field, StateGlyph } from '@/ui';
import { startOf, valueWords } from './changes';
import { Control } from './Control';
import { fieldId } from './fieldIds';
import type { FieldSpec } from './fieldModel';
import { FormContext, type ColumnChoice } from './formContext';
import classes from './Forms.module.css';
import { LockedField } from './LockedField';
import type { ParamsFormState } from './useParamsForm';

interface ParamsFormProps {
  form: ParamsFormState;
  projectKey: string;
  onChange: (name: string, value: unknown) => void;
  isReadOnly?: boolean;
  /** Complain about empty fields that nobody has touched yet. */
  showsAll?: boolean;
  touched?: ReadonlySet<string>;
  columns?: readonly ColumnChoice[];
}

export function ParamsForm({ form, projectKey, onChange, isReadOnly = false, showsAll = true, touched, columns }: ParamsFormProps) {
  const { server, values, check } = form;
  const shared = useMemo(() => ({ projectKey, server, values, check, ...(columns === undefined ? {} : { columns }) }), [projectKey, server, values, check, columns]);
  return (
    <FormContext.Provider value={shared}>
      <div className={classes.form}>
        {form.problems.rest.length > 0 && (
          <div className={classes.rest} role="alert">
            {form.problems.rest.map((message) => (
              <p key={message}>
                <StateGlyph state="failed" /> {message}
              </p>
            ))}
          </div>
        )}
        {form.sections.map((section) => (
          <section key={section} id={sectionId(section)} className={classes.section} aria-label={section}>
            <h2>{section}</h2>
            {form.shown
              .filter((field) => field.section === section)
              .map((field) => (
                <OneField key={field.name} form={form} field={field} isReadOnly={isReadOnly} isQuiet={!showsAll && touched?.has(field.name) !== true} onChange={onChange} />
              ))}
          </section>
        ))}
      </div>
    </FormContext.Provider>
  );
}

export function sectionId(section: string): string {
  return `section-${section.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
}

interface OneFieldProps {
  form: ParamsFormState;
  field: FieldSpec;
  isReadOnly: boolean;
  isQuiet: boolean;
  onChange: (name: string, value: unknown) => void;
}

/** Controls that are groups of their own and name themselves. */
const GROUPS: readonly FieldSpec['kind'][] = ['segmented', 'pairs', 'networks', 'auto_number', 'gpus', 'multi', 'columns', 'values', 'from_to', 'rows', 'part'];

function OneField({ form, field, isReadOnly, isQuiet, onChange }: OneFieldProps) {
  const id = fieldId(field.name);
  const fixed = form.check?.fixed[field.name];
  if (fixed !== undefined) return <LockedField field={field} value={fixed.value} reason={fixed.reason} />;
  const value = form.values[field.name];
  const found = form.problems.params.get(field.name);
  const problem = isQuiet && (value === undefined || value === '') ? undefined : found;
  const said = problem === undefined ? (form.check?.hints.filter((hint) => hint.field === field.name && field.kind !== 'networks') ?? []) : [];
  // A figure without a sum behind it stands beside its control; arithmetic gets its own line (LOOK 9).
  const facts = said.filter((hint) => hint.text === '' && field.kind === 'auto_number');
  const hints = said.filter((hint) => !facts.includes(hint));
  const start = startOf(field, form.initial);
  const hasChanged = form.changed.includes(field);
  const isGroup = GROUPS.includes(field.kind);
  return (
    <div id={`field-${field.name}`} className={classes.field}>
      <Field
        label={field.label}
        {...(isGroup ? {} : { htmlFor: id })}
        helpId={`${id}-help`}
        errorId={`${id}-error`}
        {...(field.help === '' || field.kind === 'networks' ? {} : { help: field.help })}
        error={problem}
        {...(facts.length === 0 ? {} : { facts: facts.map((hint) => hint.result).join(' ') })}
        isRequired={field.isRequired && (value === undefined || value === '')}
        changedFrom={hasChanged ? valueWords(field, start) : undefined}
        onReset={() => onChange(field.name, start)}
      >
        <Control
          id={id}
          field={field}
          value={value}
          isDisabled={isReadOnly}
          hasError={problem !== undefined}
          describedBy={problem === undefined ? (field.help === '' ? undefined : `${id}-help`) : `${id}-error`}
          onChange={(next) => onChange(field.name, next)}
        />
      </Field>
      {hints.map((hint) => (
        <div key={`${hint.result}${hint.text}`} className={classes.hint}>
          <DerivedHint result={hint.result}>{hint.text}</DerivedHint>
        </div>
      ))}
    </div>
  );
}
