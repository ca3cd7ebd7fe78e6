import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../tidy/lib/project.ts';

// What only a real process shows: tsx, and our own package name from a folder without packages.

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'liclab-process-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function liclab(...line: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const flags = ['--conditions=liclab-source', '--disable-proto=throw', path.join(projectRoot, 'liclab.ts')];
  return promisify(execFile)(process.execPath, [...flags, ...line], { cwd: folder }).then(
    (ended) => ({ code: 0, ...ended }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}

test('a scenario anywhere on the disk, in TypeScript that Node does not run, is one of the same program', async () => {
  await writeFile(
    path.join(folder, 'mine.scenario.ts'),
    `import { defineScenario } from 'catalyst-license-lab/scenarios';
     import { LicenseLabError } from 'catalyst-license-lab/core';
     enum Level { Essentials = 'network-essentials' }
     class Wish { constructor(readonly count: number) {} }
     export default defineScenario({
       id: 'mine', title: 'Mine', covers: ['promote'],
       lab: { accounts: [], groups: [{ count: new Wish(2).count, platform: 'C9300-24T', level: Level.Essentials }] },
       async steps({ step, check, lab }) {
         await step('look', async () => {
           check.equal('count', (await lab.devices()).length, 2);
           const error = await lab.device('nobody').catch((thrown) => thrown);
           check.that('one copy of the program', error instanceof LicenseLabError);
         });
       },
     });`,
  );
  const { code, stdout, stderr } = await liclab('scenario', 'run', './mine.scenario.ts', '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('1 passed') });
  expect(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
    schema: 'liclab.scenario/1',
    passed: 1,
    failed: 0,
    skipped: 0,
    seed: 1,
  });
}, 60_000);

test('usage errors end with 2', async () => {
  expect((await liclab('scenario', 'run', 'no-such-scenario')).code).toBe(2);
  expect((await liclab('scenario', 'walk')).code).toBe(2);
}, 60_000);
