import { expect, it } from 'vitest';
import { anItem, aRecipe, aRole, aType } from '@/testing/flows';
import { withExpectations } from './expectations';

const types = [
  aType('image-classification', [aRole('in0', { kind: 'folder', holds: 'pictures' }), aRole('in1', { kind: 'folder', holds: 'model' })], [aRole('out0')]),
  aType('image-retrain', [], [aRole('out0', { kind: 'folder', holds: 'model' })]),
];
const empty = { holds: 'files', kind: 'folder', state: 'not_built', built_at: null, version: 0, facts: { files: 0 } } as const;

it('gives empty folders what their recipes write or read in them', () => {
  const flow = {
    items: [anItem('pics', empty), anItem('net', empty), anItem('out', { state: 'not_built', built_at: null, version: 0 })],
    recipes: [aRecipe('classify', { inputs: ['pics', 'net'], outputs: ['out'] }), aRecipe('retrain', { type: 'image-retrain', outputs: ['net'] })],
  };
  expect(withExpectations(flow, types).items.map((item) => item.holds)).toEqual(['pictures', 'model', 'table']);
});

it('leaves what is built, or filled by hand, as it is', () => {
  const flow = {
    items: [anItem('pics', { ...empty, facts: { files: 3 } }), anItem('net', { holds: 'files', kind: 'folder' })],
    recipes: [aRecipe('classify', { inputs: ['pics', 'net'] })],
  };
  expect(withExpectations(flow, types).items.map((item) => item.holds)).toEqual(['files', 'files']);
});

it('knows the dataset of a classification by its role', () => {
  const classify = { ...aRecipe('classify'), outputs: [{ role: 'scored_dataset', item_id: 'out' }] };
  const flow = { items: [anItem('out', { state: 'not_built', built_at: null, version: 0 })], recipes: [classify] };
  expect(withExpectations(flow, types).items[0]?.holds).toBe('predictions');
});
