/** The builder of a visual recipe: its sections in order, plain settings as in every form, the rest across the whole width. */
import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { Field, StateGlyph } from '@/ui';
import { Control, FormContext, type ColumnChoice, type FieldSpec, type FormShared, type ParamsFormState } from '../forms';
import { visualControl } from './VisualControl';
import classes from './Visual.module.css';
import type { Row } from './visualContext';

interface VisualFormProps {
  projectKey: string;
  form: ParamsFormState;
  columns: readonly ColumnChoice[];
  onPut: (part: Row) => void;
}

/** What builders say of themselves: the settings' own help describes them as JSON, for scripts and the documentation. */
const HELP: Readonly<Record<string, string>> = {
  aggregations: 'Tick what is worked out of each column.',
  custom_aggregates: 'A formula over aggregates, for what no tick gives.',
  computed_columns: 'Columns worked out by a formula, in this order.',
  sort_keys: 'The first decides first. Rows of equal keys keep their order.',
  pivot_values: 'What fills the cells.',
  windows: 'Each window says which rows a row looks at, and which columns are added.',
  join_tables: 'The same table may stand here twice, joined to itself.',
  join_conditions: 'Which rows belong together.',
  split_values: 'Rows with this value go to this output.',
  split_rules: 'A row goes where the first formula that is true says.',
  split_shares: 'How many rows of a hundred go to each output.',
  split_output: 'Rows that nothing above takes.',
  stack_mapping: 'Each column of the result, and the column of each input that fills it.',
  stack_inputs: 'Which rows are taken of each input.',
};

/** Output names are given in the list of output columns, where they are seen. */
const ELSEWHERE = new Set(['renamings']);
const PLAIN = new Set(['split_output', 'formula', 'column', 'columns']);
const WIDE_KINDS: readonly FieldSpec['kind'][] = ['rows', 'part'];
const GROUPS: readonly FieldSpec['kind'][] = ['segmented', 'columns', 'multi', 'values'];

function isWide(field: FieldSpec): boolean {
  return (field.widget !== undefined && Object.hasOwn(HELP, field.widget) && !PLAIN.has(field.widget)) || WIDE_KINDS.includes(field.kind);
}

export function VisualForm({ projectKey, form, columns, onPut }: VisualFormProps) {
  const { server, values, check } = form;
  const shared = useMemo<FormShared>(() => ({ projectKey, server, values, check, columns, custom: (props) => visualControl(props, onPut) }), [projectKey, server, values, check, columns, onPut]);
  const fields = form.shown.filter((field) => field.widget === undefined || !ELSEWHERE.has(field.widget));
  const sections = [...new Set(fields.map((field) => field.section))];
  return (
    <FormContext.Provider value={shared}>
      {form.problems.rest.map((message) => (
        <p key={message} className={classes.problem} role="alert">
          <StateGlyph state="failed" /> {message}
        </p>
      ))}
      {sections.map((section) => (
        <OneSection key={section} title={section} form={form} fields={fields.filter((field) => field.section === section)}>
          {fields
            .filter((field) => field.section === section)
            .map((field) => (
              <OneField key={field.name} field={field} value={values[field.name]} problem={form.problems.params.get(field.name)} onChange={(next) => onPut({ [field.name]: next })} />
            ))}
        </OneSection>
      ))}
    </FormContext.Provider>
  );
}

/** What may be done before and after the recipe's own work, folded until it is used. */
const AROUND: Readonly<Record<string, string>> = { Before: 'Before: rows to read, computed columns', After: 'After: computed columns, rows to write' };

interface OneSectionProps {
  title: string;
  form: ParamsFormState;
  fields: readonly FieldSpec[];
  children: ReactNode;
}

function OneSection({ title, form, fields, children }: OneSectionProps) {
  const around = AROUND[title];
  const isUsed = fields.some((field) => form.changed.includes(field) || form.problems.params.has(field.name));
  const [isOpen, setOpen] = useState(isUsed);
  const isShown = around === undefined || isOpen || isUsed;
  return (
    <section className={classes.section} aria-label={title}>
      {around === undefined ? (
        <h2>{title}</h2>
      ) : (
        <h2>
          <UnstyledButton className={classes.fold} aria-expanded={isShown} onClick={() => setOpen(!isShown)}>
            {isShown ? <IconChevronDown size={15} stroke={1.5} /> : <IconChevronRight size={15} stroke={1.5} />} {around}
          </UnstyledButton>
        </h2>
      )}
      {isShown && children}
    </section>
  );
}

interface OneFieldProps {
  field: FieldSpec;
  value: unknown;
  problem: string | undefined;
  onChange: (value: unknown) => void;
}

function OneField({ field, value, problem, onChange }: OneFieldProps) {
  const id = `param-${field.name}`;
  const help = (field.widget === undefined ? undefined : HELP[field.widget]) ?? field.help.replaceAll(/`([^`]*)`/g, '“$1”');
  const control = (
    <Control id={id} field={field} value={value} isDisabled={false} hasError={problem !== undefined} describedBy={problem === undefined ? (help === '' ? undefined : `${id}-help`) : `${id}-error`} onChange={onChange} />
  );
  if (!isWide(field)) {
    const isGroup = GROUPS.includes(field.kind) || field.widget === 'group_keys' || field.widget === 'split_output';
    return (
      <div id={`field-${field.name}`}>
        <Field label={field.label} {...(isGroup ? {} : { htmlFor: id })} helpId={`${id}-help`} errorId={`${id}-error`} {...(help === '' ? {} : { help })} error={problem}>
          {control}
        </Field>
      </div>
    );
  }
  return (
    <div id={`field-${field.name}`} className={classes.wideField} role="group" aria-label={field.label}>
      {field.label !== field.section && <h3>{field.label}</h3>}
      {help !== '' && (
        <p id={`${id}-help`} className={classes.quiet}>
          {help}
        </p>
      )}
      {control}
      {problem !== undefined && (
        <p id={`${id}-error`} className={classes.problem}>
          <StateGlyph state="failed" /> {problem}
        </p>
      )}
    </div>
  );
}
