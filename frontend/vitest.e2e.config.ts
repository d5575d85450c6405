import { defineConfig } from 'vitest/config';

/** Journeys: a real browser against a real server. One at a time, and never twice: a journey that fails once has failed. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.e2e.ts'],
    environment: 'node',
    fileParallelism: false,
    retry: 0,
    testTimeout: 600_000,
    hookTimeout: 180_000,
  },
});
