import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { problem, renderPart, stubServer } from '@/testing/render';
import ModelPage from './ModelPage';
import type { Model } from './modelQueries';

const folder: Model['folder'] = {
  id: 'F3',
  kind: 'folder',
  name: 'resnet50_cartoon',
  origin: 'managed',
  holds: 'model',
  state: 'up_to_date',
  state_text: '',
  facts: {},
  thumbs: [],
  version: 1,
  built_at: null,
  revision: 1,
  description: '',
  tags: [],
  link: null,
  writable: false,
  written_by: 'R1',
  usages: [{ recipe_id: 'R2', recipe_name: 'classify', recipe_type: 'image-classification', role: 'model_folder', direction: 'input' }],
  files: 6,
  bytes: 94_371_840,
  pictures: 0,
  unreadable: 0,
  groups: [],
  created_by: 'ines',
  created_at: '2026-11-24T09:00:00Z',
  can_undo: false,
  undo_text: '',
};

const model: Model = {
  folder,
  architecture: 'resnet50',
  architecture_label: 'ResNet50',
  trained_on: 'images_train, 30 pictures',
  licence: 'Apache-2.0',
  input_size: [224, 224],
  minimum_size: 32,
  preprocessing: { scale: 'caffe' },
  parameters: 23_587_712,
  retrained: true,
  classes: ['ada', 'bruno'],
  layers: [
    { index: 0, name: 'conv1', class_name: 'Conv2D', output_shape: [null, 112, 112, 64], parameters: 9472, block: 'stem' },
    { index: 1, name: 'dense', class_name: 'Dense', output_shape: [null, 2], parameters: 4098, block: 'head' },
  ],
  summary: 'Model: "resnet50"',
  history: [
    { epoch: 1, loss: 1, acc: 0.5, val_loss: 1.1, val_acc: 0.4, seconds: 3 },
    { epoch: 2, loss: 0.5, acc: 0.8, val_loss: 0.7, val_acc: 0.75, seconds: 3 },
  ],
  best_epoch: 2,
  metrics: {
    val_acc: 0.75,
    val_loss: 0.7,
    best_epoch: 2,
    macro_f1: 0.74,
    per_class: [
      { class: 'ada', precision: 0.8, recall: 0.67, f1: 0.73, support: 12 },
      { class: 'bruno', precision: 0.7, recall: 0.83, f1: 0.76, support: 12 },
    ],
  },
  confusion: {
    labels: ['ada', 'bruno'],
    counts: [
      [8, 4],
      [2, 10],
    ],
    examples: {
      'ada|bruno': [
        { path: 'ada_pic_0002.jpg', probability: 0.6 },
        { path: 'ada_pic_0001.jpg', probability: 0.9 },
      ],
    },
    image_folder_id: 'F1',
  },
  training: { epochs: 2 },
  provenance: { base_model: 'resnet50_imagenet' },
};

function open(answer: unknown, at = '/projects/DEMO/models/F3') {
  stubServer({
    'GET /api/projects/DEMO': { key: 'DEMO', name: 'Cartoon characters' },
    'GET /api/projects/DEMO/classes': { colours: { ada: 0, bruno: 11 } },
    'GET /api/projects/DEMO/models/F3': answer,
  });
  return renderPart(<ModelPage />, { at, path: '/projects/$key/models/$folderId' });
}

describe('the model page', () => {
  it('shows the figures with their counts', async () => {
    open(model);
    expect(await screen.findByRole('heading', { level: 1, name: 'resnet50_cartoon' })).toBeTruthy();
    await waitFor(() => expect(document.title).toBe('resnet50_cartoon - Cartoon characters - Atelier'));
    const kpi = (label: string) => screen.getByText(label).closest('div')?.querySelector('dd')?.textContent;
    expect(kpi('Validation accuracy')).toBe('0.7500 18 of 24');
    expect(kpi('Best epoch')).toBe('2 of 2');
    expect(kpi('Weakest class')).toBe('ada recall 0.67');
    expect(kpi('Most confused')).toBe('ada, bruno 4 pictures');
  });

  it('opens the pictures behind a cell, the surest mistake first, and puts the cell in the address', async () => {
    const { router } = open(model);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'ada, predicted bruno: 4 of 12' }));
    const pictures = within(await screen.findByRole('region', { name: 'Pictures: ada, predicted bruno' }));
    expect(pictures.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
      '/projects/DEMO/folders/F1?picture=ada_pic_0001.jpg',
      '/projects/DEMO/folders/F1?picture=ada_pic_0002.jpg',
    ]);
    expect(pictures.getByText('2 shown, surest mistake first')).toBeTruthy();
    expect(router.state.location.search).toMatchObject({ label: 'ada', prediction: 'bruno' });
    await user.click(screen.getByRole('button', { name: 'Close the pictures' }));
    await waitFor(() => expect(screen.queryByRole('region', { name: /^Pictures/ })).toBeNull());
  });

  it('walks the matrix with the arrows', async () => {
    open(model);
    const first = await screen.findByRole('button', { name: 'ada, named rightly: 8 of 12' });
    first.focus();
    fireEvent.keyDown(first, { key: 'ArrowRight' });
    expect(document.activeElement?.getAttribute('aria-label')).toBe('ada, predicted bruno: 4 of 12');
    fireEvent.keyDown(document.activeElement!, { key: 'ArrowDown' });
    expect(document.activeElement?.getAttribute('aria-label')).toBe('bruno, named rightly: 10 of 12');
    fireEvent.keyDown(document.activeElement!, { key: 'ArrowDown' });
    expect(document.activeElement?.getAttribute('aria-label')).toBe('bruno, named rightly: 10 of 12');
  });

  it('gives the confusion as a table too', async () => {
    open(model);
    await userEvent.setup().click((await screen.findAllByRole('button', { name: 'As table' })).at(-1)!);
    const table = screen.getByRole('table', { name: /Mistakes by label/ });
    expect(within(table).getAllByRole('row')[1]!.textContent).toBe('adabruno433.3 %');
  });

  it('leads to each recipe that takes a network', async () => {
    open(model);
    const link = await screen.findByRole('link', { name: 'Classify pictures with it' });
    expect(link.getAttribute('href')).toBe('/projects/DEMO/flow?selected=F3&create=image-classification');
    await userEvent.setup().click(screen.getByRole('button', { name: 'More' }));
    expect((await screen.findByRole('menuitem', { name: 'Retrain it' })).getAttribute('href')).toContain('create=image-retrain');
    expect(screen.getByRole('menuitem', { name: 'Download as ZIP' }).getAttribute('href')).toBe('/api/projects/DEMO/folders/F3/zip');
  });

  it('lists layers by block and finds one by name', async () => {
    open(model, '/projects/DEMO/models/F3?tab=layers');
    const user = userEvent.setup();
    const block = await screen.findByRole('button', { name: 'stem' });
    expect(screen.queryByText('conv1')).toBeNull();
    await user.click(block);
    expect(screen.getByText('conv1').closest('tr')?.textContent).toBe('conv1Conv2D112 × 112 × 649,472');
    await user.type(screen.getByRole('textbox', { name: 'Find a layer' }), 'dens');
    expect(screen.getByText('dense')).toBeTruthy();
    expect(screen.queryByText('conv1')).toBeNull();
  });

  it('says what is missing of a network that was never measured', async () => {
    open({ ...model, history: [], metrics: {}, confusion: null, training: null, retrained: false });
    expect(await screen.findByRole('heading', { name: 'Not measured on your pictures yet' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Retrain it' }).getAttribute('href')).toContain('create=image-retrain');
  });

  it('says why it cannot be read', async () => {
    open(() => problem(422, 'The folder images_train holds no network.'));
    expect((await screen.findByRole('alert')).textContent).toContain('The folder images_train holds no network.');
  });
});
