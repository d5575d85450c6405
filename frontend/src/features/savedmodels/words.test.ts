import { describe, expect, it } from 'vitest';
import { differenceWords, metricWord, valueWords, verdict } from './words';

describe('figures of versions in words', () => {
  it('writes keys of metrics as people do', () => {
    expect(['logLoss', 'accuracy', 'auc', 'r2', 'averagePrecision'].map(metricWord)).toEqual(['Log loss', 'Accuracy', 'ROC AUC', 'R2', 'Average precision']);
  });

  it('says which of two figures is better by the way of the metric', () => {
    const one = { name: 'logLoss', label: 'Log loss', left: 0.5, right: 0.4 };
    expect(verdict({ ...one, greater_is_better: false })).toBe('better');
    expect(verdict({ ...one, greater_is_better: true })).toBe('worse');
    expect(verdict({ ...one, right: 0.50001, greater_is_better: true })).toBe('same');
    expect(verdict({ ...one, right: null, greater_is_better: true })).toBeUndefined();
  });

  it('names what differs', () => {
    const types = { algorithms: [], features: [], metrics: [], design_labels: { 'splitParams.ssdTrainingRatio': 'Train ratio' } };
    expect(['design.splitParams.ssdTrainingRatio', 'values.max_depth', 'versions.numpy', 'threshold'].map((name) => differenceWords(name, types))).toEqual(['Train ratio', 'Max depth', 'Library numpy', 'Threshold']);
  });

  it('keeps settings short', () => {
    expect([null, 1200, 0.123456789, true, { a: [1] }].map(valueWords)).toEqual(['·', '1,200', '0.123457', 'on', '{"a":[1]}']);
    expect(valueWords('x'.repeat(500))).toHaveLength(160);
  });
});
