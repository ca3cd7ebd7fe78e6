import { readFile } from 'node:fs/promises';
import { ConfigError } from '../../core/errors.ts';
import { checkLab, readLab } from '../lab-file/index.ts';
import type { LabFile, LabInput } from '../lab-file/index.ts';
import { formatTimeMode, parseTimeMode } from '../time/mode.ts';

/** Reads and checks a lab, and puts in what the caller states instead. `LAB_FILE`, `LAB_FILE_UNREADABLE`, `TIME_MODE`. */
export async function loadLab(
  lab: string | LabInput,
  instead: { seed?: number; time?: string },
): Promise<LabFile> {
  const file = typeof lab === 'string' ? readLab(await readText(lab), lab) : checkLab(lab);
  const { seed = file.seed, time = file.time } = instead;
  return { ...file, seed, time: formatTimeMode(parseTimeMode(time)) };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const { code = 'unreadable' } = cause as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`;
    throw new ConfigError('LAB_FILE_UNREADABLE', `The lab file ${path} ${why}.`, {
      context: { file: path },
      cause,
    });
  }
}
