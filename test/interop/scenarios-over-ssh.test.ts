import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runProgram } from './support/foreign.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test('all scenarios pass over real SSH, but the one that needs months; one that passes only when it is tried again is reported as flaky', {
  timeout: 1_200_000,
}, async () => {
  const flags = ['--conditions=liclab-source', '--disable-proto=throw', 'liclab.ts'];
  const args = ['scenario', 'run', '--all', '--binding', 'ssh', '--jobs', '5', '--retry', '1', '--json'];
  const { stdout, stderr } = await runProgram(process.execPath, [...flags, ...args], '', {}, 1_190_000, ROOT);
  const result = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '{}') as {
    scenarios: { id: string; outcome: string; reason: string | null }[];
  };
  const others = result.scenarios.filter(({ outcome }) => outcome !== 'passed' && outcome !== 'flaky');
  // Three months pass in it, which only virtual time can do.
  expect(others, stderr.slice(-4_000)).toMatchObject([
    {
      id: 'license-expires',
      outcome: 'skipped',
      reason: 'the ssh binding cannot let 24 h pass: 6 h are the most',
    },
  ]);
  expect(result).toMatchObject({ failed: 0, skipped: 1, binding: 'ssh' });
  expect(result.scenarios.length).toBeGreaterThanOrEqual(10);
});
