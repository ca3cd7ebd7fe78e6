import { defineConfig } from 'vitest/config';

/** `npm run test:deep`: what takes too long for every change, under an hour on two cores. */
export default defineConfig({
  ssr: { resolve: { conditions: ['liclab-source'] } },
  test: {
    root: `${import.meta.dirname}/../..`,
    include: ['test/deep/**/*.test.ts'],
    execArgv: ['--conditions=liclab-source', '--disable-proto=throw'],
    testTimeout: 3_600_000,
    maxWorkers: 2,
    retry: 0,
  },
});
