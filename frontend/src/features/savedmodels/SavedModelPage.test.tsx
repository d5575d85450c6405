import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { problem, renderPart, stubServer } from '@/testing/render';
import type { ModelVersion, SavedModel } from './queries';
import SavedModelPage from './SavedModelPage';

function aVersion(version: number, change: Partial<ModelVersion> = {}): ModelVersion {
  return {
    version,
    is_active: false,
    is_retrained: false,
    created_at: '2026-11-24T09:00:00Z',
    created_by: 'ines',
    reason: 'deployed',
    algorithm: 'LOGISTIC_REGRESSION',
    label: 'Logistic regression',
    values: { C: 1 },
    values_text: 'C 1, L2',
    metrics: { accuracy: 0.5 + version / 10, logLoss: 0.4 },
    ranked_by: { type: 'ACCURACY', name: 'accuracy', label: 'Accuracy', greater_is_better: true },
    prediction_type: 'MULTICLASS',
    target: 'target',
    class_names: ['ada', 'bruno'],
    seconds: 4,
    bytes: 4000,
    origin: 'A-X-1-2-s1-pp1-m1',
    trained_id: 7,
    dataset: { id: 'D1', name: 'train_prepared', version: 1, rows: 400 },
    ...change,
  };
}

const model: SavedModel = {
  id: 'M1',
  kind: 'model',
  name: 'clothes',
  origin: 'managed',
  holds: 'saved_model',
  state: 'up_to_date',
  state_text: '',
  facts: {},
  thumbs: [],
  version: 2,
  built_at: null,
  revision: 1,
  description: '',
  tags: [],
  written_by: 'R1',
  usages: [{ recipe_id: 'R2', recipe_name: 'score_test', recipe_type: 'prediction-scoring', role: 'model', direction: 'input' }],
  created_by: 'ines',
  created_at: '2026-11-24T09:00:00Z',
  versions: [aVersion(3, { is_retrained: true }), aVersion(2, { is_active: true }), aVersion(1)],
  deleted_versions: [],
  activations: [{ version: 2, at: '2026-11-24T09:00:00Z', by: 'ines' }],
  analysis_id: null,
  task_id: null,
  picture_folder: '',
};

const address = '/api/projects/X/saved-models/M1';

function open() {
  return renderPart(<SavedModelPage />, { at: '/projects/X/saved-models/M1', path: '/projects/$key/saved-models/$id' });
}

describe('a saved model', () => {
  it('shows its versions with the active one marked, and rolls back to an earlier one', async () => {
    const calls = stubServer({ [`GET ${address}`]: model, [`POST ${address}/activate`]: { ...model, version: 1 } });
    open();
    const table = within(await screen.findByRole('region', { name: 'Versions' }));
    expect(table.getByText('active')).toBeVisible();
    expect(table.getByRole('button', { name: 'Make active' })).toBeVisible();
    await userEvent.click(table.getByRole('button', { name: 'Roll back to it' }));
    expect(await screen.findByText('Version 1 is active: what reads clothes is out of date')).toBeVisible();
    expect(calls.filter((call) => call.method === 'POST').map((call) => call.body)).toEqual([{ version: 1 }]);
  });

  it('says what went wrong and offers to try again', async () => {
    stubServer({ [`GET ${address}`]: problem(404, 'There is no saved model “M1” in this project. It may have been deleted: look in the trash.') });
    open();
    expect(await screen.findByText(/There is no saved model “M1”/)).toBeVisible();
  });
});
