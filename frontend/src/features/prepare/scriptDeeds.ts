/** Everything that can be done with a script, by the id of a step or of several. */
import { counted } from '@/lib/format';
import { say, sayError } from '@/ui';
import { copySteps, readClipboard, stepsOfText } from './clipboard';
import { change, changeAll, duplicate, freeGroupName, groupTogether, insert, moveBy, moveTo, remove, type Steps } from './script';
import type { Script } from './useScript';

export type Ids = ReadonlySet<string>;

export interface ScriptDeeds {
  open: (id: string | undefined) => void;
  show: (id: string | undefined) => void;
  setImpact: (isOn: boolean) => void;
  /** @param isRange Choose everything from the one chosen last. */
  choose: (id: string, isChosen: boolean, isRange: boolean) => void;
  chooseAll: (ids: Ids) => void;
  add: (steps: Steps) => void;
  setParam: (id: string, name: string, value: unknown) => void;
  setComment: (id: string, comment: string) => void;
  setEnabled: (ids: Ids, isOn: boolean) => void;
  move: (ids: Ids, by: -1 | 1) => void;
  moveTo: (ids: Ids, before: number) => void;
  duplicate: (ids: Ids) => void;
  copy: (ids: Ids) => void;
  paste: (text?: string) => void;
  group: (ids: Ids) => void;
  rename: (ids: Ids, group: string) => void;
  ungroup: (ids: Ids) => void;
  remove: (ids: Ids) => void;
}

export interface ScriptView {
  opened: string | undefined;
  /** The step after which the table is shown. */
  shown: string | undefined;
  hasImpact: boolean;
  chosen: Ids;
  /** The step chosen last: ranges start there. */
  anchor: string | undefined;
}

export const startView: ScriptView = { opened: undefined, shown: undefined, hasImpact: false, chosen: new Set(), anchor: undefined };

export function scriptDeeds(script: Script, view: ScriptView, setView: (change: (old: ScriptView) => ScriptView) => void): ScriptDeeds {
  const { steps, edit } = script;
  const put = (part: Partial<ScriptView>) => setView((old) => ({ ...old, ...part }));
  const of = (ids: Ids) => steps.filter((step) => ids.has(step.id));
  const add = (added: Steps) => {
    // Behind the step whose result is looked at, else at the end.
    const at = steps.findIndex((step) => step.id === view.shown);
    edit(insert(steps, at < 0 ? steps.length : at + 1, added));
    const last = added.at(-1);
    if (last !== undefined) put({ opened: last.id, ...(at < 0 ? {} : { shown: last.id }) });
  };
  const paste = (text: string) => {
    try {
      const added = stepsOfText(text);
      add(added);
      say(`${counted(added.length, 'step')} pasted`);
    } catch (error) {
      sayError(error);
    }
  };
  return {
    open: (opened) => put({ opened, ...(opened === undefined ? { hasImpact: false } : {}) }),
    show: (shown) => put({ shown, hasImpact: false }),
    setImpact: (hasImpact) => put({ hasImpact, ...(hasImpact ? { shown: undefined } : {}) }),
    choose: (id, isChosen, isRange) => {
      const chosen = new Set(view.chosen);
      const from = steps.findIndex((step) => step.id === view.anchor);
      const to = steps.findIndex((step) => step.id === id);
      const range = isRange && from >= 0 ? steps.slice(Math.min(from, to), Math.max(from, to) + 1).map((step) => step.id) : [id];
      for (const one of range) {
        if (isChosen) chosen.add(one);
        else chosen.delete(one);
      }
      put({ chosen, anchor: id });
    },
    chooseAll: (chosen) => put({ chosen }),
    add,
    setParam: (id, name, value) => {
      const step = steps.find((one) => one.id === id);
      if (step) edit(change(steps, id, { params: { ...step.params, [name]: value } }), `${id}.${name}`);
    },
    setComment: (id, comment) => edit(change(steps, id, { comment }), `${id}.comment`),
    setEnabled: (ids, enabled) => edit(changeAll(steps, ids, { enabled })),
    move: (ids, by) => edit(moveBy(steps, ids, by)),
    moveTo: (ids, before) => edit(moveTo(steps, ids, before)),
    duplicate: (ids) => {
      const made = duplicate(steps, ids);
      edit(made.steps);
      put({ opened: made.added[0]?.id });
    },
    copy: (ids) => {
      const copied = of(ids);
      void copySteps(copied).then(() => say(`${counted(copied.length, 'step')} copied. Paste here or in another preparation.`));
    },
    paste: (text) => {
      if (text !== undefined) paste(text);
      else void readClipboard().then(paste);
    },
    group: (ids) => edit(groupTogether(steps, ids, freeGroupName(steps))),
    rename: (ids, group) => edit(changeAll(steps, ids, { group }), 'group'),
    ungroup: (ids) => edit(changeAll(steps, ids, { group: '' })),
    remove: (ids) => {
      edit(remove(steps, ids));
      put({
        chosen: new Set([...view.chosen].filter((id) => !ids.has(id))),
        ...(view.opened !== undefined && ids.has(view.opened) ? { opened: undefined, hasImpact: false } : {}),
        ...(view.shown !== undefined && ids.has(view.shown) ? { shown: undefined } : {}),
      });
      say(`${counted(ids.size, 'step')} deleted. Ctrl+Z brings ${ids.size === 1 ? 'it' : 'them'} back.`);
    },
  };
}
