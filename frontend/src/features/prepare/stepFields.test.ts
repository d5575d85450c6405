import { describe, expect, it } from 'vitest';
import { codeProblems } from './stepFields';

describe('what is said of code', () => {
  it('stands at its line', () => {
    const message = "Line 3 of the code failed at row 1: KeyError: 'nope'";
    expect(codeProblems(message)).toEqual([{ line: 3, severity: 'error', message }]);
    expect(codeProblems('Write the function process(row).')).toEqual([]);
    expect(codeProblems(undefined)).toEqual([]);
  });
});
