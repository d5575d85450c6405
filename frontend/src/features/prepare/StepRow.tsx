/** One step of the script: its sentence, what became of it, its tools, and its form when it is open. */
import { ActionIcon, Checkbox, Menu, Switch, Textarea, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconCopyPlus, IconDots, IconEye, IconFolderPlus, IconGripVertical, IconMessage, IconTrash } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import { count } from '@/lib/format';
import { StateGlyph } from '@/ui';
import type { StepView } from './reports';
import type { Step } from './script';
import type { ScriptDeeds } from './scriptDeeds';
import { Sentence } from './Sentence';
import { StepForm } from './StepForm';
import { localSentence, type StepType } from './library';
import classes from './Step.module.css';

interface StepRowProps {
  projectKey: string;
  recipeId: string;
  step: Step;
  /** Place in the script, from 0. */
  index: number;
  type: StepType | undefined;
  view: StepView | undefined;
  isOpen: boolean;
  isChosen: boolean;
  /** The table is shown as it is after this step. */
  isShown: boolean;
  hasImpact: boolean;
  impactWords: string | undefined;
  lookups: readonly string[];
  deeds: ScriptDeeds;
  drop: 'before' | 'after' | undefined;
  onDrag: (event: DragEvent, deed: 'start' | 'over' | 'drop' | 'end') => void;
}

const icon = { size: 15, stroke: 1.5 } as const;

export function StepRow(props: StepRowProps) {
  const { projectKey, recipeId, step, index, type, view, isOpen, isChosen, isShown, hasImpact, impactWords, lookups, deeds, drop, onDrag } = props;
  const [isCommenting, setCommenting] = useState(false);
  const report = step.enabled ? view?.report : undefined;
  const problems = view?.problems ?? [];
  const number = index + 1;
  const sentence = view?.sentence ?? localSentence(step, type);
  const one = new Set([step.id]);
  return (
    <li
      className={classes.step}
      data-off={!step.enabled}
      data-open={isOpen}
      data-chosen={isChosen}
      data-drop={drop}
      onDragOver={(event) => onDrag(event, 'over')}
      onDrop={(event) => onDrag(event, 'drop')}
    >
      <div className={classes.line}>
        {/* The keyboard moves steps by Alt and arrows, and by the menu; the grip is for the pointer alone. */}
        { }
        <span className={classes.grip} draggable title="Drag to move" onDragStart={(event) => onDrag(event, 'start')} onDragEnd={(event) => onDrag(event, 'end')}>
          <IconGripVertical size={14} stroke={1.5} aria-hidden="true" />
        </span>
        <Checkbox
          size="xs"
          aria-label={`Select step ${number}`}
          checked={isChosen}
          onChange={(event) => deeds.choose(step.id, event.currentTarget.checked, (event.nativeEvent as MouseEvent).shiftKey)}
          className={classes.check}
        />
        <UnstyledButton className={classes.sentence} data-step={step.id} aria-expanded={isOpen} onClick={() => deeds.open(isOpen ? undefined : step.id)}>
          <span className={classes.number}>{number}</span>
          <span>
            <Sentence text={sentence} />
          </span>
        </UnstyledButton>
        <ActionIcon size={26} aria-label={`Show the table after step ${number}`} aria-pressed={isShown} title="Show the table after this step" className={classes.eye} data-on={isShown} onClick={() => deeds.show(isShown ? undefined : step.id)}>
          <IconEye {...icon} />
        </ActionIcon>
        <Switch size="xs" aria-label={`Step ${number} is on`} checked={step.enabled} onChange={(event) => deeds.setEnabled(one, event.currentTarget.checked)} />
        <StepMenu index={index} step={step} deeds={deeds} onComment={() => setCommenting(true)} />
      </div>
      {(problems.length > 0 || report?.is_idle === true || (report !== undefined && (report.note !== '' || report.rows_in !== report.rows_out)) || step.comment !== '') && (
        <div className={classes.notes}>
          {!isOpen && problems[0] && (
            <p className={classes.problem}>
              <StateGlyph state="failed" /> {problems[0].message}
            </p>
          )}
          {report && report.note !== '' && (
            <p className={classes.note} data-idle={report.is_idle}>
              {report.is_idle && <span aria-hidden="true" className={classes.warning} />}
              {report.is_idle && <span className="visually-hidden">Warning: </span>}
              {report.note}
            </p>
          )}
          {report && report.rows_in !== null && report.rows_out !== null && report.rows_in !== report.rows_out && (
            <p className={classes.note}>
              {count(report.rows_in)} rows in, {count(report.rows_out)} out
            </p>
          )}
          {step.comment !== '' && !isOpen && <p className={classes.comment}>{step.comment}</p>}
        </div>
      )}
      {isOpen && (
        <div className={classes.body}>
          {type === undefined ? (
            <p className={classes.problem}>
              <StateGlyph state="failed" /> Steps of the type {step.type} are not installed here. The step is kept as it is; turn it off or delete it to go on.
            </p>
          ) : (
            <>
              <StepForm projectKey={projectKey} recipeId={recipeId} step={step} type={type} columns={view?.columns ?? []} problems={problems} lookups={lookups} onChange={(name, value) => deeds.setParam(step.id, name, value)} />
              {(step.comment !== '' || isCommenting) && (
                <Textarea size="xs" autosize minRows={1} maxRows={6} label="Comment" value={step.comment} autoFocus={isCommenting} onChange={(event) => deeds.setComment(step.id, event.currentTarget.value)} />
              )}
              <div className={classes.bodyFoot}>
                <Switch size="xs" label="View impact" checked={hasImpact} onChange={(event) => deeds.setImpact(event.currentTarget.checked)} />
                {hasImpact && impactWords !== undefined && <span className={classes.help}>{impactWords}</span>}
              </div>
              <p className={classes.help}>{type.description}</p>
            </>
          )}
        </div>
      )}
    </li>
  );
}

function StepMenu({ index, step, deeds, onComment }: { index: number; step: Step; deeds: ScriptDeeds; onComment: () => void }) {
  const one = new Set([step.id]);
  return (
    <Menu withinPortal width={230}>
      <Menu.Target>
        <ActionIcon size={26} aria-label={`More for step ${index + 1}`}>
          <IconDots {...icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconArrowUp {...icon} />} rightSection={<kbd>Alt ↑</kbd>} onClick={() => deeds.move(one, -1)}>
          Move up
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowDown {...icon} />} rightSection={<kbd>Alt ↓</kbd>} onClick={() => deeds.move(one, 1)}>
          Move down
        </Menu.Item>
        <Menu.Item leftSection={<IconCopyPlus {...icon} />} rightSection={<kbd>Ctrl D</kbd>} onClick={() => deeds.duplicate(one)}>
          Duplicate
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy {...icon} />} rightSection={<kbd>Ctrl C</kbd>} onClick={() => deeds.copy(one)}>
          Copy
        </Menu.Item>
        <Menu.Item
          leftSection={<IconMessage {...icon} />}
          onClick={() => {
            deeds.open(step.id);
            onComment();
          }}
        >
          {step.comment === '' ? 'Add a comment' : 'Edit the comment'}
        </Menu.Item>
        {step.group === '' && (
          <Menu.Item leftSection={<IconFolderPlus {...icon} />} onClick={() => deeds.group(one)}>
            Start a group
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconTrash {...icon} />} color="failed" rightSection={<kbd>Del</kbd>} onClick={() => deeds.remove(one)}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
