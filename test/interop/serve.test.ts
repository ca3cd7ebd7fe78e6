/** The commands of docs/serve.md, and `serve` as a process: it is ready, synchronizes, and ends on SIGTERM. */
import { spawn } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from '../../simulator/index.ts';
import { runProgram } from './support/foreign.ts';
import { fencedBlocks, verbLines } from './support/readme.ts';
import { ONE_SWITCH, temporaryFolder } from './support/small-lab.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = readFileSync(join(ROOT, 'docs/serve.md'), 'utf8');
const LINES = verbLines(PAGE);
const FLAGS = ['--conditions=liclab-source', '--disable-proto=throw', join(ROOT, 'liclab.ts')];
const folder = temporaryFolder();
let lab: Lab;

beforeAll(async () => {
  const groups = ONE_SWITCH.groups.map((group) => ({ ...group, site: 'north' }));
  lab = await startLab({
    lab: { ...ONE_SWITCH, groups },
    binding: 'ssh',
    dataDir: join(folder.path, 'sim'),
    time: 'scaled:60',
  });
  copyFileSync(lab.files?.inventory ?? '', join(folder.path, 'inventory.yaml'));
  writeFileSync(join(folder.path, 'desired.yaml'), '- {select: site=north, level: network-advantage}\n');
});
afterAll(async () => {
  await lab.stop();
  folder.remove();
});

test('the page names only verbs that are tried below', () => {
  expect(LINES.filter((line) => !/^(reconcile|apply|serve)/.test(line))).toEqual([]);
  expect(fencedBlocks(PAGE, 'yaml')).toHaveLength(1);
});

test.each(LINES.filter((line) => line.startsWith('reconcile')))('%s', { timeout: 120_000 }, async (line) => {
  const ended = await runProgram(
    process.execPath,
    [...FLAGS, ...line.split(' ')],
    '',
    {},
    110_000,
    folder.path,
  );
  expect(ended, ended.stderr).toMatchObject({ code: 0 });
  if (line.includes('--apply')) expect(lab.truth('sw-0001')?.runningLevel).toBe('network-advantage');
});

test.each(LINES.filter((line) => line.startsWith('serve')))('%s', { timeout: 120_000 }, async (line) => {
  const words = line.split(' ').map((word) => word.replace('example.com/Branch', 'acme.example/DEFAULT'));
  const child = spawn(process.execPath, [...FLAGS, ...words, '--json'], {
    cwd: folder.path,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const synchronized = new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      if (stderr.includes('"msg":"round.done"')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${stderr}`)));
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await synchronized;
  expect(JSON.parse(stdout)).toMatchObject({ schema: 'liclab.serve/1', ready: true, pid: child.pid });
  expect(stderr).toContain('"account":"acme.example"');
  const second = await runProgram(
    process.execPath,
    [...FLAGS, ...words, '--json'],
    '',
    {},
    60_000,
    folder.path,
  );
  expect(second).toMatchObject({ code: 3, stdout: expect.stringContaining('SERVE_RUNNING') });
  child.kill('SIGHUP');
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});
