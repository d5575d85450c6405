import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anItem, aRecipe } from '@/testing/flows';
import { cardState } from './cardState';
import { miniLayout } from './miniLayout';
import { keyProblem, proposeKey } from './projectKey';
import { nextStep, tutorialSteps } from './tutorial';

describe('proposeKey', () => {
  it.each([
    ['Cartoon characters', 'CARTOON_CHARACTERS'],
    ['  Été à  Zürich! ', 'ETE_A_ZURICH'],
    ['7 classes', 'P_7_CLASSES'],
    ['Straße', 'STRASSE'],
    ['🙂', ''],
  ])('of %j is %j', (name, key) => {
    expect(proposeKey(name)).toBe(key);
  });

  it('is empty or a key the server takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => {
        const key = proposeKey(name);
        expect(key === '' || keyProblem(key) === undefined).toBe(true);
      }),
    );
  });

  it('is its own proposal', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (name) => {
        const key = proposeKey(name);
        expect(proposeKey(key)).toBe(key);
      }),
    );
  });
});

describe('keyProblem', () => {
  it('names the cause and the way out', () => {
    expect(keyProblem('')).toBe('A project needs a key.');
    expect(keyProblem('a b')).toContain('begins with a capital letter');
    expect(keyProblem('DEMO', ['DEMO'])).toBe('There is a project with the key DEMO already. Choose another key.');
    expect(keyProblem('X'.repeat(65))).toBe('A key has at most 64 letters.');
  });
});

describe('cardState', () => {
  it('shows the loudest state', () => {
    expect(cardState({ running: [], state_counts: { failed: 1, out_of_date: 3, up_to_date: 4 } })).toEqual({ state: 'failed', word: '1 failed' });
    expect(cardState({ running: [], state_counts: { out_of_date: 3, up_to_date: 4 } }).word).toBe('3 out of date');
    expect(cardState({ running: [], state_counts: { up_to_date: 4 } }).word).toBe('up to date');
    expect(cardState({ running: [], state_counts: {} }).word).toBe('empty');
  });
});

describe('miniLayout', () => {
  it('puts every node after what it needs and none on another', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(), { maxLength: 3 }), { maxLength: 16 }), (links) => {
        const nodes = links.map((needs, index) => ({
          id: `n${index}`,
          kind: 'dataset' as const,
          family: 'dataset',
          state: 'up_to_date' as const,
          needs: index === 0 ? [] : [...new Set(needs.map((need) => `n${need % index}`))],
        }));
        const layout = miniLayout(nodes);
        const at = new Map(layout.places.map((place) => [place.node.id, place]));
        for (const node of nodes) for (const need of node.needs) expect(at.get(need)!.x).toBeLessThan(at.get(node.id)!.x);
        const spots = layout.places.map((place) => `${place.x}/${place.y.toFixed(3)}`);
        expect(new Set(spots).size).toBe(spots.length);
      }),
    );
  });
});

describe('the tutorial', () => {
  const built = {
    items: [
      anItem('pics', { kind: 'folder', holds: 'pictures' }),
      anItem('labels'),
      anItem('net', { kind: 'folder', holds: 'model' }),
      anItem('guess', { holds: 'predictions' }),
      anItem('better', { kind: 'folder', holds: 'model', state: 'not_built', built_at: null }),
      anItem('final', { holds: 'predictions', state: 'not_built', built_at: null }),
    ],
    recipes: [
      aRecipe('classify', { inputs: ['pics', 'net'], outputs: ['guess'] }),
      aRecipe('retrain', { type: 'image-retrain', inputs: ['labels', 'pics', 'net'], outputs: ['better'] }),
      aRecipe('again', { inputs: ['pics', 'better'], outputs: ['final'] }),
    ],
  };
  it('reads its progress off the flow', () => {
    const steps = tutorialSteps(built);
    expect(steps.map((step) => step.isDone)).toEqual([true, true, true, true, false, false]);
    expect(nextStep(steps)).toMatchObject({ number: 5, step: { name: 'Retrain the network', nodeId: 'retrain' } });
  });
  it('has nothing done before there is a flow', () => {
    expect(nextStep(tutorialSteps(undefined))?.number).toBe(1);
  });
});
