/** The course by hand: pictures sent as files and as a ZIP, labels as a CSV, the built-in network, recipes with the deck's values typed in. */
import { rm } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { itemNamed, namedRightly } from './support/asks';
import { choose, launch, signIn, visit, type Visit } from './support/browser';
import { datasetByUpload, folderByUpload, makeProject, makeRecipe, pick, runAndWait, type, valueOf } from './support/deeds';
import { look } from './support/look';
import { draw, type DrawnPictures } from './support/pictures';
import { startServer, type TestServer } from './support/server';
import { journeySteps } from './support/steps';

const TRAIN = 120;
const TEST = 36;
const CHARACTERS = 6;

let server: TestServer;
let browser: Browser;
let me: Visit;
let pictures: DrawnPictures;

beforeAll(async () => {
  pictures = await draw(TRAIN, TEST, CHARACTERS);
  server = await startServer();
  browser = await launch();
  me = await visit(browser, server);
  await signIn(me.page);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await rm(pictures.folder, { recursive: true, force: true });
});

describe('a project by hand', () => {
  const step = journeySteps(() => me.page);
  let key = '';

  step('takes pictures as files and as a ZIP', async () => {
    const { page } = me;
    key = await makeProject(page, 'My characters');
    expect(key).toBe('MY_CHARACTERS');
    await folderByUpload(page, key, 'images_train', pictures.train, TRAIN);
    await page.getByText(`${TRAIN} of ${TRAIN}`).waitFor();
    await look(page, 'folder');
    await folderByUpload(page, key, 'images_test', [pictures.testZip], TEST);
    me.expectNoProblems();
  });

  step('takes labels as a CSV, shown as they will be read', async () => {
    const { page } = me;
    await datasetByUpload(page, key, 'labels', pictures.labels);
    await page.getByText(`${TRAIN} rows`).first().waitFor();
    await look(page, 'dataset');
    me.expectNoProblems();
  });

  step('fetches the built-in network without a connection', async () => {
    const { page } = me;
    await page.goto(`/projects/${key}/macros`);
    await look(page, 'macros');
    await page.getByRole('link', { name: /Download pre-trained model/ }).first().click();
    await type(page, 'Output folder name', 'sketchnet');
    await look(page, 'macro-download');
    await runAndWait(page, key, 120_000);
    expect((await itemNamed(page, key, 'sketchnet')).holds).toBe('model');
    me.expectNoProblems();
  });

  step('classifies with the values of the course', async () => {
    const { page } = me;
    await makeRecipe(page, key, {
      label: 'Image classification',
      inputs: { 'Image folder': 'images_test', 'Model folder': 'sketchnet' },
      outputs: { 'Scored dataset': 'scored' },
    });
    await type(page, 'Max number of class labels', '5');
    await type(page, 'Min probability threshold', '0.1');
    await look(page, 'recipe-classify');
    await runAndWait(page, key, 180_000);
    expect(await namedRightly(page, key, (await itemNamed(page, key, 'scored')).id)).toBe(0);
    me.expectNoProblems();
  });

  step('takes the values of the course for retraining, and keeps them', async () => {
    const { page } = me;
    await makeRecipe(page, key, {
      label: 'Retraining image classification model',
      inputs: { 'Label dataset': 'labels', 'Image folder': 'images_train', 'Model folder': 'sketchnet' },
      outputs: { 'Model folder': 'sketchnet_retrained' },
    });
    await pick(page, 'Image filename column', 'path');
    await pick(page, 'Label column', 'target');
    await choose(page, 'Layer(s) to retrain', 'N last layers');
    await type(page, 'Number of layers', '5');
    await type(page, 'Learning rate', '0.001');
    await type(page, 'Batch size', '64');
    await type(page, 'Number of epochs', '30');
    await choose(page, 'Steps per epoch', 'Fixed');
    await type(page, 'Steps per epoch', '60');
    await choose(page, 'Number of validation steps', 'Fixed');
    await type(page, 'Number of validation steps', '20');
    await page.getByRole('button', { name: /^Save\b/ }).click();
    await page.getByRole('button', { name: /^Saved/ }).waitFor();
    await page.reload();
    for (const [label, value] of [
      ['Number of layers', '5'],
      ['Learning rate', '0.001'],
      ['Batch size', '64'],
      ['Number of epochs', '30'],
      ['Steps per epoch', '60'],
      ['Number of validation steps', '20'],
    ] as const) {
      expect(await valueOf(page, label), label).toBe(value);
    }
    await page.getByRole('button', { name: 'Show Model Summary' }).click();
    await page.getByRole('dialog').getByRole('tab', { name: 'Layers' }).waitFor();
    await look(page, 'model-summary');
    await page.keyboard.press('Escape');
    me.expectNoProblems();
  });

  step('retrains with full passes over the pictures, and knows them better', async () => {
    const { page } = me;
    await choose(page, 'Layer(s) to retrain', 'Last layer');
    await choose(page, 'Steps per epoch', 'Auto');
    await choose(page, 'Number of validation steps', 'Auto');
    await type(page, 'Learning rate', '0.01');
    await type(page, 'Batch size', '32');
    await runAndWait(page, key, 300_000);
    await makeRecipe(page, key, {
      label: 'Image classification',
      inputs: { 'Image folder': 'images_test', 'Model folder': 'sketchnet_retrained' },
      outputs: { 'Scored dataset': 'rescored' },
    });
    await runAndWait(page, key, 180_000);
    const accuracy = await namedRightly(page, key, (await itemNamed(page, key, 'rescored')).id);
    console.log(`Of the drawn test pictures ${(100 * accuracy).toFixed(1)} % are named rightly.`);
    expect(accuracy).toBeGreaterThanOrEqual(0.7);
    me.expectNoProblems();
  });
});
