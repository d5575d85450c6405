/** The course's preparation in the browser: split, rename, delete; the same on the test table, which warns; the step that handles both; what was measured. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { itemNamed } from './support/asks';
import { launch, signIn, visit, type Visit } from './support/browser';
import { datasetByUpload, makeProject, makeRecipe, pick, runAndWait } from './support/deeds';
import { look } from './support/look';
import { addStep, chooseColumn, headers } from './support/prepare';
import { startServer, type TestServer } from './support/server';
import { journeySteps } from './support/steps';

const CLASSES = ['ada_marsh', 'bo_cobble', 'hilde_frost', 'juno_vale'];

let server: TestServer;
let browser: Browser;
let me: Visit;
let folder: string;

/** A table of scores: three of four named rightly. */
function scores(nameOf: (label: string, number: number) => string): string {
  const rows = CLASSES.flatMap((label, at) =>
    [0, 1, 2, 3].map((number) => `${nameOf(label, number)},${number === 3 ? (CLASSES[(at + 1) % CLASSES.length] ?? '') : label},0`),
  );
  return `images,top_class,error\n${rows.join('\n')}\n`;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'atelier-tables-'));
  await writeFile(path.join(folder, 'train.csv'), scores((label, number) => `${label}_pic_000${number}.jpg`));
  await writeFile(path.join(folder, 'test.csv'), scores((label, number) => `${label}_${number}.jpg`));
  server = await startServer();
  browser = await launch();
  me = await visit(browser, server);
  await signIn(me.page);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('tables', () => {
  const step = journeySteps(() => me.page);
  let key = '';

  step('starts from two tables of scores', async () => {
    const { page } = me;
    key = await makeProject(page, 'Tables');
    await datasetByUpload(page, key, 'train_scores', path.join(folder, 'train.csv'));
    await datasetByUpload(page, key, 'test_scores', path.join(folder, 'test.csv'));
    await page.getByText('16 rows').first().waitFor();
    await look(page, 'explore-table');
    me.expectNoProblems();
  });

  step('prepares the training table as the course does, seeing each step at once', async () => {
    const { page } = me;
    await makeRecipe(page, key, { label: 'Prepare', inputs: { 'Input dataset': 'train_scores' }, outputs: { 'Output dataset': 'train_prepared' } });
    await page.getByText('No steps yet').waitFor();
    const split = await addStep(page, 'Split column');
    await chooseColumn(page, split, 'images');
    await split.getByLabel('Delimiter', { exact: true }).fill('_pic_');
    await split.getByLabel('Output prefix', { exact: true }).fill('images_');
    await page.getByText('“_pic_” occurs in 16 of 16 rows').waitFor();
    await expect.poll(() => headers(page)).toContain('images_1');
    await look(page, 'prepare');
    await page.keyboard.press('Control+s');
    await page.getByRole('button', { name: /^Saved/ }).waitFor();
    await runAndWait(page, key, 60_000);
    expect((await itemNamed(page, key, 'train_prepared')).facts.rows).toBe(16);
    me.expectNoProblems();
  });

  step('warns that the delimiter occurs in no row of the test table, and extracts with a pattern instead', async () => {
    const { page } = me;
    await page.goto(`/projects/${key}/recipes`);
    await page.getByText('prepare_train_scores').first().click();
    await page.getByRole('button', { name: 'More for the script' }).click();
    await page.getByRole('menuitem', { name: /Apply .*another dataset/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Apply this preparation to another dataset' });
    await dialog.getByLabel('Dataset', { exact: true }).and(page.locator('input')).click();
    await page.getByRole('option', { name: /test_scores/ }).click();
    await dialog.getByRole('button', { name: 'Make the recipe' }).click();
    await page.getByText('“_pic_” occurs in 0 of 16 rows').waitFor();
    await look(page, 'prepare-warning');
    const extract = await addStep(page, 'Extract with regular expression');
    await chooseColumn(page, extract, 'images');
    await extract.getByLabel('Pattern', { exact: true }).fill('^(.*?)_(?:pic_)?\\d+\\.jpg$');
    await expect.poll(async () => (await page.getByRole('region', { name: 'Preview' }).innerText()).split('hilde_frost').length).toBeGreaterThan(4);
    me.expectNoProblems();
  });

  step('explores by filter and analysis, and tells it in the address', async () => {
    const { page } = me;
    const { id } = await itemNamed(page, key, 'train_prepared');
    await page.goto(`/projects/${key}/datasets/${id}`);
    await page.getByRole('columnheader', { name: /images_0/ }).waitFor();
    await page.getByRole('button', { name: 'Menu of top_class' }).first().click();
    await page.getByRole('menuitem', { name: 'Analyze' }).click();
    await page.getByText('ada_marsh').first().waitFor();
    await look(page, 'explore-analysis');
    me.expectNoProblems();
  });

  step('draws a chart that is suggested, by keyboard and as a table', async () => {
    const { page } = me;
    const { id } = await itemNamed(page, key, 'train_prepared');
    await page.goto(`/projects/${key}/datasets/${id}?tab=charts`);
    const suggested = page.getByRole('button', { name: /^Rows by / }).first();
    await suggested.waitFor();
    await look(page, 'charts-suggested');
    await suggested.click();
    const chart = page.getByRole('application', { name: /^Rows by .* Arrow keys go from mark to mark/ });
    await chart.focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText(/: Rows: 4|, Rows: 4/).first().waitFor({ state: 'attached' });
    await page.getByRole('status').filter({ hasText: /^saved$/ }).waitFor();
    await look(page, 'charts');
    await page.getByRole('button', { name: 'As table' }).click();
    await page.getByRole('cell', { name: 'ada_marsh' }).waitFor();
    me.expectNoProblems();
  });

  step('measures how often a column agrees with another', async () => {
    const { page } = me;
    const { id } = await itemNamed(page, key, 'train_prepared');
    await page.goto(`/projects/${key}/datasets/${id}?tab=status`);
    await page.getByRole('button', { name: 'Add a probe' }).click();
    await page.getByRole('button', { name: /^Accuracy of predictions/ }).click();
    await pick(page, 'Predictions', 'top_class');
    await pick(page, 'Labels', 'images_0');
    await page.getByRole('button', { name: 'Save and measure' }).click();
    const card = page.getByRole('region', { name: 'Accuracy' });
    await card.getByText('12 of 16').waitFor();
    await card.getByText('75 %').first().waitFor();
    await look(page, 'status-accuracy');
    me.expectNoProblems();
  });
});
