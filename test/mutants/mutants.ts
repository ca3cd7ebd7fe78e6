/** Engine bugs as patches: each says which scenario must notice it, and what the scenario's message must say. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../tidy/lib/project.ts';

const run = promisify(execFile);

/** What a mutant's file says before its patch. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly scenario: string;
  /** Must be found in the reason of the failure. */
  readonly message: RegExp;
}

/** Everything a program run from its sources consists of. */
const TREE = ['core', 'agent', 'simulator', 'scenarios', 'liclab.ts', 'package.json', 'tsconfig.json'];

/** The mutants of this folder, sorted. */
export async function readMutants(): Promise<readonly Mutant[]> {
  const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.patch')).toSorted();
  return Promise.all(
    files.map(async (name) => {
      const file = path.join(import.meta.dirname, name);
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

/** Applies a patch in a copy of the sources and runs its scenario there, in memory. */
export async function runMutant({ file, scenario }: Mutant): Promise<MutantRun> {
  const tree = await mkdtemp(path.join(os.tmpdir(), 'liclab-mutant-'));
  try {
    for (const name of TREE)
      await cp(path.join(projectRoot, name), path.join(tree, name), { recursive: true });
    await symlink(path.join(projectRoot, 'node_modules'), path.join(tree, 'node_modules'));
    // A folder above could be a repository; the patch is for this tree alone.
    const env = { ...process.env, GIT_CEILING_DIRECTORIES: path.dirname(tree) };
    await run('git', ['apply', '-C1', file], { cwd: tree, env });
    return await runScenarioIn(tree, scenario);
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
}

async function runScenarioIn(tree: string, scenario: string): Promise<MutantRun> {
  const flags = ['--conditions=liclab-source', '--disable-proto=throw'];
  const line = [...flags, 'liclab.ts', 'scenario', 'run', scenario, '--binding', 'memory', '--json'];
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
