/** Part 4 of the course in the browser, on drawn pictures: from features to the scored test set. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { jobDone } from './support/asks';
import { launch, signIn, visit, type Visit } from './support/browser';
import { partFour } from './support/course';
import { makeProject } from './support/deeds';
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
  server = await startServer({ ATELIER_ALLOWED_ROOTS: pictures.folder });
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
    const root = path.basename(pictures.folder);
    // Other journeys make folders and networks by hand.
    const ask = async (address: string, data: unknown) => {
      const answer = await page.request.post(`/api/projects/${key}/${address}`, { data });
      expect(answer.ok(), await answer.text()).toBe(true);
      return (await answer.json()) as { id: number };
    };
    for (const name of ['images_train', 'images_test']) await ask('folders', { name, link: { root, path: name } });
    const job = await ask('macros/download-pretrained-model/run', { params: { output_name: 'sketchnet', network: 'sketchnet_drawn' } });
    await jobDone(page, key, job.id, 120_000);
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
