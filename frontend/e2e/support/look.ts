/** A page looked at: a screenshot of it in both schemes, and axe finds nothing in either. */
import AxeBuilder from '@axe-core/playwright';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const RESULTS = path.resolve(import.meta.dirname, '../../../test-results');

export async function screenshot(page: Page, name: string): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  await page.screenshot({ path: path.join(RESULTS, `${name}.png`) });
}

/** Look at the page in light and dark; a violation is reported with the element it is about. */
export async function look(page: Page, name: string): Promise<void> {
  // What is still on its way is not what the page is about.
  await page.waitForFunction(() => document.querySelector('h1') !== null && document.querySelector('[aria-busy="true"]') === null);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    // Colours change over 80 ms even with reduced motion; axe would measure them half way.
    await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== 'running'));
    await screenshot(page, `${name}-${scheme}`);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const told = violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 200)}`));
    expect(told, `${name}, ${scheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}
