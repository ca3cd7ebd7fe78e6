import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Absolute path of the checkout. */
export const projectRoot = path.resolve(import.meta.dirname, '../../..');

/** A file of the project: path from the root with forward slashes, and its text. */
export interface ProjectFile {
  path: string;
  text: string;
}

/**
 * Paths of all files that belong to the project, from the root: those that git tracks and those that it would
 * add, so that a new file is checked before its first commit.
 */
export function projectPaths(): string[] {
  const output = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  const paths = new Set(output.split('\0').filter((name) => name !== ''));
  // A file deleted but not yet committed is still listed.
  return [...paths].filter((name) => existsSync(path.join(projectRoot, name))).sort();
}

/** The project's text files whose path matches. */
export function projectFiles(pattern: RegExp): ProjectFile[] {
  return projectPaths()
    .filter((name) => pattern.test(name))
    .map((name) => ({ path: name, text: readText(name) }));
}

export function readText(name: string): string {
  return readFileSync(path.join(projectRoot, name), 'utf8');
}
