import { createHash } from 'node:crypto';
import fs from 'node:fs';

/**
 * Names what node_modules was installed from. Only what changes the installed tree counts: hashing all of
 * package.json would reinstall after every edited script.
 * @param {{ lockfile: string, allowScripts: unknown, npmrc: string, platform: string, arch: string, nodeMajor: number }} facts
 */
export function stampHash(facts) {
  const parts = [
    facts.lockfile,
    JSON.stringify(facts.allowScripts ?? {}),
    facts.npmrc,
    facts.platform,
    facts.arch,
    facts.nodeMajor,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * What to do about node_modules.
 *
 * - `none`: it is what we need, or more.
 * - `add`: right, but without development packages. They are added beside the present ones, because
 *   `npm ci` would delete the folder under a program started a moment ago.
 * - `clean`: install from scratch. A stale tree that had development packages gets them again, else each
 *   pull would cost a developer two installs.
 *
 * @param {{ stamp: { lock: string, dev: boolean } | undefined, hash: string, wantsDev: boolean }} facts
 * @returns {{ kind: 'none' | 'add' | 'clean', dev: boolean }}
 */
export function decideInstall({ stamp, hash, wantsDev }) {
  if (stamp?.lock !== hash) return { kind: 'clean', dev: wantsDev || stamp?.dev === true };
  if (wantsDev && !stamp.dev) return { kind: 'add', dev: true };
  return { kind: 'none', dev: stamp.dev };
}

/**
 * The stamp in a file; undefined when there is none or it is damaged, so that the tree is made anew.
 * @param {string} file
 * @returns {{ lock: string, dev: boolean } | undefined}
 */
export function readStamp(file) {
  try {
    const value = JSON.parse(fs.readFileSync(file, 'utf8'));
    return typeof value?.lock === 'string' && typeof value.dev === 'boolean' ? value : undefined;
  } catch {
    return undefined;
  }
}
