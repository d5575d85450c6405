import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accuracyScale, epochTicks, layoutCurve, lossScale, roundStep } from './curveLayout';
import { curvePoint } from './readingCurves';

const point = (epoch: number, loss: number | null, valLoss: number | null = loss) =>
  curvePoint(epoch, { loss, acc: 0.5, val_loss: valLoss, val_acc: 0.6 });

const layout = (rows: [number, number | null, (number | null)?][], of = 10, best?: number) =>
  layoutCurve({
    kind: 'loss',
    points: rows.map(([epoch, loss, valLoss]) => point(epoch, loss, valLoss === undefined ? loss : valLoss)),
    of,
    bestEpoch: best,
    width: 446,
    height: 196,
  });

describe('layoutCurve', () => {
  it('shows the end from the start: ten epochs asked for, all to come', () => {
    const empty = layout([]);
    expect(empty.toCome).toEqual({ left: empty.plot.left, right: empty.plot.right });
    expect(empty.xTicks.map((tick) => tick.epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(empty.xTicks.every((tick) => tick.isToCome)).toBe(true);
    expect(empty.training.last).toBeUndefined();
  });

  it('hatches from the last epoch on and not at all when all have ended', () => {
    const four = layout([[1, 2], [2, 1], [3, 0.8], [4, 0.6]]);
    expect(four.toCome?.left).toBe(four.xOf(4));
    expect(layout([[1, 2], [2, 1]], 2).toCome).toBeUndefined();
  });

  it('breaks the line where a figure is no number', () => {
    const broken = layout([[1, 2], [2, null], [3, 1], [4, 0.9]]);
    expect(broken.training.stretches.map((stretch) => stretch.map((spot) => spot.epoch))).toEqual([[1], [3, 4]]);
  });

  it('marks the best epoch on the validation line', () => {
    const marked = layout([[1, 2, 3], [2, 1, 2.5]], 10, 2);
    expect(marked.best).toMatchObject({ epoch: 2, value: 2.5 });
  });

  it('copes with a single epoch of one', () => {
    const single = layout([[1, 2]], 1);
    expect(single.training.last?.x).toBe(single.plot.left);
    expect(single.xTicks).toHaveLength(1);
  });

  it('keeps every point inside the plot and the two figures apart', () => {
    const value = fc.double({ min: 0, max: 1000, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom('loss' as const, 'accuracy' as const),
        fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 100 }),
        (kind, rows, of) => {
          const scaled = (number: number) => (kind === 'accuracy' ? number / 1000 : number);
          const points = rows.map(([a, b], index) => ({
            epoch: index + 1,
            loss: scaled(a),
            acc: scaled(a),
            valLoss: scaled(b),
            valAcc: scaled(b),
          }));
          const shape = layoutCurve({ kind, points, of, bestEpoch: 1, width: 446, height: 196 });
          const { left, right, top, bottom } = shape.plot;
          for (const series of [shape.training, shape.validation]) {
            for (const spot of series.stretches.flat()) {
              expect(spot.x).toBeGreaterThanOrEqual(left - 1e-6);
              expect(spot.x).toBeLessThanOrEqual(right + 1e-6);
              expect(spot.y).toBeGreaterThanOrEqual(top - 1e-6);
              expect(spot.y).toBeLessThanOrEqual(bottom + 1e-6);
            }
          }
          const [a, b] = [shape.training.last?.labelY ?? 0, shape.validation.last?.labelY ?? 0];
          expect(Math.abs(a - b)).toBeGreaterThanOrEqual(13 - 1e-6);
        },
      ),
    );
  });
});

describe('scales', () => {
  it('start accuracy at the tenth pair below the least value and end it at 1', () => {
    expect(accuracyScale([0.4331, 0.77]).low).toBe(0.4);
    expect(accuracyScale([0.93, 0.99])).toMatchObject({ low: 0.8, high: 1 });
    expect(accuracyScale([]).high).toBe(1);
    expect(accuracyScale([0]).low).toBe(0);
  });

  it('end loss at a round number', () => {
    expect(lossScale([1.8831, 1.7453])).toMatchObject({ low: 0, high: 2, digits: 1 });
    expect(lossScale([1.8831]).ticks).toEqual([0, 0.5, 1, 1.5, 2]);
    expect(lossScale([]).high).toBe(1);
    expect(lossScale([0]).high).toBeGreaterThan(0);
  });

  it('take steps of 1, 2 or 5 times a power of ten', () => {
    expect([0.47, 0.03, 1, 13, 700].map(roundStep)).toEqual([0.5, 0.05, 1, 20, 1000]);
  });
});

describe('epochTicks', () => {
  it('labels the first and the last epoch and at most a dozen and one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 2000 }), (begin, more) => {
        const ticks = epochTicks(begin, begin + more);
        expect(ticks[0]).toBe(begin);
        expect(ticks.at(-1)).toBe(begin + more);
        expect(ticks.length).toBeLessThanOrEqual(13);
        expect(new Set(ticks).size).toBe(ticks.length);
      }),
    );
    expect(epochTicks(1, 30)).toEqual([1, 5, 10, 15, 20, 25, 30]);
  });
});
