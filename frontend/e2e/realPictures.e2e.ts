/** The course on real photographs, by hand: read them from a root, adopt a network cut from MobileNet, retrain it, score with it; then take its features into the Lab. */
import type { Browser } from 'playwright-core';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { itemNamed, namedRightly } from './support/asks';
import { choose, launch, signIn, visit, type Visit } from './support/browser';
import { partFour } from './support/course';
import { datasetFromRoot, folderByUpload, folderFromRoot, makeProject, makeRecipe, pick, runAndWait, type } from './support/deeds';
import { look, screenshot } from './support/look';
import { startServer, type TestServer } from './support/server';
import { journeySteps } from './support/steps';

const DATA = process.env.ATELIER_REAL_DATA;

describe.skipIf(DATA === undefined)('real photographs', () => {
  const data = DATA ?? '';
  const step = journeySteps(() => me.page);
  let server: TestServer;
  let browser: Browser;
  let me: Visit;
  let key = '';

  beforeAll(async () => {
    server = await startServer({ ATELIER_ALLOWED_ROOTS: data });
    browser = await launch();
    me = await visit(browser, server);
    await signIn(me.page);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  step('are read where they lie, below an allowed root', async () => {
    const { page } = me;
    key = await makeProject(page, 'Fashion photographs');
    await look(page, 'flow-empty');
    await folderFromRoot(page, key, 'images_train', 'images_train', 400);
    await folderFromRoot(page, key, 'images_test', 'images_test', 120);
    await look(page, 'folder-linked');
    await datasetFromRoot(page, key, 'labels', 'labels_train.csv');
    me.expectNoProblems();
  });

  step('are learnt by a network that is uploaded and adopted', async () => {
    const { page } = me;
    await folderByUpload(page, key, 'trunk', [path.join(data, 'mobilenet_imagenet_trunk.keras')], 1);
    await page.goto(`/projects/${key}/macros/adopt-model`);
    await pick(page, 'Folder with the network', 'trunk');
    await type(page, 'Output folder name', 'mobilenet');
    await look(page, 'macro-adopt');
    await runAndWait(page, key, 120_000);
    me.expectNoProblems();
  });

  step('are told apart in at least 74 of 100 cases after retraining with the values of the course', async () => {
    const { page } = me;
    await makeRecipe(page, key, {
      label: 'Retraining image classification model',
      inputs: { 'Label dataset': 'labels', 'Image folder': 'images_train', 'Model folder': 'mobilenet' },
      outputs: { 'Model folder': 'mobilenet_retrained' },
    });
    await pick(page, 'Image filename column', 'path');
    await pick(page, 'Label column', 'target');
    await type(page, 'Train ratio', '0.8');
    await type(page, 'Random Seed', '1337');
    await choose(page, 'Layer(s) to retrain', 'Last layer');
    await choose(page, 'Optimizer', 'Adam');
    await type(page, 'Learning rate', '0.01');
    await type(page, 'Batch size', '64');
    await type(page, 'Number of epochs', '30');
    await look(page, 'recipe-retrain');
    await runAndWait(page, key, 420_000);
    await look(page, 'job-real');

    await makeRecipe(page, key, {
      label: 'Image classification',
      inputs: { 'Image folder': 'images_test', 'Model folder': 'mobilenet_retrained' },
      outputs: { 'Scored dataset': 'scored' },
    });
    await runAndWait(page, key, 240_000);
    const accuracy = await namedRightly(page, key, (await itemNamed(page, key, 'scored')).id);
    console.log(`Of the test photographs ${(100 * accuracy).toFixed(1)} % are named rightly.`);
    expect(accuracy).toBeGreaterThanOrEqual(0.74);
    me.expectNoProblems();
  });

  partFour(step, () => ({
    me,
    key,
    seen: (name) => screenshot(me.page, `real-${name}`),
    train: 'images_train',
    test: 'images_test',
    network: 'mobilenet',
    layer: '(-1)',
    algorithms: ['Logistic regression', 'K nearest neighbours'],
    mistaken: 'Logistic regression',
    atLeast: 0.77,
  }));
});
