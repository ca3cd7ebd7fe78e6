import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { METRIC_NAMES } from '../../scenarios/harness/metrics/metrics.ts';
import { projectRoot } from '../tidy/lib/project.ts';

// The page is run as a reader would run it: its commands one after the other, its scenario put in place where it says so,
// in a folder outside the repository, each command a process of its own.

const page = await readFile(path.join(projectRoot, 'docs/scenarios/write-your-first.md'), 'utf8');
const prefix = 'npm run --silent liclab -- ';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'liclab-first-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** What `npm run` starts, without npm: it would look for a package in the reader's folder. */
async function liclab(line: string): Promise<string> {
  const flags = ['--conditions=liclab-source', '--disable-proto=throw', path.join(projectRoot, 'liclab.ts')];
  const run = promisify(execFile)(process.execPath, [...flags, ...line.split(' ')], { cwd: folder });
  const { stdout } = await run.catch((error: { stdout: string; stderr: string }) => {
    throw new Error(`"${line}" failed:\n${error.stdout}\n${error.stderr}`);
  });
  return stdout;
}

/** Blocks of the page in order: commands of `sh`, text of a scenario. */
function blocks(): readonly { readonly kind: string; readonly text: string }[] {
  return [...page.matchAll(/^```(sh|ts scenario)\n([\s\S]*?)^```$/gm)].map(([, kind = '', text = '']) => ({
    kind,
    text,
  }));
}

test('every command of the page does what it says, and its scenario passes', async () => {
  const said: string[] = [];
  for (const { kind, text } of blocks()) {
    if (kind === 'ts scenario') {
      await writeFile(path.join(folder, 'nvram-full', 'scenario.ts'), text);
      continue;
    }
    for (const line of text.trim().split('\n')) {
      expect(line.startsWith(prefix)).toBe(true);
      said.push(await liclab(line.slice(prefix.length)));
    }
  }
  expect(said).toHaveLength(8);
  expect(said[1]).toContain('1 passed');
  expect(said[2]).toContain('A switch that cannot save is left as it was');
  expect(said[4]).toContain('1 passed in 20 runs');
  expect(said[7]).toContain('passed after');
}, 240_000);

test('names in the page exist', () => {
  for (const [, name = ''] of page.matchAll(/'([a-z]+(?:[.-][a-z]+)+)': \{/g))
    expect(METRIC_NAMES).toContain(name);
});
