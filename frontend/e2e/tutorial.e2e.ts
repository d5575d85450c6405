/** The tutorial from log-in to the retrained network, watched as it learns. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { epochsOfLog, itemNamed, jobDone, latestJob, namedRightly } from './support/asks';
import { choose, launch, signIn, visit, type Visit } from './support/browser';
import { look, screenshot } from './support/look';
import { startServer, type TestServer } from './support/server';
import { journeySteps } from './support/steps';

const KEY = 'CARTOON_CHARACTERS';
/** Enough to learn something in a minute; the product's own button draws 2,400 and 480. */
const PICTURES = { train_pictures: 240, test_pictures: 48 };
const EPOCHS = 30;

let server: TestServer;
let browser: Browser;
let me: Visit;

beforeAll(async () => {
  server = await startServer();
  browser = await launch();
  me = await visit(browser, server, { allowed: /ERR_INTERNET_DISCONNECTED/ });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe('the tutorial', () => {
  const step = journeySteps(() => me.page);
  let jobId = 0;

  step('starts at the log-in and makes the project with one press', async () => {
    const { page } = me;
    await page.goto('/');
    await look(page, 'log-in');
    await signIn(page);
    await look(page, 'home-empty');
    await page.route('**/api/projects/tutorial', (route) => route.continue({ postData: PICTURES }));
    await page.getByRole('button', { name: 'Start the tutorial' }).click();
    await page.waitForURL(`**/projects/${KEY}/flow**`);
    await jobDone(page, KEY, 1, 120_000);
    // Nothing is reloaded: the stream tells that the pictures are there.
    await choose(page, 'View', 'Outline');
    await page.getByRole('row', { name: /images_train.*240 pictures/ }).waitFor();
    await look(page, 'flow-outline');
    await choose(page, 'View', 'Canvas');
    await page.getByText('images_train').first().waitFor();
    await look(page, 'flow');
    me.expectNoProblems();
  });

  step('shows the plan with its reasons before anything runs', async () => {
    const { page } = me;
    await page.getByRole('button', { name: 'Build all' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('list', { name: 'What will run' }).getByText('retrain', { exact: false }).first().waitFor();
    await look(page, 'plan');
    await dialog.getByRole('button', { name: 'Run 3 recipes and watch' }).click();
    await page.waitForURL(`**/projects/${KEY}/jobs/*`);
    jobId = await latestJob(page, KEY);
    me.expectNoProblems();
  });

  step('shows every epoch once: in the tab that watches, in one that was cut off, and in one that reloads in mid-run', async () => {
    const { page } = me;
    const second = await me.tab();
    await second.goto(page.url());
    await second.getByRole('heading', { level: 1 }).waitFor();
    const third = await me.tab();
    await third.goto(page.url());
    const line = await cuttableLine(third);

    await page.getByRole('img', { name: /^Accuracy by epoch, after/ }).waitFor({ timeout: 240_000 });
    await line.cut();
    await page.reload();
    await line.mend();
    await page.getByRole('img', { name: /^Accuracy by epoch, after/ }).waitFor();
    await look(page, 'job-running');
    await jobDone(page, KEY, jobId, 300_000);

    const wanted = Array.from({ length: EPOCHS }, (_, index) => index + 1);
    expect(await epochsOfLog(page, KEY, jobId)).toEqual(wanted);
    expect(line.opened(), 'the stream was opened again after the cut').toBeGreaterThan(1);
    for (const tab of [page, second, third]) {
      await tab.getByText('done', { exact: true }).first().waitFor({ timeout: 60_000 });
      expect(await epochsShown(tab)).toEqual(wanted);
    }
    expect(await repeatedEpochs(second)).toEqual([]);
    await second.close();
    await third.close();
    await look(page, 'job-done');
    me.expectNoProblems();
  });

  step('puts each epoch on the curve once, and tells how long after its end', async () => {
    const { page } = me;
    const folder = await itemNamed(page, KEY, 'sketchnet_drawn_retrained');
    const again = await page.request.post(`/api/projects/${KEY}/jobs`, {
      data: { targets: [{ kind: 'item', id: folder.id }], build_type: 'NON_RECURSIVE_FORCED_BUILD' },
      headers: { Origin: server.address, 'Sec-Fetch-Site': 'same-origin' },
    });
    const { id } = (await again.json()) as { id: number };
    await page.goto(`/projects/${KEY}/jobs/${id}`);
    await jobDone(page, KEY, id, 120_000);
    await page.getByText('done', { exact: true }).first().waitFor();
    const late = await latencies(page);
    expect(late).toHaveLength(EPOCHS);
    console.log(`From the end of an epoch to its point on the curve: median ${median(late)} ms, p95 ${p95(late)} ms.`);
    me.expectNoProblems();
  });

  step('leads from the job to the network and its mistakes', async () => {
    const { page } = me;
    const folder = await itemNamed(page, KEY, 'sketchnet_drawn_retrained');
    await page.getByRole('link', { name: 'sketchnet_drawn_retrained' }).first().click();
    await page.waitForURL(`**/models/${folder.id}**`);
    const accuracy = page.locator('dl div', { hasText: 'Validation accuracy' }).locator('dd');
    expect(Number.parseFloat((await accuracy.textContent()) ?? '')).toBeGreaterThan(0.7);
    await look(page, 'model');
    await page.getByRole('tab', { name: 'Layers' }).click();
    await page.getByRole('heading', { name: /layers$/ }).waitFor();
    await look(page, 'model-layers');
    me.expectNoProblems();
  });

  step('names the test pictures better after retraining than before', async () => {
    const { page } = me;
    const before = await namedRightly(page, KEY, (await itemNamed(page, KEY, 'images_test_scored')).id);
    const rescored = await itemNamed(page, KEY, 'images_test_rescored');
    const after = await namedRightly(page, KEY, rescored.id);
    console.log(`Named rightly: ${(100 * before).toFixed(1)} % before, ${(100 * after).toFixed(1)} % after retraining.`);
    expect(before).toBeLessThan(0.2);
    expect(after).toBeGreaterThanOrEqual(0.7);
    await page.goto(`/projects/${KEY}/datasets/${rescored.id}`);
    await page.getByText('top_class').first().waitFor();
    await look(page, 'predictions');
    me.expectNoProblems();
  });

  step('lists what ran, and works on a phone', async () => {
    const { page } = me;
    await page.goto(`/projects/${KEY}/jobs`);
    await page.getByRole('link', { name: /Tutorial pictures/ }).waitFor();
    await look(page, 'jobs');
    const phone = await me.tab();
    await phone.setViewportSize({ width: 390, height: 844 });
    for (const [name, address] of [
      ['job-phone', `/projects/${KEY}/jobs/${jobId}`],
      ['jobs-phone', `/projects/${KEY}/jobs`],
      ['home-phone', '/'],
      ['flow-phone', `/projects/${KEY}/flow`],
    ] as const) {
      await phone.goto(address);
      await phone.getByRole('heading', { level: 1 }).first().waitFor();
      await phone.waitForLoadState('networkidle').catch(() => undefined); // the stream never ends
      await look(phone, name);
      const overflow = await phone.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${name} is wider than the screen`).toBeLessThanOrEqual(0);
    }
    await screenshot(phone, 'phone-last');
    me.expectNoProblems();
  });
});

/** A tab's connection that can be cut, and how often its stream was opened since. */
async function cuttableLine(page: Page) {
  let opened = 0;
  page.on('request', (request) => {
    if (request.url().includes('/events?')) opened += 1;
  });
  const session = await page.context().newCDPSession(page);
  const setOffline = (offline: boolean) =>
    session.send('Network.emulateNetworkConditions', { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await session.send('Network.enable');
  await page.reload();
  return { cut: () => setOffline(true), mend: () => setOffline(false), opened: () => opened };
}

async function epochsShown(page: Page): Promise<number[]> {
  const cells = await page.getByRole('complementary', { name: 'Run' }).locator('table tbody tr td:first-child').allTextContents();
  return cells.map((text) => Number.parseInt(text, 10));
}

interface Mark {
  name: string;
  detail: { eventId: number; latencyMs: number };
}

function epochMarks(page: Page, name: string): Promise<Mark[]> {
  return page.evaluate(
    (wanted) =>
      performance.getEntriesByName(wanted).map((entry) => ({
        name: entry.name,
        detail: (entry as PerformanceMark).detail as { eventId: number; latencyMs: number },
      })),
    name,
  );
}

async function repeatedEpochs(page: Page): Promise<number[]> {
  const ids = (await epochMarks(page, 'atelier:epoch-received')).map((mark) => mark.detail.eventId);
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

async function latencies(page: Page): Promise<number[]> {
  const marks = await epochMarks(page, 'atelier:epoch-painted');
  return marks.map((mark) => Math.round(mark.detail.latencyMs)).sort((a, b) => a - b);
}

function p95(sorted: readonly number[]): number {
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}

function median(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
