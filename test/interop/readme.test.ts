import { spawn } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadInventory } from '../../agent/inventory/index.ts';
import { type Lab, startLab } from '../../simulator/index.ts';
import { runProgram } from './support/foreign.ts';
import { fencedBlocks, verbLines } from './support/readme.ts';
import { ONE_SWITCH, temporaryFolder } from './support/small-lab.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const FLAGS = ['--conditions=liclab-source', '--disable-proto=throw'];
const LINES = verbLines(README);
const linesOf = (verb: string): string[] => LINES.filter((line) => line.startsWith(verb));

/** Runs a line of the README in a folder. */
const run = (line: string, cwd: string, env: NodeJS.ProcessEnv = {}) =>
  runProgram(
    process.execPath,
    [...FLAGS, join(ROOT, 'liclab.ts'), ...line.split(' ')],
    '',
    { ...env, PWD: cwd },
    110_000,
    cwd,
  );

describe('the README', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  test('names only verbs that are tried below', () => {
    const tried = [
      'scenario ls',
      'scenario run',
      'device check',
      'doctor',
      'plan',
      'apply',
      'rollout ls',
      'audit verify',
      'sim',
    ];
    expect(LINES.filter((line) => !tried.some((verb) => line.startsWith(verb)))).toEqual([]);
    expect(LINES.length).toBeGreaterThan(8);
  });

  test('its two commands are scripts of the package', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(fencedBlocks(README, 'sh')[0]).toBe('npm start\nnpm test\n');
    expect(scripts).toMatchObject({ start: expect.stringContaining('liclab.ts lab'), test: 'vitest run' });
  });

  test('its inventory is one', () => {
    const file = join(folder.path, 'example.yaml');
    writeFileSync(file, fencedBlocks(README, 'yaml')[0] ?? '');
    expect(loadInventory(file).devices.map(({ address }) => address.deviceId)).toEqual(['access-1']);
  });

  test('its snippet for developers runs', async () => {
    const [snippet = ''] = fencedBlocks(README, 'ts');
    const program = `${snippet}\nconsole.log(lab.devices.length, lab.faults.list().length);`;
    const { stdout, stderr } = await runProgram(
      process.execPath,
      [...FLAGS, '--input-type=module-typescript', '--eval', program],
      '',
      {},
      20_000,
      ROOT,
    );
    expect({ stdout, stderr }).toEqual({ stdout: '24 1\n', stderr: '' });
  });

  test.each(linesOf('scenario'))('QA: %s', async (line) => {
    const { code, stdout, stderr } = await run(line, folder.path);
    expect({ code, stderr }, stdout).toMatchObject({ code: 0 });
    expect(stdout).toContain('switch-never-returns');
  });
});

describe('the README, for the field engineer, against a lab', () => {
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
  });
  afterAll(async () => {
    await lab.stop();
    folder.remove();
  });

  test.each(LINES.filter((line) => /^(device|doctor|plan|apply|rollout|audit)/.test(line)))(
    '%s',
    { timeout: 120_000 },
    async (line) => {
      // Nobody is there to approve the plan.
      const asked = line.startsWith('apply') ? `${line} --yes` : line.replace('access-1', 'sw-0001');
      const { code, stderr, stdout } = await run(asked, folder.path);
      expect({ code, stderr: stderr.slice(0, 500) }, stdout).toMatchObject({ code: 0 });
      if (line.startsWith('apply')) expect(lab.truth('sw-0001')?.runningLevel).toBe('network-advantage');
    },
  );
});

describe('the README, for the developer', () => {
  test('sim starts, sim faults ls answers beside it, and Ctrl-C ends it', { timeout: 60_000 }, async () => {
    const folder = temporaryFolder();
    const [sim = '', faults = ''] = linesOf('sim');
    const args = [...FLAGS, join(ROOT, 'liclab.ts'), ...sim.split(' '), '--data', folder.path, '--json'];
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    const ready = await new Promise<string>((resolve) =>
      child.stdout.setEncoding('utf8').once('data', resolve),
    );
    expect(JSON.parse(ready)).toMatchObject({ devices: { length: 24 }, pid: child.pid });
    const listed = await run(`${faults} --data ${folder.path}`, ROOT);
    expect(listed).toMatchObject({ code: 0 });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    folder.remove();
  });
});
