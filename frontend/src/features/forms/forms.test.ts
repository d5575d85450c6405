import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedFields, differences, merge, valueWords } from './changes';
import { fieldsOf, sectionsOf, type FieldSpec } from './fieldModel';
import { numberProblem, readNumber, writeNumber } from './numbers';
import { countOf, joined, localProblems, sortProblems } from './problems';
import { fieldsWithChoices, isSame, isShown } from './shownIf';
import golden from './shownIf.golden.json';
import { retrainSchema } from '@/testing/retrainSchema';

describe('shown_if', () => {
  it.each(golden.map((one, index) => [index, one] as const))('golden case %i', (_index, { condition, values, shown, ...rest }) => {
    const choices: readonly string[] = rest.choices ?? [];
    expect(isShown(condition, values, (field) => choices.includes(field))).toBe(shown);
  });
  it('not of not is the condition itself', () => {
    fc.assert(
      fc.property(fc.constantFrom('eq', 'ne', 'set', 'empty', 'gt', 'le'), fc.jsonValue(), fc.jsonValue(), (op, left, right) => {
        const condition = { field: 'a', op, value: right };
        expect(isShown({ not: { not: condition } }, { a: left })).toBe(isShown(condition, { a: left }));
      }),
    );
  });
  it('never throws, whatever a plugin declares', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()), (condition, values) => typeof isShown(condition, values) === 'boolean'));
  });
  it('names the fields whose choices it needs', () => {
    expect(fieldsWithChoices({ all: [{ field: 'a', op: 'has_choices' }, { not: { field: 'b', op: 'has_choices' } }] })).toEqual(['a', 'b']);
  });
});

describe('fields of a schema', () => {
  const fields = fieldsOf(retrainSchema, ['Dataset with labels', 'Model', 'Training']);
  const field = (name: string) => fields.find((one) => one.name === name)!;
  it('stand in the order of the sections', () => {
    expect(sectionsOf(fields)).toEqual(['Dataset with labels', 'Model', 'Training', 'GPU']);
  });
  it('have the control that fits', () => {
    expect(Object.fromEntries(fields.map((one) => [one.name, one.kind]))).toMatchObject({
      path_column: 'choices',
      pooling: 'segmented',
      width: 'auto_number',
      layer_count: 'number',
      optimizer_params: 'pairs',
      augment: 'boolean',
      gpus: 'gpus',
    });
  });
  it('carry bounds, options and unit', () => {
    expect(field('dropout').bounds).toEqual({ min: 0, max: undefined, above: undefined, below: 1 });
    expect(field('pooling').options).toContainEqual({ value: 'avg', label: 'Average' });
    expect(field('width')).toMatchObject({ unit: 'px', isInteger: true, start: 'auto' });
  });
});

describe('numbers', () => {
  it('read the course’s values exactly as typed', () => {
    for (const [typed, value] of [['0.1', 0.1], ['200', 200], ['0.001', 0.001], ['64', 64], ['1e-4', 0.0001], ['.5', 0.5], ['7,000', 7000], ['0,001', 0.001]] as const) {
      expect(readNumber(typed)).toBe(value);
    }
  });
  it('do not read what is none', () => {
    for (const typed of ['', 'ten', '1.2.3', '--1', '0x10', 'NaN', 'Infinity', '1e999']) expect(readNumber(typed)).toBeUndefined();
  });
  it('come back as they were written', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(readNumber(writeNumber(value))).toBe(value + 0);
      }),
    );
  });
  it('know no negative zero', () => {
    expect(readNumber('-0')).toBe(0);
  });
  it('say what would do', () => {
    const batch = { label: 'Batch size', isInteger: true, kind: 'number', step: undefined, bounds: { min: 1, max: 65536 } } as const;
    expect(numberProblem(batch, 0)).toBe('Batch size must be from 1 to 65,536.');
    expect(numberProblem(batch, 1.5)).toBe('Write a whole number, such as 64.');
    expect(numberProblem(batch, '')).toBe('Batch size needs a number.');
    expect(numberProblem({ ...batch, isInteger: false, bounds: { min: 0, below: 1 } }, 1)).toBe('Batch size must be at least 0 and below 1.');
    expect(numberProblem({ ...batch, kind: 'auto_number' }, 'auto')).toBeUndefined();
  });
});

describe('changes', () => {
  const fields = fieldsOf(retrainSchema, []);
  const values = Object.fromEntries(fields.map((field) => [field.name, field.start]));
  it('are none at the start, and one after one edit', () => {
    expect(changedFields(fields, values, {})).toEqual([]);
    expect(changedFields(fields, { ...values, dropout: 0.5 }, {}).map((field) => field.name)).toEqual(['dropout']);
  });
  it('are counted from what the inputs suggest', () => {
    expect(changedFields(fields, { ...values, path_column: 'path' }, { path_column: 'path' })).toEqual([]);
  });
  it('are said in words', () => {
    const pooling = fields.find((field) => field.name === 'pooling')!;
    expect(valueWords(pooling, 'max')).toBe('Maximum');
    expect(valueWords(pooling, [{ name: 'beta_1', value: '0.9' }])).toBe('beta_1 = 0.9');
    expect(valueWords(fields.find((field) => field.name === 'width')!, 200)).toBe('200 px');
  });
  it('merge to mine when all is mine, to theirs when nothing is', () => {
    const side = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.jsonValue());
    fc.assert(
      fc.property(side, side, (mine, theirs) => {
        expect(isSame(merge(mine, theirs, () => true), mine)).toBe(true);
        expect(isSame(merge(mine, theirs, () => false), theirs)).toBe(true);
        expect(differences(mine, theirs).length).toBe(differences(theirs, mine).length);
      }),
    );
  });
});

describe('problems', () => {
  it('of the server go to their fields, the first of each, and none is lost', () => {
    const sorted = sortProblems(
      [
        { loc: ['body', 'params', 'gpus'], message: 'no GPU 4' },
        { loc: ['params', 'gpus', 0], message: 'second' },
        { loc: ['inputs', 'model_folder'], message: 'no network' },
        { loc: ['params', 'unknown'], message: 'lost?' },
        { loc: [], message: 'general' },
      ],
      new Set(['gpus']),
    );
    expect(sorted.params.get('gpus')).toBe('no GPU 4');
    expect(sorted.roles.get('model_folder')).toBe('no network');
    expect(sorted.rest).toEqual(['lost?', 'general']);
    expect(countOf(joined(new Map([['epochs', 'x']]), sorted))).toBe(5);
  });
  it('of typing are found at once', () => {
    const field = (part: Partial<FieldSpec>) => ({ ...fieldsOf(retrainSchema, [])[0], ...part }) as FieldSpec;
    const problems = localProblems([field({ name: 'a', label: 'Folder', kind: 'text', isRequired: true }), field({ name: 'b', label: 'B', kind: 'text', maxLength: 2, isRequired: false })], { a: '', b: 'long' });
    expect([...problems]).toEqual([['a', 'Folder is needed.'], ['b', 'B has at most 2 letters.']]);
  });
});
