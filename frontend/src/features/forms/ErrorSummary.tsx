/** What is wrong, as links to the fields. */
import { UnstyledButton } from '@mantine/core';
import { StateGlyph } from '@/ui';
import { goToField } from './fieldIds';
import classes from './Forms.module.css';
import type { ParamsFormState } from './useParamsForm';

export function ErrorSummary({ form }: { form: ParamsFormState }) {
  if (form.problems.params.size === 0) return null;
  return (
    <ul className={classes.summary} aria-label="What is to be mended">
      {[...form.problems.params].map(([name, message]) => (
        <li key={name}>
          <StateGlyph state="failed" />
          <UnstyledButton className={classes.summaryLink} onClick={() => goToField(name)}>
            {form.fields.find((field) => field.name === name)?.label ?? name}
          </UnstyledButton>
          <span>{message}</span>
        </li>
      ))}
    </ul>
  );
}
