import { describe, expect, it } from 'vitest';
import { anItem, aRole, aType } from '@/testing/flows';
import { bodyOf, missing, proposeName, startOf } from './newRecipe';

const type = aType(
  'image-retrain',
  [aRole('label_dataset', { label: 'Label dataset', holds: 'labels' }), aRole('model_folder', { label: 'Model folder', kind: 'folder', holds: 'model' })],
  [aRole('model_output', { label: 'Retrained model', kind: 'folder', holds: 'model' })],
);
const items = [anItem('d1', { name: 'labels' }), anItem('f1', { name: 'resnet50', kind: 'folder', holds: 'model' })];

describe('a new recipe', () => {
  it('names its output after the network it retrains', () => {
    expect(startOf(type, { model_folder: ['f1'] }, items).outputs.model_output?.[0]?.newName).toBe('resnet50_retrained');
  });

  it('avoids names that are taken', () => {
    const role = aRole('scored_dataset');
    expect(proposeName(role, 'images_test', new Set())).toBe('images_test_predictions');
    expect(proposeName(role, 'images_test', new Set(['images_test_predictions', 'images_test_predictions_2']))).toBe('images_test_predictions_3');
  });

  it('says what is missing, one thing at a time', () => {
    const draft = startOf(type, { label_dataset: ['d1'] }, items);
    expect(missing(type, draft, items)).toBe('Choose the model folder');
    const filled = { ...draft, inputs: { label_dataset: ['d1'], model_folder: ['f1'] } };
    expect(missing(type, filled, items)).toBeUndefined();
    expect(missing(type, { ...filled, outputs: { model_output: [{ itemId: undefined, newName: ' ' }] } }, items)).toBe('Name the retrained model');
    expect(missing(type, { ...filled, outputs: { model_output: [{ itemId: undefined, newName: 'labels' }] } }, items)).toBe(
      'There is an item named labels already: choose it as existing, or another name',
    );
  });

  it('sends new names and existing ids as the server takes them', () => {
    const draft = { inputs: { label_dataset: ['d1'], model_folder: ['f1'] }, outputs: { model_output: [{ itemId: undefined, newName: ' best ' }] } };
    expect(bodyOf(type, draft)).toEqual({ type: 'image-retrain', inputs: draft.inputs, outputs: { model_output: [{ new_name: 'best' }] } });
    expect(bodyOf(type, { ...draft, outputs: { model_output: [{ itemId: 'f9', newName: '' }] } }).outputs).toEqual({ model_output: [{ item_id: 'f9' }] });
  });

  it('leaves out what may be left out, and starts a role of several with two free names', () => {
    const join = { ...aType('join', [aRole('input', { many: true })], [aRole('output'), aRole('unmatched_left', { required: false })]) };
    const made = startOf(join, { input: ['d1'] }, items);
    expect(made.outputs).toEqual({ output: [{ itemId: undefined, newName: 'labels_joined' }], unmatched_left: [] });
    expect(bodyOf(join, made).outputs).toEqual({ output: [{ new_name: 'labels_joined' }] });
    const split = aType('split', [aRole('input')], [aRole('output', { many: true, label: 'Output datasets' })]);
    const dealt = startOf(split, { input: ['d1'] }, items);
    expect(dealt.outputs.output?.map((output) => output.newName)).toEqual(['labels_part', 'labels_part_2']);
    expect(missing(split, { ...dealt, outputs: { output: [] } }, items)).toBe('Add the output datasets');
    const twice = [{ itemId: undefined, newName: 'a' }, { itemId: undefined, newName: 'a ' }];
    expect(missing(split, { ...dealt, outputs: { output: twice } }, items)).toBe('Two outputs are named a: choose another name for one');
  });
});
