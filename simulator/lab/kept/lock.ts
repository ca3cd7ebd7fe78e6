import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { LicenseLabError } from '../../../core/errors.ts';

/** Locks that this process holds: its own number in a file of an earlier process says nothing. */
const held = new Set<string>();

/** Takes a folder for this process, by a file with its number. Returns the release. `LAB_DATA_IN_USE`. */
export function lockFolder(file: string): () => void {
  if (!take(file)) {
    const owner = Number(readOr(file, '0'));
    if (held.has(file) || (owner !== process.pid && isAlive(owner))) throw inUse(file, owner);
    // Its process is gone.
    rmSync(file, { force: true });
    if (!take(file)) throw inUse(file, Number(readOr(file, '0')));
  }
  held.add(file);
  return () => {
    if (held.delete(file)) rmSync(file, { force: true });
  };
}

function take(file: string): boolean {
  try {
    const fd = openSync(file, 'wx', 0o600);
    writeSync(fd, String(process.pid));
    closeSync(fd);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's, but alive.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}

function inUse(file: string, owner: number): LicenseLabError {
  return new LicenseLabError(
    'LAB_DATA_IN_USE',
    `Process ${owner} runs the lab that is kept there (${file}).`,
    {
      hint: 'Stop it, or take another folder with --data DIR.',
    },
  );
}
