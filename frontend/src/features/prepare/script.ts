/** A preparation as a list of steps: edits that give a new list and keep what they do not touch. */
import { isRecord } from '../forms';

export interface Step {
  id: string;
  type: string;
  params: Record<string, unknown>;
  enabled: boolean;
  comment: string;
  /** Name of the block it stands in; empty for none. Neighbours of the same name are one block. */
  group: string;
  /** What other programs keep with a step stays with it. */
  [extra: string]: unknown;
}

export type Steps = readonly Step[];

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** Read stored steps; those without an id, or with one that was there before, get one by their place. */
export function stepsOf(value: unknown): Step[] {
  if (!Array.isArray(value)) return [];
  const taken = new Set<string>();
  return (value as unknown[]).filter(isRecord).map((one, index) => {
    const own = text(one.id);
    const id = own !== '' && !taken.has(own) ? own : `at-${index}`;
    taken.add(id);
    return {
      ...one,
      id,
      type: text(one.type),
      params: isRecord(one.params) ? one.params : {},
      enabled: one.enabled !== false,
      comment: text(one.comment),
      group: text(one.group),
    };
  });
}

export function newId(): string {
  return crypto.randomUUID().slice(0, 8);
}

export function newStep(type: string, params: Record<string, unknown>): Step {
  return { id: newId(), type, params, enabled: true, comment: '', group: '' };
}

/** Change one step by a part. */
export function change(steps: Steps, id: string, part: Partial<Step>): Step[] {
  return steps.map((step) => (step.id === id ? { ...step, ...part } : step));
}

/** Change several steps alike. */
export function changeAll(steps: Steps, ids: ReadonlySet<string>, part: Partial<Step>): Step[] {
  return steps.map((step) => (ids.has(step.id) ? { ...step, ...part } : step));
}

/** Put steps at a place; between two steps of one group they join it. */
export function insert(steps: Steps, at: number, added: Steps): Step[] {
  const place = Math.min(steps.length, Math.max(0, at));
  const around = groupBetween(steps[place - 1], steps[place]);
  const joined = added.map((step) => (around === '' ? step : { ...step, group: around }));
  return [...steps.slice(0, place), ...joined, ...steps.slice(place)];
}

export function remove(steps: Steps, ids: ReadonlySet<string>): Step[] {
  return steps.filter((step) => !ids.has(step.id));
}

/** Copies of steps with ids of their own, right behind the last of them. */
export function duplicate(steps: Steps, ids: ReadonlySet<string>): { steps: Step[]; added: Step[] } {
  const added = steps.filter((step) => ids.has(step.id)).map((step) => ({ ...step, id: newId() }));
  const last = steps.findLastIndex((step) => ids.has(step.id));
  return { steps: insert(steps, last + 1, added), added };
}

/**
 * Move steps together in front of place `before` of the list as it stands.
 *
 * A step that leaves its group loses the name; one that lands inside of a group takes that group's.
 */
export function moveTo(steps: Steps, ids: ReadonlySet<string>, before: number): Step[] {
  const moved = steps.filter((step) => ids.has(step.id));
  const rest = remove(steps, ids);
  const place = steps.slice(0, before).filter((step) => !ids.has(step.id)).length;
  const around = groupBetween(rest[place - 1], rest[place]);
  const beside = new Set([rest[place - 1]?.group, rest[place]?.group]);
  const isLeaving = (step: Step) => step.group !== '' && !beside.has(step.group) && rest.some((other) => other.group === step.group);
  const settled = moved.map((step) => (around !== '' ? { ...step, group: around } : isLeaving(step) ? { ...step, group: '' } : step));
  return [...rest.slice(0, place), ...settled, ...rest.slice(place)];
}

/** Move steps one place up or down, as one. */
export function moveBy(steps: Steps, ids: ReadonlySet<string>, by: -1 | 1): Step[] {
  const first = steps.findIndex((step) => ids.has(step.id));
  const last = steps.findLastIndex((step) => ids.has(step.id));
  if (first < 0 || (by < 0 && first === 0) || (by > 0 && last === steps.length - 1)) return [...steps];
  return moveTo(steps, ids, by < 0 ? first - 1 : last + 2);
}

/** Make one group of steps, at the place of the first. */
export function groupTogether(steps: Steps, ids: ReadonlySet<string>, name: string): Step[] {
  const first = steps.findIndex((step) => ids.has(step.id));
  if (first < 0) return [...steps];
  const members = steps.filter((step) => ids.has(step.id)).map((step) => ({ ...step, group: name }));
  const rest = remove(steps, ids);
  return [...rest.slice(0, first), ...members, ...rest.slice(first)];
}

/** "Group 1", "Group 2": the first name that no step has. */
export function freeGroupName(steps: Steps): string {
  const taken = new Set(steps.map((step) => step.group));
  let number = 1;
  while (taken.has(`Group ${number}`)) number += 1;
  return `Group ${number}`;
}

export interface Block {
  group: string;
  /** Place of its first step in the script. */
  start: number;
  steps: Step[];
}

/** Neighbours of one group as one block; a step without a group is a block of its own. */
export function blocksOf(steps: Steps): Block[] {
  const blocks: Block[] = [];
  steps.forEach((step, index) => {
    const last = blocks.at(-1);
    if (step.group !== '' && last?.group === step.group) last.steps.push(step);
    else blocks.push({ group: step.group, start: index, steps: [step] });
  });
  return blocks;
}

function groupBetween(above: Step | undefined, below: Step | undefined): string {
  return above !== undefined && below !== undefined && above.group === below.group ? above.group : '';
}
