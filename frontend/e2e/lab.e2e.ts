/** The Lab in the browser: from a dataset with vectors to ranked models and the rows behind a mistake. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { itemNamed } from './support/asks';
import { launch, signIn, visit, type Visit } from './support/browser';
import { makeProject } from './support/deeds';
import { draw, type DrawnPictures } from './support/pictures';
import { look } from './support/look';
import { startServer, type TestServer } from './support/server';
import { journeySteps } from './support/steps';
import { readFile } from 'node:fs/promises';

const LENGTH = 12;

let server: TestServer;
let browser: Browser;
let me: Visit;
let folder: string;
let drawn: DrawnPictures;

/** Numbers that are the same in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** What extraction and preparation leave: the picture, its class, and a vector that tells classes apart, but not always. */
function features(pictures: readonly string[]): string {
  const next = random(7);
  const classOf = (name: string) => name.replace(/_pic_\d+\.jpg$/, '');
  const classes = [...new Set(pictures.map(classOf))];
  const centres = new Map(classes.map((name) => [name, Array.from({ length: LENGTH }, () => next() * 2 - 1)]));
  return pictures
    .map((name) => {
      const centre = centres.get(classOf(name)) ?? [];
      return JSON.stringify({ images: name, target: classOf(name), features: centre.map((value) => value + (next() + next() + next() - 1.5) * 1.6) });
    })
    .join('\n');
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'atelier-lab-'));
  drawn = await draw(120, 4, 4);
  await writeFile(path.join(folder, 'train_prepared.jsonl'), features(drawn.train.map((file) => path.basename(file))));
  server = await startServer();
  browser = await launch();
  me = await visit(browser, server);
  await signIn(me.page);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
  await rm(drawn.folder, { recursive: true, force: true });
});

describe('the Lab', () => {
  const step = journeySteps(() => me.page);
  let key = '';

  step('starts from a dataset with vectors and the pictures they were made of', async () => {
    const { page } = me;
    key = await makeProject(page, 'Lab');
    const ask = async (method: 'post' | 'put', address: string, body: { data?: unknown }) => {
      const answer = await page.request[method](`/api/projects/${key}/${address}`, body);
      expect(answer.ok(), await answer.text()).toBe(true);
      return (await answer.json()) as { id: string };
    };
    const upload = async (files: readonly string[]) => {
      const { id } = await ask('post', 'uploads', {});
      for (const file of files) await ask('put', `uploads/${id}/files/${path.basename(file)}`, { data: await readFile(file) });
      return id;
    };
    await ask('post', 'datasets', { data: { name: 'train_prepared', source: { kind: 'upload', upload_id: await upload([path.join(folder, 'train_prepared.jsonl')]) } } });
    const pictures = await ask('post', 'folders', { data: { name: 'images_train' } });
    await ask('post', `folders/${pictures.id}/uploads`, { data: { upload_id: await upload(drawn.train) } });
    me.expectNoProblems();
  });

  step('opens the Lab of the dataset and begins a prediction as an expert', async () => {
    const { page } = me;
    const { id } = await itemNamed(page, key, 'train_prepared');
    await page.goto(`/projects/${key}/datasets/${id}`);
    await page.getByRole('button', { name: 'Lab', exact: true }).click();
    const panel = page.getByRole('dialog', { name: 'Lab of train_prepared' });
    await panel.getByText('None yet.').waitFor();
    await panel.getByRole('button', { name: 'New prediction' }).click();
    const dialog = page.getByRole('dialog', { name: 'New prediction on train_prepared' });
    await expect.poll(() => dialog.getByLabel('Target', { exact: true }).and(page.locator('input')).first().inputValue()).toBe('target');
    await dialog.getByText('Expert mode').click();
    await dialog.getByText('Choose algorithms', { exact: true }).click();
    await look(page, 'lab-new-prediction');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await page.waitForURL(`**/projects/${key}/tasks/*`);
    me.expectNoProblems();
  });

  step('says why the vectors were rejected, and takes them in with one click', async () => {
    const { page } = me;
    const columns = page.getByRole('region', { name: 'Columns and their roles' });
    await columns.getByText('This feature was rejected because it looks like a unique identifier.').waitFor();
    await page.getByText('No column has the role Input').first().waitFor();
    await columns.getByRole('button', { name: 'features', exact: true }).click();
    const side = page.getByRole('complementary', { name: 'Handling of features' });
    await side.getByText('This feature was rejected because it looks like a unique identifier.').waitFor();
    await look(page, 'lab-rejected');
    await side.getByRole('button', { name: 'Use as vector' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(await columns.getByLabel('Type of features').and(page.locator('input')).first().inputValue()).toBe('Vector');
    await page.getByRole('button', { name: 'Target', exact: true }).click();
    await page.getByLabel('Folder', { exact: true }).and(page.locator('input')).first().click();
    await page.getByRole('option', { name: 'images_train' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await look(page, 'lab-target');
    for (const section of ['Train and test', 'Metric', 'Generation', 'Reduction', 'Algorithms', 'Hyper-parameters', 'Weighting', 'Calibration', 'Own estimators', 'Diagnostics']) {
      await page.getByRole('navigation', { name: 'Sections of the design' }).getByRole('button', { name: section }).click();
      await page.getByRole('heading', { name: section, level: 2 }).waitFor();
    }
    await page.getByRole('button', { name: 'Algorithms' }).click();
    await look(page, 'lab-algorithms');
    me.expectNoProblems();
  });

  step('trains, and ranks what is finished', async () => {
    const { page } = me;
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Train session 1' });
    await dialog.getByLabel('Session name').fill('as vectors');
    await dialog.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByRole('heading', { name: 'Session 1, as vectors' }).waitFor();
    const models = page.getByRole('list', { name: 'Models, best first' });
    await models.getByText('best', { exact: true }).waitFor({ timeout: 120_000 });
    await expect.poll(() => page.getByRole('button', { name: 'Stop and keep finished' }).count(), { timeout: 180_000 }).toBe(0);
    expect(await models.getByRole('listitem').count()).toBeGreaterThan(1);
    me.expectNoProblems();
  });

  step('shows the pictures behind a mistake, the surest first', async () => {
    const { page } = me;
    const wrong = page.getByRole('grid', { name: /^Confusion/ }).getByRole('button', { name: /, predicted .*: [1-9]/ });
    await wrong.first().click();
    const behind = page.getByRole('region', { name: /^Pictures: .*, predicted / });
    await behind.getByText('surest mistake first').waitFor();
    await behind.getByRole('link').first().waitFor();
    const sureness = (await behind.locator('b').allInnerTexts()).map(Number);
    expect(sureness).toEqual([...sureness].sort((a, b) => b - a));
    await look(page, 'lab-results');
    expect(page.url()).toMatch(/label=.*prediction=/);
    for (const tab of ['Curves', 'Features', 'Errors', 'Settings']) {
      await page.getByRole('tab', { name: tab }).click();
      await look(page, `lab-${tab.toLowerCase()}`);
    }
    me.expectNoProblems();
  });
});
