import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Checkpoint } from '../../core/ports/store.ts';

/** Keeps the newest checkpoint beside the store, replacing the file as a whole. */
export function keepHead(file: string): (head: Checkpoint) => void {
  return ({ seq, hash }) => {
    writeFileSync(`${file}.new`, `${JSON.stringify({ seq, hash })}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
}

/** Hash kept beside the store, or null when there is none. */
export function readHead(file: string): string | null {
  try {
    const { hash } = JSON.parse(readFileSync(file, 'utf8')) as { hash?: unknown };
    return typeof hash === 'string' ? hash : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
