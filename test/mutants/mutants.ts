/**
 * Engine bugs as patches: each says who must notice it, and what must be said. Those in this folder are for a scenario, those
 * in `schedules/` for the random fault schedules.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Hunted } from '../simulation/hunt.ts';
import { projectRoot } from '../tidy/lib/project.ts';

const run = promisify(execFile);

/** What a mutant's file says before its patch. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  /** Scenario that must notice it; empty: the schedules. */
  readonly scenario: string;
  /** Must be found in the reason of the failure, or in what the schedules found broken. */
  readonly message: RegExp;
}

/** Everything a program run from its sources consists of. */
const TREE = ['core', 'agent', 'simulator', 'scenarios', 'liclab.ts', 'package.json', 'tsconfig.json'];

/** The mutants for scenarios, or those for the schedules, sorted. */
export async function readMutants(kind: 'scenarios' | 'schedules'): Promise<readonly Mutant[]> {
  const folder = kind === 'scenarios' ? import.meta.dirname : path.join(import.meta.dirname, kind);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.patch')).toSorted();
  return Promise.all(
    files.map(async (name) => {
      const file = path.join(folder, name);
      const text = await readFile(file, 'utf8');
      const field = (key: string): string => new RegExp(`^${key}: (.+)$`, 'm').exec(text)?.[1] ?? '';
      return {
        name: field('Mutant'),
        file,
        scenario: field('Scenario'),
        message: new RegExp(field('Message')),
      };
    }),
  );
}

/** What became of a scenario on a mutated engine. */
export interface MutantRun {
  readonly exitCode: number;
  readonly outcome: string;
  readonly reason: string | null;
}

/** Schedules run at most until a mutant must have been noticed. */
const SCHEDULES_MAX = 400;

/** Runs a scenario on a mutated engine, in memory. */
export function runMutant({ file, scenario }: Mutant): Promise<MutantRun> {
  return inMutatedTree(file, TREE, (tree) => runScenarioIn(tree, scenario));
}

/** Runs schedules on a mutated engine until what its message names is broken; the answer says what and where. */
export function huntMutant({ file, message }: Mutant): Promise<Hunted> {
  const hunting = [...TREE, 'test/simulation', 'test/core/machines/samples.ts'];
  return inMutatedTree(file, hunting, async (tree) => {
    const line = [...FLAGS, 'test/simulation/hunt.ts', '1', String(SCHEDULES_MAX), message.source];
    const { stdout } = await run(process.execPath, line, { cwd: tree, maxBuffer: 64e6 });
    return JSON.parse(stdout) as Hunted;
  });
}

const FLAGS = ['--conditions=liclab-source', '--disable-proto=throw'];

/** Applies a patch in a copy of the sources and does something there. */
async function inMutatedTree<T>(
  file: string,
  names: readonly string[],
  work: (tree: string) => Promise<T>,
): Promise<T> {
  const tree = await mkdtemp(path.join(os.tmpdir(), 'liclab-mutant-'));
  try {
    for (const name of names)
      await cp(path.join(projectRoot, name), path.join(tree, name), { recursive: true });
    await symlink(path.join(projectRoot, 'node_modules'), path.join(tree, 'node_modules'));
    // A folder above could be a repository; the patch is for this tree alone.
    const env = { ...process.env, GIT_CEILING_DIRECTORIES: path.dirname(tree) };
    await run('git', ['apply', '-C1', file], { cwd: tree, env });
    return await work(tree);
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
}

async function runScenarioIn(tree: string, scenario: string): Promise<MutantRun> {
  const line = [...FLAGS, 'liclab.ts', 'scenario', 'run', scenario, '--binding', 'memory', '--json'];
  // A rejection is what we want: a scenario that fails ends with 1.
  const ended = await run(process.execPath, line, { cwd: tree, maxBuffer: 64e6 }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { code: number; stdout: string }) => error,
  );
  const last = ended.stdout.trimEnd().split('\n').at(-1) ?? '';
  const [result] = (JSON.parse(last) as { scenarios: { outcome: string; reason: string | null }[] })
    .scenarios;
  return { exitCode: ended.code, outcome: result?.outcome ?? 'none', reason: result?.reason ?? null };
}
