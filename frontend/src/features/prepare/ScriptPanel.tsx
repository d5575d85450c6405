/** The script: steps and groups in order, moved by the pointer or by keys, with what is chosen and what can be done to it. */
import { useState, type ClipboardEvent, type DragEvent, type KeyboardEvent } from 'react';
import { GroupHead } from './GroupHead';
import type { StepViews } from './reports';
import { blocksOf, type Block, type Step, type Steps } from './script';
import type { ScriptDeeds, ScriptView } from './scriptDeeds';
import { textOfSteps } from './clipboard';
import type { StepTypes } from './library';
import { StepRow } from './StepRow';
import classes from './Prepare.module.css';

interface ScriptPanelProps {
  projectKey: string;
  recipeId: string;
  steps: Steps;
  types: StepTypes;
  views: StepViews;
  view: ScriptView;
  deeds: ScriptDeeds;
  impactWords: string | undefined;
  lookups: readonly string[];
}

interface Drag {
  ids: ReadonlySet<string>;
  over: string | undefined;
  side: 'before' | 'after';
}

export function ScriptPanel({ projectKey, recipeId, steps, types, views, view, deeds, impactWords, lookups }: ScriptPanelProps) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [drag, setDrag] = useState<Drag>();

  const onDrag = (step: Step, index: number, event: DragEvent, deed: 'start' | 'over' | 'drop' | 'end') => {
    if (deed === 'start') {
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', step.id);
      setDrag({ ids: view.chosen.has(step.id) ? view.chosen : new Set([step.id]), over: undefined, side: 'before' });
    } else if (deed === 'end') {
      setDrag(undefined);
    } else if (drag !== undefined) {
      event.preventDefault();
      const box = event.currentTarget.getBoundingClientRect();
      const side = event.clientY < box.top + box.height / 2 ? 'before' : 'after';
      if (deed === 'over') {
        if (drag.over !== step.id || drag.side !== side) setDrag({ ...drag, over: step.id, side });
      } else {
        deeds.moveTo(drag.ids, side === 'before' ? index : index + 1);
        setDrag(undefined);
      }
    }
  };

  /** The steps a key is about: those chosen, else the one that has the focus. */
  const meant = (id: string | undefined): ReadonlySet<string> => (view.chosen.size > 0 ? view.chosen : id === undefined ? new Set() : new Set([id]));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    const id = target.dataset.step;
    if (id === undefined || !event.currentTarget.contains(target)) return;
    const ids = meant(id);
    const isMod = event.ctrlKey || event.metaKey;
    const deed = deedOf(event.key, { isMod, isAlt: event.altKey });
    if (deed === undefined) return;
    event.preventDefault();
    if (deed === 'above' || deed === 'below') focusStep(event.currentTarget, id, deed === 'above' ? -1 : 1);
    else if (deed === 'up' || deed === 'down') deeds.move(ids, deed === 'up' ? -1 : 1);
    else if (deed === 'remove') deeds.remove(ids);
    else if (deed === 'duplicate') deeds.duplicate(ids);
    else deeds.chooseAll(new Set(steps.map((step) => step.id)));
  };
  const onCopy = (event: ClipboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    if (isField(target) || (window.getSelection()?.toString() ?? '') !== '') return;
    const ids = meant(target.closest<HTMLElement>('[data-step]')?.dataset.step);
    const copied = steps.filter((step) => ids.has(step.id));
    if (copied.length === 0) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', textOfSteps(copied));
    deeds.copy(ids);
  };
  const onPaste = (event: ClipboardEvent<HTMLElement>) => {
    if (isField(event.target as HTMLElement)) return;
    event.preventDefault();
    deeds.paste(event.clipboardData.getData('text/plain'));
  };

  const row = (step: Step, index: number) => (
    <StepRow
      key={step.id}
      projectKey={projectKey}
      recipeId={recipeId}
      step={step}
      index={index}
      type={types.get(step.type)}
      view={views.get(step.id)}
      isOpen={view.opened === step.id}
      isChosen={view.chosen.has(step.id)}
      isShown={view.shown === step.id}
      hasImpact={view.hasImpact && view.opened === step.id}
      impactWords={impactWords}
      lookups={lookups}
      deeds={deeds}
      drop={drag?.over === step.id && !drag.ids.has(step.id) ? drag.side : undefined}
      onDrag={(event, deed) => onDrag(step, index, event, deed)}
    />
  );
  const foldKey = (block: Block) => `${block.group}@${block.steps[0]?.id ?? ''}`;
  return (
    // Keys and the clipboard work wherever the focus is inside of the script; the steps themselves are buttons.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ol className={classes.script} aria-label="Steps of the preparation" onKeyDown={onKeyDown} onCopy={onCopy} onPaste={onPaste}>
      {blocksOf(steps).map((block) => {
        if (block.group === '') return block.steps.map((step) => row(step, block.start));
        const key = foldKey(block);
        const isFolded = folded.has(key);
        return (
          <li key={key} className={classes.block}>
            <GroupHead
              block={block}
              views={views}
              deeds={deeds}
              isFolded={isFolded}
              onFold={() => {
                const next = new Set(folded);
                if (isFolded) next.delete(key);
                else next.add(key);
                setFolded(next);
              }}
            />
            {!isFolded && <ol className={classes.members}>{block.steps.map((step, offset) => row(step, block.start + offset))}</ol>}
          </li>
        );
      })}
    </ol>
  );
}

type KeyDeed = 'above' | 'below' | 'up' | 'down' | 'remove' | 'duplicate' | 'all';

function deedOf(key: string, held: { isMod: boolean; isAlt: boolean }): KeyDeed | undefined {
  if (key === 'ArrowUp') return held.isAlt ? 'up' : 'above';
  if (key === 'ArrowDown') return held.isAlt ? 'down' : 'below';
  if (key === 'Delete' || key === 'Backspace') return 'remove';
  if (held.isMod && key.toLowerCase() === 'd') return 'duplicate';
  if (held.isMod && key.toLowerCase() === 'a') return 'all';
  return undefined;
}

function focusStep(list: HTMLElement, id: string, by: -1 | 1): void {
  const all = [...list.querySelectorAll<HTMLElement>('[data-step]')];
  all[all.findIndex((one) => one.dataset.step === id) + by]?.focus();
}

function isField(target: HTMLElement): boolean {
  return target.matches('input:not([type="checkbox"]), textarea, [contenteditable]');
}
