import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { registerScenarios } from 'catalyst-license-lab/scenarios';
import { fakeBinding, type FakeOptions } from './fake-binding.ts';
import { applyAll } from './sample.ts';

let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(path.join(os.tmpdir(), 'liclab-scenario-'));
});

afterEach(() => rm(cwd, { recursive: true, force: true }));

interface Told {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The object on the last line of stdout. */
  readonly json: Record<string, unknown>;
}

/** Runs `scenario ...` on the fake binding. */
async function run(
  line: readonly string[],
  {
    fake = {},
    isTTY = false,
    env = {},
  }: { fake?: FakeOptions; isTTY?: boolean; env?: Record<string, string> } = {},
): Promise<Told> {
  const out: string[] = [];
  const err: string[] = [];
  let exit: number | null = null;
  const program = new Command('liclab')
    .exitOverride()
    .configureOutput({ writeErr: (text) => void err.push(text), writeOut: (text) => void out.push(text) });
  const stream = (sink: string[]) => ({ isTTY, write: (text: string) => sink.push(text) });
  const host = { stdout: stream(out), stderr: stream(err), env, cwd, onInterrupt: () => () => undefined };
  registerScenarios(program, host, (code) => (exit = code), {
    binding: () => fakeBinding({ verbs: { apply: applyAll }, ...fake }),
    nowMs: () => 1_000,
  });
  await program.parseAsync(['scenario', ...line], { from: 'user' });
  const stdout = out.join('');
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  return { exit, stdout, stderr: err.join(''), json: last.startsWith('{') ? JSON.parse(last) : {} };
}

async function write(name: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(cwd, name)), { recursive: true });
  await writeFile(path.join(cwd, name), text);
}

/** A scenario file of a user, with what only tsx understands in it. */
const mine = (id: string, body = "check.that('it holds', Colour.Red === 0);", more = '') => `
import { defineScenario } from 'catalyst-license-lab/scenarios';
enum Colour { Red }
export default defineScenario({
  id: '${id}', title: 'Mine', covers: ['promote'], ${more}
  lab: { accounts: [], groups: [{ count: 1, platform: 'C9300-24T' }] },
  async steps({ step, check, agent, lab }) { await step('look', async () => { ${body} }); },
});
`;

describe('scenario ls', () => {
  test('lists ours with id, title and tags', async () => {
    const { exit, stdout } = await run(['ls']);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^promote-two-hundred\s+Two hundred switches .* \[bulk level\]$/m);
  });

  test('as one object', async () => {
    const { json } = await run(['ls', '--tag', 'stack', '--json']);
    expect(json).toMatchObject({
      schema: 'liclab.scenario-ls/1',
      scenarios: [{ id: 'stack-member-missing', switches: 2, kills: 'member-not-missed' }],
    });
  });
});

describe('scenario run', () => {
  test('gives the object of the interface on the last line, and words for people on stderr', async () => {
    await write('mine.scenario.ts', mine('mine'));
    const { exit, json, stdout, stderr } = await run(['run', './mine.scenario.ts', '--seed', '9', '--json']);
    expect(exit).toBe(0);
    expect(json).toMatchObject({
      schema: 'liclab.scenario/1',
      passed: 1,
      failed: 0,
      skipped: 0,
      seed: 9,
      durationMs: 0,
    });
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toContain('1 passed');
  });

  test('ends with 1 when one failed, and prints the command that repeats it', async () => {
    await write('folder/mine.scenario.ts', mine('mine', "check.equal('level', 'a', 'b');"));
    const { exit, stdout } = await run(['run', 'folder/', '--seed', '3']);
    expect(exit).toBe(1);
    expect(stdout).toContain('FAILED mine step "look": level: expected "b", got "a"');
    expect(stdout).toContain(
      'repeat it: npm run --silent liclab -- scenario run ./folder/mine.scenario.ts --binding memory --seed 3',
    );
  });

  test('writes evidence: report, JUnit, and JSON lines of each scenario', async () => {
    await write('a.scenario.ts', mine('a'));
    await write('b.scenario.ts', mine('b', "check.that('no', false);"));
    const { exit, stdout } = await run(['run', './', '--evidence', 'out/evidence', '--jobs', '2']);
    expect(exit).toBe(1);
    expect((await readdir(path.join(cwd, 'out/evidence'))).toSorted()).toEqual([
      'a.jsonl',
      'b.jsonl',
      'junit.xml',
      'report.html',
    ]);
    expect(stdout).toContain('written: out/evidence/report.html');
    expect(await readFile(path.join(cwd, 'out/evidence/a.jsonl'), 'utf8')).not.toContain(cwd);
  });

  test('replaces a link that stands in the place of a report, and does not follow it', async () => {
    await write('mine.scenario.ts', mine('mine'));
    await write('precious.txt', 'precious');
    await symlink(path.join(cwd, 'precious.txt'), path.join(cwd, 'report.html'));
    await run(['run', './mine.scenario.ts', '--html', 'report.html']);
    expect(await readFile(path.join(cwd, 'precious.txt'), 'utf8')).toBe('precious');
    expect(await readFile(path.join(cwd, 'report.html'), 'utf8')).toContain('<!doctype html>');
  });

  test('is coloured on a terminal only, and not with NO_COLOR or --no-color', async () => {
    await write('mine.scenario.ts', mine('mine'));
    const line = ['run', './mine.scenario.ts'];
    expect((await run(line, { isTTY: true })).stdout).toContain('\u001b[32m');
    for (const plain of [
      await run(line),
      await run(line, { isTTY: true, env: { NO_COLOR: '1' } }),
      await run([...line, '--no-color'], { isTTY: true }),
    ]) {
      expect(plain.stdout).not.toContain('\u001b');
    }
  });

  test('skips what the binding cannot do, and says why', async () => {
    await write('mine.scenario.ts', mine('mine', "await lab.fault({ fault: 'net.slicer', target: '*' });"));
    const { exit, json, stderr } = await run(['run', './mine.scenario.ts', '--json'], {
      fake: { cannot: () => 'no bytes' },
    });
    expect(exit).toBe(0);
    expect(json).toMatchObject({ passed: 0, skipped: 1 });
    expect(stderr).toContain('the memory binding cannot make net.slicer: no bytes');
  });

  test.each<[string, readonly string[], string, string]>([
    ['an unknown scenario', ['run', 'promote-two-hundert'], 'SCENARIO_UNKNOWN', 'promote-two-hundred'],
    ['an unknown binding', ['run', '--all', '--binding', 'memori'], 'BINDING_UNKNOWN', 'memory'],
    ['an unknown tag', ['run', '--tag', 'stak'], 'TAG_UNKNOWN', 'stack'],
    ['nothing', ['run'], 'SCENARIO_NONE', 'scenario ls'],
    ['a file that is not there', ['run', './none.scenario.ts'], 'SCENARIO_UNKNOWN', 'by id alone'],
    ['an empty folder', ['run', './'], 'SCENARIO_NONE', 'scenario new'],
    ['all and a name', ['run', '--all', 'promote-two-hundred'], 'USAGE', ''],
    ['a seed that is no number', ['run', '--all', '--seed', '1e3'], 'USAGE', ''],
    ['no repetition', ['run', '--all', '--repeat', '0'], 'USAGE', ''],
  ])('%s is a usage error', async (_name, line, code, hint) => {
    const { exit, json, stderr } = await run([...line, '--json']);
    expect(exit).toBe(2);
    expect(json).toMatchObject({ error: { code } });
    expect(stderr).toContain(hint);
  });

  test('evidence that cannot be written is told before anything is run', async () => {
    await write('mine.scenario.ts', mine('mine'));
    await write('file', '');
    const { exit, json } = await run(['run', './mine.scenario.ts', '--evidence', 'file', '--json']);
    expect([exit, json]).toEqual([
      2,
      expect.objectContaining({ error: expect.objectContaining({ code: 'EVIDENCE_PLACE' }) }),
    ]);
  });

  test.each([
    ['no default export', 'export const x = 1;', 'its default export is no scenario'],
    ['a mistake in it', mine('mine', '', "tag: ['x'],"), 'There is no part of a scenario "tag"'],
    ['no TypeScript', 'export default {', 'mine.scenario.ts cannot be loaded'],
    ['a throw', "throw new Error('at load');", 'at load'],
    [
      'the same id twice',
      mine('promote-two-hundred'),
      'The scenario "promote-two-hundred" was named in promote-two-hundred and in ./mine.scenario.ts',
    ],
  ])('a file with %s is a usage error', async (_name, text, message) => {
    await write('mine.scenario.ts', text);
    const names = text.includes("'promote-two-hundred'") ? ['promote-two-hundred'] : [];
    const { exit, stderr } = await run(['run', ...names, './mine.scenario.ts']);
    expect(exit).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('scenario replay', () => {
  test('shows recorded evidence again, with the same verdict', async () => {
    await write('mine.scenario.ts', mine('mine', "check.equal('level', 'a', 'b');"));
    const live = await run(['run', './mine.scenario.ts', '--evidence', 'out']);
    const again = await run(['replay', 'out/mine.jsonl', '--html', 'again.html']);
    expect(again.exit).toBe(1);
    const lines = again.stdout.trimEnd().split('\n');
    expect(live.stdout.split('\n').slice(0, lines.length - 2)).toEqual(lines.slice(0, -2));
    const [first, second] = await Promise.all(
      ['out/report.html', 'again.html'].map((name) => readFile(path.join(cwd, name), 'utf8')),
    );
    expect(second).toBe(first);
  });

  test('refuses what is no evidence', async () => {
    await write('x.jsonl', 'hello\n');
    const { exit, json } = await run(['replay', 'x.jsonl', '--json']);
    expect([exit, json]).toEqual([
      2,
      expect.objectContaining({ error: expect.objectContaining({ code: 'EVIDENCE_UNREADABLE' }) }),
    ]);
    expect((await run(['replay', 'none.jsonl'])).exit).toBe(2);
  });
});

describe('scenario new', () => {
  test('makes a folder whose scenario loads and is listed', async () => {
    expect((await run(['new', 'access-layer-sunday'])).exit).toBe(0);
    expect(await readdir(path.join(cwd, 'access-layer-sunday'))).toEqual(['README.md', 'scenario.ts']);
    const { exit, json } = await run(['ls', './access-layer-sunday', '--json']);
    expect([exit, json]).toEqual([
      0,
      expect.objectContaining({
        scenarios: [expect.objectContaining({ id: 'access-layer-sunday', switches: 3 })],
      }),
    ]);
  });

  test.each([['../escape'], ['Upper'], ['a_b'], ['-x']])('refuses the name %s', async (name) => {
    const { exit, stderr } = await run(['new', '--', name]);
    expect(exit).toBe(2);
    expect(stderr).toContain('SCENARIO_NAME');
    expect(await readdir(cwd)).toEqual([]);
  });

  test('never overwrites', async () => {
    await write('mine/scenario.ts', 'precious');
    const { exit, stderr } = await run(['new', 'mine']);
    expect(exit).toBe(2);
    expect(stderr).toContain('it is there already');
    expect(await readFile(path.join(cwd, 'mine/scenario.ts'), 'utf8')).toBe('precious');
  });
});
