/** The list of a form's sections: how many fields of each changed, how many are wrong. */
import { UnstyledButton } from '@mantine/core';
import { counted } from '@/lib/format';
import classes from './Forms.module.css';
import { sectionId } from './ParamsForm';
import type { ParamsFormState } from './useParamsForm';

export function SectionNav({ form, current, onGo }: { form: ParamsFormState; current: string | undefined; onGo: (section: string) => void }) {
  return (
    <nav className={classes.nav} aria-label="Sections">
      {form.sections.map((section) => {
        const fields = form.shown.filter((field) => field.section === section);
        const errors = fields.filter((field) => form.problems.params.has(field.name)).length;
        const changes = fields.filter((field) => form.changed.includes(field)).length;
        return (
          <UnstyledButton
            key={section}
            className={classes.navRow}
            aria-current={section === current ? 'true' : undefined}
            onClick={() => {
              document.getElementById(sectionId(section))?.scrollIntoView({ block: 'start', behavior: 'smooth' });
              onGo(section);
            }}
          >
            <span>{section}</span>
            {errors > 0 ? (
              <span className={classes.navError}>{counted(errors, 'error')}</span>
            ) : changes > 0 ? (
              <span className={classes.navChanges} aria-label={`${counted(changes, 'field')} changed`}>
                {changes}
              </span>
            ) : null}
          </UnstyledButton>
        );
      })}
    </nav>
  );
}
