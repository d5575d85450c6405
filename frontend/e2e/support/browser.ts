/** A browser for a journey, and everything that must not happen in it: errors in the console, breaches of the content policy, answers of 500. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { PASSWORD, type TestServer } from './server';

/** Chromium of the system: `CHROMIUM`, else found on the path. */
function chromiumPath(): string {
  if (process.env.CHROMIUM !== undefined) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const found = folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
    if (found !== undefined) return found;
  }
  throw new Error('There is no Chromium on this machine: install the package chromium, or name one in CHROMIUM.');
}

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
}

export interface Visit {
  context: BrowserContext;
  page: Page;
  /** Open one more tab of the same person. */
  tab: () => Promise<Page>;
  /** Fail if anything went wrong in any of the tabs so far. */
  expectNoProblems: () => void;
}

interface VisitOptions {
  viewport?: { width: number; height: number };
  /** A hint of failures that the journey itself brings about, such as a line cut on purpose. */
  allowed?: RegExp;
}

/** Before anyone is signed in, the question who I am is rightly answered with 401, which Chromium logs as an error. */
const NOT_SIGNED_IN = /status of 401/;

/** A fresh browser window at the server, nobody signed in. */
export async function visit(browser: Browser, server: TestServer, options: VisitOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: server.address,
    viewport: options.viewport ?? { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(30_000);
  const problems: string[] = [];
  const isAllowed = (text: string) => NOT_SIGNED_IN.test(text) || options.allowed?.test(text) === true;
  const watch = (page: Page) => {
    page.on('console', (message) => {
      const text = `${message.type()}: ${message.text()}`;
      if (message.type() === 'error' && !isAllowed(text)) problems.push(`${page.url()} ${text}`);
    });
    page.on('pageerror', (error) => problems.push(`${page.url()} ${error.message}\n${error.stack ?? ''}`));
    page.on('response', (response) => {
      if (response.status() >= 500) problems.push(`${response.status()} ${response.request().method()} ${response.url()}`);
    });
  };
  context.on('page', watch);
  const page = await context.newPage();
  return {
    context,
    page,
    tab: () => context.newPage(),
    expectNoProblems: () => expect(problems).toEqual([]),
  };
}

/** Sign in as the administrator through the log-in page. */
export async function signIn(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Login').fill('admin');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: /log in|sign in/i }).click();
  await page.waitForURL((address) => !address.pathname.startsWith('/login'));
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}

/** Choose in a segmented control: its radio buttons are hidden behind their words. */
export async function choose(page: Page, group: string, option: string): Promise<void> {
  await page.getByRole('radiogroup', { name: group }).getByText(option, { exact: true }).click();
}
