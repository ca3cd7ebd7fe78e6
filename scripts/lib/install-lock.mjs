import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a lock folder may stand without its owner file: time between two system calls, generously. */
const OWNERLESS_MS_MAX = 10_000;
/** Age at which a lock from another host counts as left over: nobody can ask whether its process lives. */
const FOREIGN_AGE_MS_MAX = 60 * 60_000;
/** Clock granularity and uptime rounding, when comparing a lock's age with the machine's start. */
const BOOT_SLACK_MS = 60_000;
const POLL_MS = 200;

/**
 * Who holds a lock. The helper is the npm that it started: when the owner is killed, npm goes on installing.
 * @typedef {{ pid: number, host: string, helper?: number }} Owner
 */

/**
 * Whether a lock was left over by processes that no longer exist.
 * @param {{
 *   owner: Owner | undefined,
 *   ageMs: number, uptimeMs: number, host: string, isAlive: (pid: number) => boolean
 * }} facts owner is undefined while its file has not been written
 */
export function isStale({ owner, ageMs, uptimeMs, host, isAlive }) {
  if (!owner) return ageMs > OWNERLESS_MS_MAX;
  if (owner.host !== host) return ageMs > FOREIGN_AGE_MS_MAX;
  // After a restart of the machine another process may have got the same number.
  if (ageMs > uptimeMs + BOOT_SLACK_MS) return true;
  return !isAlive(owner.pid) && !(owner.helper !== undefined && isAlive(owner.helper));
}

/**
 * Takes the lock, waiting for a living owner. `release` gives it back; `lend` names the process that works
 * under it.
 * @param {string} folder
 * @param {(ownerPid: number | undefined) => void} onWait called once, when somebody else holds it
 */
export async function takeLock(folder, onWait) {
  let hasWaited = false;
  while (!tryTake(folder)) {
    if (removeIfStale(folder)) continue;
    if (!hasWaited) onWait(readOwner(folder)?.pid);
    hasWaited = true;
    await sleep(POLL_MS);
  }
  return {
    release: () => fs.rmSync(folder, { recursive: true, force: true }),
    /** @param {number | undefined} helper */
    lend: (helper) => writeOwner(folder, helper),
  };
}

/** @param {string} folder */
function tryTake(folder) {
  if (!makeFolder(folder)) return false;
  writeOwner(folder, undefined);
  return true;
}

/**
 * Looks again and removes inside a second lock: of two who saw the same stale lock, the slower must not
 * remove the one that the faster has taken since.
 * @param {string} folder
 */
function removeIfStale(folder) {
  if (!looksStale(folder)) return false;
  const guard = `${folder}-stale`;
  if (!makeFolder(guard)) {
    if (ageOf(guard) > OWNERLESS_MS_MAX) fs.rmSync(guard, { recursive: true, force: true });
    return false;
  }
  try {
    if (!looksStale(folder)) return false;
    fs.rmSync(folder, { recursive: true, force: true });
    return true;
  } finally {
    fs.rmSync(guard, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function looksStale(folder) {
  const uptimeMs = os.uptime() * 1000;
  return isStale({ owner: readOwner(folder), ageMs: ageOf(folder), uptimeMs, host: os.hostname(), isAlive });
}

/** @param {string} folder */
function makeFolder(folder) {
  try {
    fs.mkdirSync(folder);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Replaces the file as a whole, because others may read it at any moment.
 * @param {string} folder
 * @param {number | undefined} helper
 */
function writeOwner(folder, helper) {
  /** @type {Owner} */
  const owner = { pid: process.pid, host: os.hostname(), ...(helper === undefined ? {} : { helper }) };
  const fresh = `${ownerFile(folder)}-new`;
  fs.writeFileSync(fresh, JSON.stringify(owner));
  fs.renameSync(fresh, ownerFile(folder));
}

/**
 * @param {string} folder
 * @returns {Owner | undefined}
 */
function readOwner(folder) {
  try {
    return JSON.parse(fs.readFileSync(ownerFile(folder), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Milliseconds since the folder was made; 0 when it is gone, which is not stale but free.
 * @param {string} folder
 */
function ageOf(folder) {
  const stats = fs.statSync(folder, { throwIfNoEntry: false });
  return stats ? Date.now() - stats.mtimeMs : 0;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return codeOf(error) !== 'ESRCH';
  }
}

/** @param {string} folder */
const ownerFile = (folder) => path.join(folder, 'owner.json');

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && 'code' in error ? error.code : undefined);
