/** The steps of a journey: each stands on the one before, so that after a failure the rest is skipped, not failed too. */
import type { Page } from 'playwright-core';
import { it } from 'vitest';
import { screenshot } from './look';

/** @param page The page the journey walks on: it is photographed where a step fails. */
export function journeySteps(page: () => Page) {
  let isBroken = false;
  return (name: string, walk: () => Promise<void>) => {
    it(name, async (context) => {
      if (isBroken) context.skip('an earlier step failed');
      try {
        await walk();
      } catch (error) {
        isBroken = true;
        await screenshot(page(), `failed-${name.replaceAll(/\W+/g, '-').slice(0, 60)}`);
        throw error;
      }
    });
  };
}
