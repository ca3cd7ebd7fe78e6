import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from './lib/project.ts';
import { bad, good, support } from './lint-rules.rows.ts';

// The linter's configuration is seen failing. The rows are laid out as a temporary project with our
// configuration and linted in one run.

let project: string;
let findings: { file: string; rule: string }[];

beforeAll(async () => {
  project = await mkdtemp(path.join(os.tmpdir(), 'liclab-lint-'));
  for (const { file, code } of [...bad, ...good, ...support]) {
    const target = path.join(project, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, `${code}\n`);
  }
  for (const name of ['.oxlintrc.json', 'tsconfig.json', 'package.json']) {
    await copyFile(path.join(projectRoot, name), path.join(project, name));
  }
  await symlink(path.join(projectRoot, 'node_modules'), path.join(project, 'node_modules'));
  findings = await lint(project);
}, 60_000);

afterAll(() => rm(project, { recursive: true, force: true }));

describe('the linter refuses', () => {
  test.each(bad)('$name ($rule)', ({ file, rule }) => {
    expect(findings.filter((finding) => finding.file === file).map((finding) => finding.rule)).toContain(
      rule,
    );
  });
});

test('the linter lets the places alone that exist for these things', () => {
  const allowed = new Set(good.map(({ file }) => file));
  expect(findings.filter(({ file }) => allowed.has(file))).toEqual([]);
});

/** Named one by one: given the whole folder, oxlint follows the link to node_modules. */
const folders = ['core', 'agent', 'simulator', 'scenarios', 'test'];

/** Findings of one run as file and bare rule name. */
async function lint(folder: string): Promise<{ file: string; rule: string }[]> {
  const bin = path.join(projectRoot, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const run = promisify(execFile)(process.execPath, [bin, '--format=json', ...folders], {
    cwd: folder,
    maxBuffer: 16e6,
  });
  // A rejection is what we want: oxlint ends with 1 when it finds something, and prints all the same.
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  const report = JSON.parse(stdout) as { diagnostics: { code?: string; filename: string }[] };
  return report.diagnostics.map(({ code, filename }) => ({
    file: filename.split(path.sep).join('/'),
    rule: /\(([^)]+)\)$/.exec(code ?? '')?.[1] ?? String(code),
  }));
}
