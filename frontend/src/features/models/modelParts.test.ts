import { describe, expect, it } from 'vitest';
import { curvePoint } from '@/features/curves';
import { factLines } from './facts';
import { historyPoints } from './history';
import { blocksOf, shapeWords } from './layers';
import { readMetrics } from './metrics';
import { sortRows } from './PerClassTable';

const layer = (index: number, block: string, parameters: number, output_shape: (number | null)[] = [null, 7, 7, 2048]) => ({
  index,
  name: `layer_${index}`,
  class_name: 'Conv2D',
  output_shape,
  parameters,
  block,
});

describe('blocksOf', () => {
  it('gathers neighbours, sums their parameters and takes the last shape', () => {
    const blocks = blocksOf([layer(0, 'stem', 10), layer(1, 'stem', 5, [null, 3]), layer(2, 'head', 1), layer(3, 'stem', 2)]);
    expect(blocks.map((block) => [block.name, block.layers.length, block.parameters])).toEqual([
      ['stem', 2, 15],
      ['head', 1, 1],
      ['stem', 1, 2],
    ]);
    expect(blocks[0]?.shape).toEqual([null, 3]);
    expect(blocksOf([])).toEqual([]);
  });

  it('writes shapes without the batch', () => {
    expect(shapeWords([null, 7, 7, 2048])).toBe('7 × 7 × 2,048');
    expect(shapeWords([null, null, null, 3])).toBe('any × any × 3');
  });
});

it('flattens nested facts and leaves out what is empty', () => {
  expect(
    factLines({ base_model: 'resnet50', seed: 1337, libraries: { keras: '3.15.1' }, mean: [1, 2], frozen: false, note: '', none: null }),
  ).toEqual([
    { label: 'Base model', value: 'resnet50' },
    { label: 'Seed', value: '1,337' },
    { label: 'Libraries, keras', value: '3.15.1' },
    { label: 'Mean', value: '1, 2' },
    { label: 'Frozen', value: 'no' },
  ]);
});

it('reads metrics and skips rows that are none', () => {
  const metrics = readMetrics({ val_acc: 0.7, macro_f1: null, per_class: [{ class: 'ada', precision: 1, recall: 0.5, f1: 0.67, support: 2 }, 7] });
  expect(metrics).toMatchObject({ valAcc: 0.7, macroF1: undefined, top5Acc: undefined });
  expect(metrics.perClass).toEqual([{ name: 'ada', precision: 1, recall: 0.5, f1: 0.67, support: 2 }]);
  expect(readMetrics({}).perClass).toEqual([]);
});

it('sorts classes by any column, equal ones by name', () => {
  const row = (name: string, recall: number) => ({ name, precision: 1, recall, f1: 1, support: 1 });
  const rows = [row('b', 0.5), row('c', 0.9), row('a', 0.5)];
  expect(sortRows(rows, 'recall', false).map((one) => one.name)).toEqual(['a', 'b', 'c']);
  expect(sortRows(rows, 'recall', true).map((one) => one.name)).toEqual(['c', 'a', 'b']);
  expect(sortRows(rows, 'name', true).map((one) => one.name)).toEqual(['c', 'b', 'a']);
});

it('counts epochs of a history that has no numbers', () => {
  expect(historyPoints([{ loss: 2 }, { loss: 1, epoch: 5 }], curvePoint).map((point) => point.epoch)).toEqual([1, 5]);
});
