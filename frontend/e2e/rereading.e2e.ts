/** A table below a shared root: read again after its file changed, with a meaning that was chosen by hand; measured in the background; a notebook on it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { itemNamed } from './support/asks';
import { launch, signIn, visit, type Visit } from './support/browser';
import { datasetFromRoot, makeProject } from './support/deeds';
import { look } from './support/look';
import { startServer, type TestServer } from './support/server';
import { journeySteps } from './support/steps';

let server: TestServer;
let browser: Browser;
let me: Visit;
let folder: string;

/** Orders with amounts and web addresses. */
function orders(rows: number): string {
  const lines = Array.from({ length: rows }, (_, at) => `${at + 1},${(at * 1.25).toFixed(2)},https://shop.example/o/${at + 1},${at % 2 === 0 ? 'paid' : 'open'}`);
  return `order,amount,page,standing\n${lines.join('\n')}\n`;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'atelier-orders-'));
  await writeFile(path.join(folder, 'orders.csv'), orders(40));
  server = await startServer({ ATELIER_ALLOWED_ROOTS: `shared=${folder}` });
  browser = await launch();
  me = await visit(browser, server);
  await signIn(me.page);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('a table that changes', () => {
  const step = journeySteps(() => me.page);
  let key = '';
  let address = '';

  step('is read from a root, with its web addresses known', async () => {
    const { page } = me;
    key = await makeProject(page, 'Orders');
    await datasetFromRoot(page, key, 'orders', 'orders.csv');
    address = `/projects/${key}/datasets/${(await itemNamed(page, key, 'orders')).id}`;
    await page.getByRole('columnheader', { name: /^page.*URL/ }).waitFor();
    await page.getByText('40 rows').first().waitFor();
    me.expectNoProblems();
  });

  step('shows the statistics of its columns', async () => {
    const { page } = me;
    await page.getByRole('button', { name: 'Display' }).click();
    await page.getByRole('menuitem', { name: 'Show column statistics' }).click();
    const amount = page.getByRole('group', { name: 'Statistics of amount' });
    await amount.getByText('mean 24.38').waitFor();
    await page.getByRole('group', { name: 'Statistics of standing' }).getByText('50.0 %, 20').waitFor();
    await look(page, 'explore-statistics');
    me.expectNoProblems();
  });

  step('keeps a meaning that was chosen by hand when its file is read again', async () => {
    const { page } = me;
    await page.getByRole('button', { name: 'Menu of standing' }).click();
    await page.getByRole('menuitem', { name: 'Edit meaning' }).click();
    const dialog = page.getByRole('dialog', { name: 'Meaning of standing' });
    await dialog.getByRole('radio', { name: 'Text', exact: true }).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('columnheader', { name: /^standing/ }).getByLabel('chosen by hand; detected: Class').waitFor();
    await writeFile(path.join(folder, 'orders.csv'), orders(55));
    await page.goto(address);
    await page.getByText('The files changed since they were read.').waitFor();
    await look(page, 'explore-changed');
    await page.getByRole('button', { name: 'Read again' }).click();
    await page.getByText('55 rows').first().waitFor();
    await page.getByText('The files changed since they were read.').waitFor({ state: 'hidden' });
    await page.getByRole('columnheader', { name: /^standing/ }).getByLabel('chosen by hand; detected: Class').waitFor();
    me.expectNoProblems();
  });

  step('is measured in the background, and says how far that is', async () => {
    const { page } = me;
    await page.goto(`${address}?tab=status`);
    await page.getByText('Not measured yet').waitFor();
    const seen = page.getByRole('status').filter({ hasText: /^(Waiting to be measured|Measuring)/ }).waitFor();
    await page.getByRole('button', { name: 'Compute now' }).first().click();
    await seen;
    await page.getByText('55', { exact: true }).first().waitFor();
    await look(page, 'status-measured');
    me.expectNoProblems();
  });

  step('has a notebook that begins with its rows', async () => {
    const { page } = me;
    await page.goto(address);
    await page.getByRole('grid', { name: 'Rows of orders' }).waitFor();
    // The first of that name leads to all notebooks of the project.
    await page.getByRole('link', { name: 'Notebooks' }).last().click();
    await page.getByText('No notebooks on orders yet').waitFor();
    await page.getByRole('button', { name: 'New notebook' }).click();
    const dialog = page.getByRole('dialog', { name: 'New notebook' });
    expect(await dialog.getByLabel('Dataset', { exact: true }).and(page.locator('input')).inputValue()).toBe('orders');
    await dialog.getByLabel('Name', { exact: true }).fill('first look');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('row', { name: /first look/ }).waitFor();
    await look(page, 'notebooks');
    me.expectNoProblems();
  });
});
