import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '@/api';
import { conflictOf } from './conflict';
import { coverage, trainedOf, trainingCount, trunkOf, type Layer } from './trained';

const layer = (index: number, class_name: string, parameters: number, block: string): Layer => ({ index, name: `l${String(index)}`, class_name, output_shape: [7, 7, 8], parameters, block });
const net: Layer[] = [
  layer(0, 'InputLayer', 0, ''),
  layer(1, 'Conv2D', 100, 'stem'),
  layer(2, 'Conv2D', 200, 'block1'),
  layer(3, 'BatchNormalization', 20, 'block1'),
  layer(4, 'Conv2D', 400, 'block2'),
  layer(5, 'GlobalAveragePooling2D', 0, 'pool'),
  layer(6, 'Dense', 1000, 'top'),
];

describe('what is trained', () => {
  it('is the new last layer only, by default', () => {
    expect(trainedOf(net, 'last', 2)).toMatchObject({ trainedLayers: 1, firstTrained: undefined, totalParameters: 720 });
  });
  it('counts layers that have weights, the new one among them', () => {
    const two = trainedOf(net, 'n_last', 3);
    expect(two).toMatchObject({ trainedLayers: 3, firstTrained: 'l3' });
    expect(two.blocks.filter((block) => block.isTrained).map((block) => block.name)).toEqual(['block1', 'block2']);
  });
  it('is everything when all is asked for', () => {
    expect(trainedOf(net, 'all', 2).trainedLayers).toBe(5);
  });
  it('never loses a layer or a weight, whatever is typed', () => {
    fc.assert(
      fc.property(fc.constantFrom('last', 'n_last', 'all', 'nonsense'), fc.oneof(fc.integer(), fc.string()), (mode, count) => {
        const found = trainedOf(net, mode, count);
        expect(found.blocks.reduce((sum, block) => sum + block.layers, 0)).toBe(trunkOf(net).length);
        expect(found.blocks.reduce((sum, block) => sum + block.parameters, 0)).toBe(found.totalParameters);
      }),
    );
  });
  it('keeps a network that has no classifier whole', () => {
    expect(trunkOf(net.slice(0, 6))).toHaveLength(6);
  });
});

describe('coverage of an epoch', () => {
  it('is the sum of the course', () => {
    expect(coverage({ training: 5600, batch: 64, copies: 1, steps: 'auto' })).toMatchObject({ share: 1, steps: 88, isFullPass: true });
    expect(coverage({ training: 5600, batch: 64, copies: 1, steps: 60 })).toMatchObject({ seen: 3840, sum: '64 × 60 = 3,840', isFullPass: false });
  });
  it('knows that copies share a batch', () => {
    expect(coverage({ training: 100, batch: 10, copies: 2, steps: 10 })?.share).toBe(0.5);
  });
  it('is always between nothing and everything', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e5 }), fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 1e6 }), (training, batch, copies, steps) => {
        const found = coverage({ training, batch, copies, steps });
        expect(found?.share).toBeGreaterThan(0);
        expect(found?.share).toBeLessThanOrEqual(1);
        expect(found?.isFullPass).toBe(found?.share === 1);
      }),
    );
  });
  it('reads the number that the server says', () => {
    expect(trainingCount('5,600 pictures to train, 1,400 to validate.')).toBe(5600);
    expect(trainingCount(undefined)).toBeUndefined();
  });
});

describe('a save that came too late', () => {
  it('carries both sides', () => {
    const error = new ApiError(409, { message: 'Tom saved', details: { mine: {}, theirs: { epochs: 20 }, revision: 4, saved_by: 'Tom' } });
    expect(conflictOf(error)).toMatchObject({ revision: 4, savedBy: 'Tom', theirs: { epochs: 20 } });
  });
  it('is not any other refusal', () => {
    expect(conflictOf(new ApiError(409, { message: 'running' }))).toBeUndefined();
    expect(conflictOf(new ApiError(422, { details: { theirs: {}, revision: 1 } }))).toBeUndefined();
  });
});
