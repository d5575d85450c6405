/** Questions put to the API by the signed-in browser, for what a journey wants to compare a page with. */
import type { APIRequestContext, Page } from 'playwright-core';
import { expect } from 'vitest';

async function get<T>(request: APIRequestContext, address: string): Promise<T> {
  const answer = await request.get(address);
  if (!answer.ok()) throw new Error(`GET ${address} answered ${answer.status()}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

interface Flow {
  items: { id: string; name: string; state: string; holds: string; facts: Record<string, unknown> }[];
  recipes: { id: string; name: string; state: string }[];
}

export async function itemNamed(page: Page, key: string, name: string): Promise<Flow['items'][number]> {
  const flow = await get<Flow>(page.request, `/api/projects/${key}/flow`);
  const item = flow.items.find((candidate) => candidate.name === name);
  if (!item) throw new Error(`There is no item ${name}; there are ${flow.items.map((one) => one.name).join(', ')}.`);
  return item;
}

interface Job {
  id: number;
  state: string;
  error: { message: string } | null;
}

/** Wait until a job is over and expect it to be done. */
export async function jobDone(page: Page, key: string, id: number, withinMs: number): Promise<void> {
  const end = Date.now() + withinMs;
  for (;;) {
    const job = await get<Job>(page.request, `/api/projects/${key}/jobs/${id}`);
    if (job.state === 'DONE') return;
    expect(['NOT_STARTED', 'RUNNING'], job.error?.message).toContain(job.state);
    if (Date.now() > end) throw new Error(`Job ${id} was not done within ${withinMs / 1000} s.`);
    await page.waitForTimeout(500);
  }
}

export async function latestJob(page: Page, key: string): Promise<number> {
  const { items } = await get<{ items: Job[] }>(page.request, `/api/projects/${key}/jobs?limit=1`);
  const job = items[0];
  if (!job) throw new Error(`Nothing has run in ${key}.`);
  return job.id;
}

interface Rows {
  columns: { name: string }[];
  rows: unknown[][];
  total: number;
}

/** The share of a dataset's rows for which something holds; cells are asked for by the name of their column. */
async function shareOf(page: Page, key: string, datasetId: string, holds: (cell: (column: string) => string) => boolean): Promise<number> {
  let right = 0;
  let all = 0;
  for (;;) {
    const address = `/api/projects/${key}/datasets/${datasetId}/rows?offset=${all}&limit=500`;
    const { columns, rows } = await get<Rows>(page.request, address);
    if (rows.length === 0) return all === 0 ? 0 : right / all;
    for (const row of rows) {
      all += 1;
      if (holds((name) => String(row[columns.findIndex((column) => column.name === name)]))) right += 1;
    }
  }
}

/** The share of a prediction dataset whose first class is the one in the file's name: `ada_marsh_12.jpg` is `ada_marsh`. */
export function namedRightly(page: Page, key: string, datasetId: string): Promise<number> {
  return shareOf(page, key, datasetId, (cell) => cell('top_class') === cell('images').split('/').at(-1)?.replace(/(_pic)?_\d+\.\w+$/, ''));
}

/** The share of a table scored with a model of the Lab whose prediction is the label beside it. */
export function scoredRightly(page: Page, key: string, datasetId: string): Promise<number> {
  return shareOf(page, key, datasetId, (cell) => cell('prediction') === cell('target'));
}

/** Epoch numbers in the order in which a job's own log tells them. */
export async function epochsOfLog(page: Page, key: string, id: number): Promise<number[]> {
  const log = await (await page.request.get(`/api/projects/${key}/jobs/${id}/log`)).text();
  return [...log.matchAll(/Epoch (\d+)\/\d+/g)].map((match) => Number(match[1]));
}
