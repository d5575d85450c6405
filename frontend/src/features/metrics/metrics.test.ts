import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAgreement } from './agreement';
import { layoutChart, scaleOf } from './chartLayout';
import { measured, metricsOf } from './metricFixtures';
import { changeWords, numberWords, valueWords } from './metricWords';
import { freshId, inputOf, shownMetrics, withEntry, withoutEntry } from './settings';

describe('words of values', () => {
  it('writes each unit as people read it', () => {
    expect(numberWords(7000, 'count')).toBe('7,000');
    expect(numberWords(0.9138, 'share')).toBe('91.38 %');
    expect(numberWords(3850, 'bytes')).toBe('3.85 kB');
    expect(numberWords(0.000012345, '')).toBe('0.00001234');
    expect(valueWords(measured({ kind: 'missing', value: null }))).toBe('no value');
    expect(valueWords(measured({ kind: 'text', value: 'ada' }))).toBe('ada');
  });

  it('tells the change since the last number, whatever gave none between', () => {
    const trend = [
      { at: 'a', number: 0.5 },
      { at: 'b', number: null },
      { at: 'c', number: 0.75 },
    ];
    expect(changeWords(measured({ unit: 'share', value: 0.75, trend }))).toBe('+25 points');
    expect(changeWords(measured({ trend: trend.slice(0, 1) }))).toBeUndefined();
    expect(changeWords(measured({ kind: 'missing', value: null, trend }))).toBeUndefined();
  });
});

describe('the chart', () => {
  it('holds every number and breaks the line where one is missing', () => {
    const layout = layoutChart([{ at: '1', number: 1 }, { at: '2', number: null }, { at: '3', number: 3 }, { at: '4', number: 2 }], { width: 100, height: 50 });
    expect(layout.lines.map((line) => line.length)).toEqual([1, 2]);
  });

  it('has a scale of three to eight ticks around any numbers', () => {
    const some = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(some, (numbers) => {
        const { low, high, step } = scaleOf(numbers);
        const least = Math.min(...numbers);
        const most = Math.max(...numbers);
        expect(low).toBeLessThanOrEqual(least + step / 1e6);
        expect(high).toBeGreaterThanOrEqual(most - step / 1e6);
        expect((high - low) / step).toBeLessThan(8);
      }),
      { examples: [[[0, 5e-324]], [[-5e-324, 5e-324]], [[1e-310, 3e-310]]] },
    );
  });

  it('never shows more than the whole of a share', () => {
    expect(scaleOf([1], [0, 1]).high).toBe(1);
    expect(scaleOf([0], [0, 1]).low).toBe(0);
  });
});

describe('the set-up', () => {
  it('is sent as one whole, with its revision', () => {
    expect(inputOf(metricsOf())).toEqual({
      revision: 3,
      probes: [{ id: 'records', type: 'records', name: '', enabled: true, params: {} }],
      checks: [],
      shown: null,
      after_build: false,
    });
  });

  it('puts an entry in its place or at the end, and takes it out', () => {
    const { probes } = metricsOf();
    const size = { id: 'size', type: 'size', name: '', enabled: true, params: {} };
    expect(withEntry(probes, size).map((one) => one.id)).toEqual(['records', 'size']);
    expect(withEntry(probes, { ...size, id: 'records' })).toEqual([{ ...size, id: 'records' }]);
    expect(withoutEntry(probes, 'records')).toEqual([]);
    expect(freshId('size', new Set(['size', 'size-2']))).toBe('size-3');
  });

  it('shows what was chosen, else all but details', () => {
    const values = [measured(), measured({ metric: 'accuracy:COMPARED:a:b' }), measured({ metric: 'pictures:CLASS:ada' })];
    expect(shownMetrics(metricsOf({ values }))).toEqual(['records:COUNT_RECORDS']);
    expect(shownMetrics(metricsOf({ values, shown: ['pictures:CLASS:ada', 'gone'] }))).toEqual(['pictures:CLASS:ada']);
  });
});

describe('an agreement', () => {
  it('says what was left out', () => {
    const found = readAgreement({ compared: 4, right: 3, unmatched_labels: 1, not_predicted: 2 });
    expect(found?.leftOut).toEqual(['1 label has no prediction', '2 rows have no predicted class']);
    expect(readAgreement({ top: [] })).toBeUndefined();
    expect(readAgreement(null)).toBeUndefined();
  });
});
