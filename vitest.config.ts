import { defineConfig } from 'vitest/config';

/** Tests run the sources, also in the processes that they start. `throw` because the program runs with it too. */
const nodeFlags = ['--conditions=liclab-source', '--disable-proto=throw'];

export default defineConfig({
  ssr: { resolve: { conditions: ['liclab-source'] } },
  test: {
    execArgv: nodeFlags,
    testTimeout: 10_000,
    hookTimeout: 20_000,
    // A test that only passes the second time is a finding.
    retry: 0,
    restoreMocks: true,
    coverage: {
      provider: 'v8',
      include: ['core/**/*.ts', 'agent/**/*.ts', 'simulator/**/*.ts', 'scenarios/**/*.ts'],
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/{interop,container,browser,bench,deep}/**'],
        },
      },
      {
        extends: true,
        test: {
          // Foreign clients and real sockets: one file at a time, with time for a slow machine.
          name: 'interop',
          include: ['test/interop/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
