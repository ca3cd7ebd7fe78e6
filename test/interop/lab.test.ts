import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { GroundEntry } from '../../simulator/index.ts';
import { runProgram } from './support/foreign.ts';
import { temporaryFolder } from './support/small-lab.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test('`lab --once --json --evidence DIR` promotes 24 switches over real SSH and leaves evidence', {
  timeout: 180_000,
}, async () => {
  const folder = temporaryFolder();
  const evidence = join(folder.path, 'evidence');
  const args = [
    '--conditions=liclab-source',
    '--disable-proto=throw',
    'liclab.ts',
    'lab',
    '--once',
    '--json',
  ];
  const { code, stdout, stderr } = await runProgram(
    process.execPath,
    [...args, '--evidence', evidence, '--data', folder.path],
    '',
    {},
    170_000,
    ROOT,
  );
  expect(code, stderr.slice(-2_000)).toBe(0);
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  const object = JSON.parse(stdout) as { planHash: string; sshSessions: number };
  expect(object).toMatchObject({
    schema: 'liclab.lab/1',
    devices: 24,
    outcomes: { SUCCEEDED: 24 },
    reloads: 24,
  });
  expect(object.planHash).toMatch(/^[0-9a-f]{64}$/);
  expect(object.sshSessions).toBeGreaterThan(48);
  const lines = (name: string) => readFileSync(join(evidence, name), 'utf8').trimEnd().split('\n');
  const ground = lines('ground-truth.jsonl').map((line) => JSON.parse(line) as GroundEntry);
  expect(ground.filter(({ op }) => op === 'reload-executed')).toHaveLength(24);
  expect(lines('journal.jsonl').length).toBeGreaterThan(24 * 10);
  const report = readFileSync(join(evidence, 'report.html'), 'utf8');
  expect(report).toContain('sw-0024');
  const rollout = readFileSync(join(evidence, 'rollout.html'), 'utf8');
  expect(rollout).toContain('All 24 switches are at network-advantage');
  for (const text of [
    stdout,
    stderr,
    report,
    rollout,
    ...lines('ground-truth.jsonl'),
    ...lines('journal.jsonl'),
  ]) {
    expect(text).not.toMatch(/Lab-Only-Passw0rd|lab-only-secret/);
  }
  folder.remove();
});
