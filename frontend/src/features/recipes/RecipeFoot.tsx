import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { IconCode, IconPlayerPlay } from '@tabler/icons-react';
import { counted } from '@/lib/format';
import { ErrorLine, SheetFoot } from '@/ui';
import { ErrorSummary, type ParamsFormState } from '../forms';
import classes from './Recipe.module.css';
import type { RecipeDraft } from './useRecipeDraft';

interface RecipeFootProps {
  form: ParamsFormState;
  edit: RecipeDraft;
  problems: number;
  summary: string | undefined;
  onSave: () => void;
  onRun: () => void;
  onMend: () => void;
}

/** The foot: what changed, the settings as JSON, Save, and Run, which says what keeps it. */
export function RecipeFoot({ form, edit, problems, summary, onSave, onRun, onMend }: RecipeFootProps) {
  const [isJson, setIsJson] = useState(false);
  const changed = form.changed.length;
  return (
    <>
      {(edit.error !== undefined && edit.error !== null) || form.problems.params.size > 1 ? (
        <div className={classes.over}>
          <ErrorLine error={edit.error} />
          {form.problems.params.size > 1 && <ErrorSummary form={form} />}
        </div>
      ) : null}
      <SheetFoot>
        <span className={classes.changes} role="status">
          {(summary === undefined ? changed > 0 : edit.isDirty) && <span className={classes.dot} aria-hidden="true" />}
          {summary ?? (changed === 0 ? 'All settings at their defaults' : `${counted(changed, 'field')} changed from ${changed === 1 ? 'its default' : 'their defaults'}`)}
          {edit.isDirty && ', not saved yet'}
        </span>
        <span className={classes.footEnd}>
          <Button variant="subtle" leftSection={<IconCode size={15} stroke={1.5} />} onClick={() => setIsJson(true)} className={classes.wideOnly}>
            Read as JSON
          </Button>
          <Button onClick={onSave} loading={edit.isSaving} disabled={!edit.isDirty} rightSection={<kbd className={classes.wideOnly}>Ctrl S</kbd>}>
            {edit.isDirty ? 'Save' : 'Saved'}
          </Button>
          {problems > 0 ? (
            <Button className={classes.mend} leftSection={<IconPlayerPlay size={15} stroke={1.5} />} onClick={onMend}>
              Fix {counted(problems, 'error')} to run
            </Button>
          ) : (
            <Button variant="filled" leftSection={<IconPlayerPlay size={15} stroke={1.5} />} loading={edit.isStarting} onClick={onRun}>
              Run
            </Button>
          )}
        </span>
      </SheetFoot>
      <Modal opened={isJson} onClose={() => setIsJson(false)} title="Settings as JSON" size={560}>
        <Textarea
          readOnly
          autosize
          maxRows={24}
          aria-label="Settings as JSON"
          classNames={{ input: classes.json ?? '' }}
          value={JSON.stringify(form.values, null, 2)}
        />
      </Modal>
    </>
  );
}
