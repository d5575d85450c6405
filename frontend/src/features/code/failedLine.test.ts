import { expect, it } from 'vitest';
import { failedAtOf } from './failedLine';

it('reads the line from the error of an activity', () => {
  const error = { message: 'Line 3: ValueError: no', details: { line: 3, traceback: ['Traceback', 4] } };
  expect(failedAtOf(error)).toEqual({ line: 3, message: 'Line 3: ValueError: no', traceback: ['Traceback'] });
});

it('finds none in other errors', () => {
  for (const error of [null, undefined, 'x', {}, { details: {} }, { details: { line: '3' } }, { details: { line: 0 } }]) {
    expect(failedAtOf(error)).toBeUndefined();
  }
});
