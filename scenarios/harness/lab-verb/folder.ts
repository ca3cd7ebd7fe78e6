import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LicenseLabError } from 'catalyst-license-lab/core';

/** File that marks a folder as a lab's own, which may be emptied. It holds the process id of the lab that uses it. */
const MARK = 'lab.pid';

/** Labs of one data folder that may run side by side. */
const LABS_MAX = 20;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function userOf(folder: string): number | null {
  try {
    return Number(readFileSync(join(folder, MARK), 'utf8'));
  } catch {
    return null;
  }
}

/**
 * An empty folder for a lab inside the data folder: `lab`, or `lab-2` while another lab uses the first. A folder that is no
 * lab's is left alone. Throws `LAB_FILES`.
 */
export function claimLabFolder(dataDir: string): string {
  for (let count = 1; count <= LABS_MAX; count += 1) {
    const folder = join(dataDir, count === 1 ? 'lab' : `lab-${count}`);
    const user = userOf(folder);
    const isFree = !existsSync(folder) || (user !== null && !isAlive(user));
    if (!isFree) continue;
    rmSync(folder, { recursive: true, force: true });
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(join(folder, MARK), String(process.pid), { flag: 'wx', mode: 0o600 });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new LicenseLabError('LAB_FILES', `The folder ${folder} cannot be made.`, {
        definite: true,
        cause,
        hint: 'Give another one with --data DIR.',
      });
    }
    return folder;
  }
  throw new LicenseLabError('LAB_FILES', `${LABS_MAX} labs use ${dataDir} already.`, {
    definite: true,
    hint: 'Give another folder with --data DIR.',
  });
}
