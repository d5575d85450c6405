import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowItem } from '@/api';
import { anItem, aRole, aType } from '@/testing/flows';
import { offersFor, fits } from './offers';
import { offerWords } from './Offers';

const pictures = aRole('image_folder', { kind: 'folder', holds: 'pictures' });
const network = aRole('model_folder', { kind: 'folder', holds: 'model' });
const labels = aRole('label_dataset', { holds: 'labels' });
const classify = aType('classify', [pictures, network]);
const retrain = aType('retrain', [labels, pictures, network]);

const folder = anItem('images', { kind: 'folder', holds: 'pictures' });
const net = anItem('net', { kind: 'folder', holds: 'model' });
const table = anItem('labels');
const predictions = anItem('predictions', { holds: 'predictions' });

describe('offersFor', () => {
  it('offers everything when nothing is selected', () => {
    expect(offersFor([classify, retrain], []).map((offer) => offer.reason)).toEqual([undefined, undefined]);
  });

  it('gives the selected items their roles and says what is still needed', () => {
    const [first] = offersFor([classify], [folder]);
    expect(first?.taken).toEqual({ image_folder: ['images'] });
    expect(first?.open.map((role) => role.name)).toEqual(['model_folder']);
    expect(offerWords(first!, [folder])).toBe('as image folder; also needs a model folder');
  });

  it('is complete when a folder and a network are selected together', () => {
    const [first] = offersFor([classify], [net, folder]);
    expect(first?.taken).toEqual({ image_folder: ['images'], model_folder: ['net'] });
    expect(first?.open).toEqual([]);
  });

  it('refuses with the reason, and lists what can be used first', () => {
    const offers = offersFor([classify, retrain], [table]);
    expect(offers.map((offer) => offer.type.type)).toEqual(['retrain', 'classify']);
    expect(offers[1]?.reason).toBe('needs an image folder and a model folder, not a dataset');
  });

  it('does not take predictions for labels', () => {
    expect(offersFor([retrain], [predictions])[0]?.reason).toBe('needs a label dataset, an image folder and a model folder, not predictions');
  });

  it('says so when two items would need the same place', () => {
    const other = anItem('more', { kind: 'folder', holds: 'pictures' });
    expect(offersFor([classify], [folder, other])[0]?.reason).toContain('would need the same place');
    expect(offersFor([classify], [folder, other, net])[0]?.reason).toBe('reads 2 items at most');
  });

  it('lets a role for many take several', () => {
    const stack = aType('stack', [aRole('inputs', { many: true })]);
    const [first] = offersFor([stack], [table, predictions]);
    expect(first?.taken).toEqual({ inputs: ['labels', 'predictions'] });
  });

  it('takes an empty folder for pictures, because they can come later', () => {
    expect(fits(pictures, anItem('new', { kind: 'folder', holds: 'files', facts: { files: 0 } }))).toBe(true);
    expect(fits(pictures, anItem('zips', { kind: 'folder', holds: 'files', facts: { files: 3 } }))).toBe(false);
  });

  it('either gives every selected item a fitting role, each once, or a reason', () => {
    const item = fc.constantFrom<FlowItem>(folder, net, table, predictions);
    fc.assert(
      fc.property(fc.uniqueArray(item, { maxLength: 4 }), (selected) => {
        for (const offer of offersFor([classify, retrain], selected)) {
          const taken = Object.entries(offer.taken).flatMap(([role, ids]) => ids.map((id) => ({ role, id })));
          if (offer.reason !== undefined) continue;
          expect(taken.map(({ id }) => id).sort()).toEqual(selected.map(({ id }) => id).sort());
          for (const { role, id } of taken) {
            expect(fits(offer.type.inputs.find((one) => one.name === role)!, selected.find((one) => one.id === id)!)).toBe(true);
          }
        }
      }),
    );
  });
});
