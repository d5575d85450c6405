import { describe, expect, it } from 'vitest';
import type { EventBody, StoredEvent } from '@/api';
import { anItem, aRecipe } from '@/testing/flows';
import { DESTINATIONS, isHere, modelsOf } from './destinations';
import { staleKeys } from './ProjectScope';
import { visitAt } from './useRememberVisits';

function event(body: EventBody, jobId: number | null = 5): StoredEvent {
  return { id: 1, at: 0, job_id: jobId, activity_id: 1, body };
}

describe('staleKeys', () => {
  it('refreshes the flow and the item that changed, each once however many events say so', () => {
    const built = event({ kind: 'item', object: 'item', id: 'f1', change: 'built' });
    expect(staleKeys('DEMO', [built, built])).toEqual([
      ['project', 'DEMO', 'flow'],
      ['project', 'DEMO', 'item', 'f1'],
    ]);
  });
  it('leaves everything alone for what screens read from the stream itself', () => {
    const epoch = event({ kind: 'epoch', epoch: 1, of: 2, seconds: 1, logs: {}, best: false, ended_at: 0 });
    const log = event({ kind: 'log', level: 'INFO', source: 'job', text: 'hello' });
    expect(staleKeys('DEMO', [epoch, log])).toEqual([]);
  });
  it('refreshes the job, the lists and the running chip when a job changes', () => {
    const stale = staleKeys('DEMO', [event({ kind: 'job', state: 'DONE', name: '', error: null })]).map((key) => key.join('/'));
    expect(stale).toEqual(['running', 'project/DEMO/flow', 'project/DEMO/jobs/list', 'project/DEMO/jobs/one/5', 'project/DEMO/lab/sessions', 'project/DEMO/lab/analyses']);
  });
  it('refreshes the sessions of the Lab with each news of a model, its report once it is finished', () => {
    const model = { kind: 'model' as const, number: 1, text: '', fraction: null, trial: null, facts: {}, files: [] };
    expect(staleKeys('DEMO', [event({ ...model, state: 'RUNNING' })]).map((one) => one.join('/'))).toEqual(['project/DEMO/lab/sessions']);
    expect(staleKeys('DEMO', [event({ ...model, state: 'DONE' })]).map((one) => one.join('/'))).toEqual(['project/DEMO/lab/sessions', 'project/DEMO/lab/trained', 'project/DEMO/lab/analyses']);
  });
});

describe('places', () => {
  it('know the pages that belong to them', () => {
    const here = (pathname: string) => DESTINATIONS.filter((place) => isHere(place, pathname)).map((place) => place.label);
    expect(here('/projects/DEMO/flow')).toEqual(['Flow']);
    expect(here('/projects/DEMO/folders/f1')).toEqual(['Data']);
    expect(here('/projects/DEMO/datasets/new')).toEqual(['Data']);
    expect(here('/projects/DEMO/jobs/12')).toEqual(['Jobs']);
    expect(here('/projects/DEMO/models/f1')).toEqual([]);
  });
  it('count only built networks as models', () => {
    const net = { kind: 'folder', holds: 'model' } as const;
    expect(modelsOf([anItem('a', net), anItem('b', { ...net, state: 'not_built' }), anItem('c')]).map((item) => item.id)).toEqual(['a']);
  });
});

it('visitAt names the item or recipe a page is about', () => {
  const flow = { items: [anItem('d1', { name: 'labels', origin: 'uploaded' })], recipes: [aRecipe('r1', { name: 'classify' })] };
  expect(visitAt('/projects/DEMO/datasets/d1', flow)).toEqual({ id: 'd1', name: 'labels', kind: 'dataset', glyph: 'table-in' });
  expect(visitAt('/projects/DEMO/recipes/r1', flow)).toEqual({ id: 'r1', name: 'classify', kind: 'deep', glyph: 'classify' });
  expect(visitAt('/projects/DEMO/flow', flow)).toBeUndefined();
});
