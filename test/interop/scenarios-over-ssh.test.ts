import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runProgram } from './support/foreign.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test('all scenarios pass over real SSH; one that passes only when it is tried again is reported as flaky', {
  timeout: 420_000,
}, async () => {
  const flags = ['--conditions=liclab-source', '--disable-proto=throw', 'liclab.ts'];
  const args = ['scenario', 'run', '--all', '--binding', 'ssh', '--jobs', '3', '--retry', '1', '--json'];
  const { stdout, stderr } = await runProgram(process.execPath, [...flags, ...args], '', {}, 410_000, ROOT);
  const result = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '{}') as {
    scenarios: { id: string; outcome: string }[];
  };
  const bad = result.scenarios.filter(({ outcome }) => outcome !== 'passed' && outcome !== 'flaky');
  expect(bad, stderr.slice(-4_000)).toEqual([]);
  expect(result).toMatchObject({ failed: 0, skipped: 0, binding: 'ssh' });
  expect(result.scenarios.length).toBeGreaterThanOrEqual(10);
});
