/** The steps of a journey: each stands on the one before, so that after a failure the rest is skipped, not failed too. */
import { it } from 'vitest';

export function journeySteps() {
  let isBroken = false;
  return (name: string, walk: () => Promise<void>) => {
    it(name, async (context) => {
      if (isBroken) context.skip('an earlier step failed');
      isBroken = true;
      await walk();
      isBroken = false;
    });
  };
}
