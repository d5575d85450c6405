import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kindOf, newRow, problemsOf, rowsOf, valueOf, valuesOf } from './variableRows';

it('gives back what it was given', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,20}$/).filter((name) => name !== '__proto__'), fc.jsonValue()), (values) => {
      const plain = JSON.parse(JSON.stringify(values)) as Record<string, unknown>;
      expect(valuesOf(rowsOf(plain))).toEqual(plain);
    }),
  );
});

it('reads text as text and JSON as JSON', () => {
  expect(valueOf('ada')).toEqual({ value: 'ada', problem: undefined });
  expect(valueOf('5').value).toBe(5);
  expect(valueOf('"5"').value).toBe('5');
  expect(kindOf(valueOf('[1]').value)).toBe('list');
  expect(valueOf('{"a": ').problem).toContain('This begins like JSON but is none');
});

it('names what is wrong with a row', () => {
  const rows = [newRow('a', '1'), newRow('a', '2'), newRow('', ''), newRow('1x', ''), newRow('b', '[')];
  const problems = problemsOf(rows);
  expect(rows.map((row) => problems.get(row.id)?.slice(0, 16))).toEqual([undefined, '“a” is there twi', 'Give it a name.', 'Letters, digits,', 'This begins like']);
});
