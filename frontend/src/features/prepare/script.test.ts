import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepsOfText, textOfSteps } from './clipboard';
import { blocksOf, duplicate, groupTogether, insert, moveBy, moveTo, remove, stepsOf, type Step } from './script';
import { record, redo, startTrail, undo } from './trail';

const step = (id: string, group = ''): Step => ({ id, type: 'ColumnSplitter', params: { inCol: id }, enabled: true, comment: '', group });
const ids = (steps: readonly Step[]) => steps.map((one) => one.id).join('');
const sorted = (steps: readonly Step[]) => steps.map((one) => one.id).sort();
const abc = [step('a'), step('b'), step('c')];

const scripts = fc
  .array(fc.constantFrom('', 'x', 'y'), { minLength: 1, maxLength: 9 })
  .map((groups) => groups.map((group, index) => step(String.fromCharCode(97 + index), group)));

describe('a script', () => {
  it('is read from whatever was stored, each step with an id of its own', () => {
    const read = stepsOf([{ type: 'A', id: 's' }, { type: 'B', id: 's', enabled: false }, 'nonsense', { type: 'C', extra: 7 }]);
    expect(read.map((one) => one.type)).toEqual(['A', 'B', 'C']);
    expect(new Set(read.map((one) => one.id)).size).toBe(3);
    expect(read[1]?.enabled).toBe(false);
    expect(read[2]?.extra).toBe(7);
    expect(stepsOf('nonsense')).toEqual([]);
  });
  it('moves one step or several', () => {
    expect(ids(moveTo(abc, new Set(['a']), 3))).toBe('bca');
    expect(ids(moveTo(abc, new Set(['a', 'c']), 1))).toBe('acb');
    expect(ids(moveBy(abc, new Set(['b']), -1))).toBe('bac');
    expect(ids(moveBy(abc, new Set(['c']), 1))).toBe('abc');
  });
  it('joins a group by landing in it and leaves it by landing outside', () => {
    const grouped = [step('a'), step('b', 'x'), step('c', 'x'), step('d')];
    expect(moveTo(grouped, new Set(['a']), 2).map((one) => one.group)).toEqual(['x', 'x', 'x', '']);
    expect(moveTo(grouped, new Set(['b']), 4).find((one) => one.id === 'b')?.group).toBe('');
    expect(insert(grouped, 2, [step('n')])[2]?.group).toBe('x');
    expect(insert(grouped, 4, [step('n')])[4]?.group).toBe('');
  });
  it('never loses or doubles a step by moving or grouping', () => {
    fc.assert(
      fc.property(scripts, fc.array(fc.nat(9)), fc.nat(10), (steps, picked, to) => {
        const chosen = new Set(picked.flatMap((index) => steps[index]?.id ?? []));
        for (const next of [moveTo(steps, chosen, Math.min(to, steps.length)), moveBy(steps, chosen, 1), moveBy(steps, chosen, -1), groupTogether(steps, chosen, 'z')]) {
          expect(sorted(next)).toEqual(sorted(steps));
        }
        expect(ids(blocksOf(steps).flatMap((block) => block.steps))).toBe(ids(steps));
        expect(remove(steps, chosen)).toHaveLength(steps.length - chosen.size);
        const made = duplicate(steps, chosen);
        expect(new Set(made.steps.map((one) => one.id)).size).toBe(steps.length + chosen.size);
      }),
    );
  });
});

describe('the trail', () => {
  it('undoes and redoes, and forgets what was undone once something new is done', () => {
    let trail = record(startTrail(abc), abc.slice(0, 2), 1);
    trail = record(trail, abc.slice(0, 1), 2);
    expect(ids(undo(trail).present)).toBe('ab');
    expect(ids(redo(undo(trail)).present)).toBe('a');
    const other = record(undo(trail), [step('z')], 3);
    expect(redo(other)).toBe(other);
    expect(ids(undo(undo(undo(undo(other)))).present)).toBe('abc');
  });
  it('takes the typing in one field as one edit', () => {
    const typed = (name: string) => [{ ...step('a'), params: { inCol: name } }];
    let trail = record(startTrail(abc), typed('i'), 10, 'a.inCol');
    trail = record(trail, typed('im'), 100, 'a.inCol');
    trail = record(trail, typed('img'), 9_000, 'a.inCol');
    expect(undo(trail).present[0]?.params.inCol).toBe('im');
    expect(ids(undo(undo(trail)).present)).toBe('abc');
  });
  it('comes back to every state it has been in', () => {
    fc.assert(
      fc.property(fc.array(scripts, { maxLength: 12 }), (states) => {
        let trail = startTrail([]);
        states.forEach((next, index) => (trail = record(trail, next, index)));
        const end = trail.present;
        const length = trail.past.length;
        for (let index = 0; index < length; index += 1) trail = undo(trail);
        expect(trail.present).toEqual([]);
        for (let index = 0; index < length; index += 1) trail = redo(trail);
        expect(trail.present).toEqual(end);
      }),
    );
  });
});

describe('steps in the clipboard', () => {
  it('come back with new ids and everything else', () => {
    const back = stepsOfText(textOfSteps([{ ...step('a', 'x'), comment: 'why', enabled: false }]));
    expect(back[0]).toMatchObject({ type: 'ColumnSplitter', params: { inCol: 'a' }, comment: 'why', enabled: false, group: 'x' });
    expect(back[0]?.id).not.toBe('a');
  });
  it('may be a list of another program, or one step', () => {
    expect(stepsOfText('[{"metaType":"PROCESSOR","type":"ColumnRenamer","params":{"renamings":[]}}]')[0]?.type).toBe('ColumnRenamer');
    expect(stepsOfText('{"type":"ColumnRenamer"}')).toHaveLength(1);
  });
  it('are refused in words when they are no steps', () => {
    expect(() => stepsOfText('hello')).toThrow('The clipboard holds no steps. Copy steps here or in another recipe first.');
    expect(() => stepsOfText(' ')).toThrow('The clipboard is empty. Copy steps here or in another recipe first.');
    expect(() => stepsOfText('[{"type":"A"},{"params":{}}]')).toThrow('Entry 2 of the clipboard is no step: each has a “type” and “params”.');
    expect(() => stepsOfText('7')).toThrow('The clipboard holds JSON, but no steps: each has a “type” and “params”.');
    fc.assert(
      fc.property(fc.json(), (text) => {
        try {
          expect(Array.isArray(stepsOfText(text))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect((error as Error).message.endsWith('.')).toBe(true);
        }
      }),
    );
  });
});
