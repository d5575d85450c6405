/** Part 4 of the course in the browser, on drawn pictures: from features to the scored test set. */
import { rm } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { launch, signIn, visit, type Visit } from './support/browser';
import { partFour } from './support/course';
import { folderByUpload, makeProject, runAndWait, type } from './support/deeds';
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

describe('part 4 of the course', () => {
  const step = journeySteps(() => me.page);
  let key = '';

  step('starts from two folders of pictures and a network', async () => {
    const { page } = me;
    key = await makeProject(page, 'Lab');
    await folderByUpload(page, key, 'images_train', pictures.train, TRAIN);
    await folderByUpload(page, key, 'images_test', [pictures.testZip], TEST);
    await page.goto(`/projects/${key}/macros/download-pretrained-model`);
    await type(page, 'Output folder name', 'sketchnet');
    await runAndWait(page, key, 120_000);
    me.expectNoProblems();
  });

  partFour(step, () => ({
    me,
    key,
    seen: (name) => look(me.page, `lab-${name}`),
    train: 'images_train',
    test: 'images_test',
    network: 'sketchnet',
    layer: '(-2)',
    algorithms: ['Logistic regression', 'Random forest', 'Decision tree'],
    mistaken: 'Decision tree',
    atLeast: 0.7,
  }));
});
