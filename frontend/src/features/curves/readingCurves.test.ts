import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curvePoint, readCurves, type CurvePoint } from './readingCurves';

const run = (loss: number[], valLoss: number[], acc: number[] = [], valAcc: number[] = []): CurvePoint[] =>
  loss.map((value, index) => ({
    epoch: index + 1,
    loss: value,
    valLoss: valLoss[index],
    acc: acc[index] ?? 0.5,
    valAcc: valAcc[index] ?? 0.5,
  }));

describe('readCurves', () => {
  it('has nothing to read before the first epoch ended', () => {
    expect(readCurves([])).toEqual({
      verdict: 'nothing',
      since: undefined,
      sentences: ['The first point appears when the first epoch ends.'],
    });
    expect(readCurves([], true).sentences).toEqual(['No epoch ended.']);
  });

  it('does not judge one or two epochs', () => {
    expect(readCurves(run([1], [1])).sentences).toEqual(['One epoch so far says little about where this is going.']);
    expect(readCurves(run([1, 0.9], [1, 1.4])).sentences).toEqual(['Two epochs so far say little about where this is going.']);
    expect(readCurves(run([1], [1]), true).sentences).toEqual(['One epoch says little about where this is going.']);
  });

  it('sees the run of the course as still learning and names the epoch that halved the loss', () => {
    const reading = readCurves(
      run(
        [1.8831, 1.007, 0.7581, 0.6301],
        [1.7453, 1.6982, 0.8223, 0.7801],
        [0.4331, 0.7334, 0.8003, 0.8438],
        [0.45, 0.6761, 0.7649, 0.7744],
      ),
    );
    expect(reading.verdict).toBe('learning');
    expect(reading.sentences).toEqual([
      'Validation follows training closely: the network is still learning, not memorising.',
      'The loss on the validation pictures halved at epoch 3.',
    ]);
  });

  it('names a wide gap between training and validation', () => {
    const reading = readCurves(run([1, 0.6, 0.3], [1, 0.8, 0.7], [0.5, 0.8, 0.95], [0.5, 0.65, 0.7]));
    expect(reading.sentences[0]).toBe(
      'The network is still learning, with a gap: training accuracy is 0.25 above validation accuracy.',
    );
  });

  it('dates overfitting from the epoch after the best', () => {
    const reading = readCurves(run([1, 0.7, 0.5, 0.3, 0.2], [1, 0.8, 0.7, 0.75, 0.9]));
    expect(reading).toMatchObject({ verdict: 'overfitting', since: 4 });
    expect(reading.sentences).toEqual([
      'Overfitting since epoch 4: the loss still falls on the training pictures and rises on the validation pictures, from 0.7000 to 0.9000.',
      'The weights of epoch 3 are the ones kept.',
    ]);
  });

  it('does not call one bad epoch overfitting', () => {
    expect(readCurves(run([1, 0.7, 0.5, 0.4], [1, 0.8, 0.7, 0.9])).verdict).toBe('learning');
  });

  it('dates a plateau from the epoch after the best before it', () => {
    const reading = readCurves(run([1, 0.6, 0.5, 0.5, 0.5, 0.5], [1, 0.6, 0.602, 0.601, 0.6, 0.5999]));
    expect(reading).toMatchObject({ verdict: 'plateau', since: 3 });
  });

  it('takes the wobble of a loss that is next to nothing for what it is', () => {
    expect(readCurves(run([1, 0.0007, 0.0009, 0.0011], [1, 0.05, 0.05, 0.05])).verdict).not.toBe('diverging');
  });

  it('sees a loss that rises or is no number as diverging', () => {
    expect(readCurves(run([1, 0.8, 1.4, 2.2], [1, 1, 1, 1]))).toMatchObject({ verdict: 'diverging', since: 3 });
    const broken = [curvePoint(1, { loss: 3 }), curvePoint(2, { loss: null })];
    expect(readCurves(broken)).toMatchObject({ verdict: 'diverging', since: 2 });
    expect(readCurves(broken).sentences[0]).toBe(
      'The loss stopped being a number at epoch 2: the weights have run away.',
    );
  });

  it('says when nothing was set aside for validation', () => {
    const points = [1, 2, 3].map((epoch) => curvePoint(epoch, { loss: 1 / epoch, acc: 0.5 }));
    expect(readCurves(points).verdict).toBe('unvalidated');
  });

  it('always has words, and dates only epochs that exist', () => {
    const value = fc.option(fc.double({ min: 0, max: 10 }), { nil: null });
    fc.assert(
      fc.property(
        fc.array(fc.record({ loss: value, acc: value, val_loss: value, val_acc: value }), { maxLength: 30 }),
        fc.boolean(),
        (rows, isOver) => {
          const points = rows.map((row, index) => curvePoint(index + 1, row));
          const reading = readCurves(points, isOver);
          expect(reading.sentences.length).toBeGreaterThan(0);
          expect(reading.sentences.join(' ')).not.toMatch(/undefined|NaN|Infinity/);
          if (reading.since !== undefined) expect(reading.since).toBeLessThanOrEqual(points.length);
        },
      ),
    );
  });
});

it('reads accuracy under either of its names', () => {
  expect(curvePoint(1, { accuracy: 0.5, val_accuracy: 0.4 })).toMatchObject({ acc: 0.5, valAcc: 0.4 });
});
