import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { ConfigError } from '../../core/errors.ts';

/** Largest file a person writes that is read: an inventory of 10,000 switches has about 3 MiB. */
export const TEXT_FILE_BYTES_MAX = 16 * 1024 * 1024;

/**
 * Reads a UTF-8 file that a person wrote; a byte order mark is dropped. `what` names it in messages, e.g. `inventory`, and
 * `shown` is its path as the person wrote it.
 * Throws `FILE_UNREADABLE`, `FILE_TOO_LARGE`, `FILE_NOT_UTF8`.
 */
export function readTextFile(path: string, what: string, shown = path): string {
  const bytes = readBytes(path, what, shown);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ConfigError('FILE_NOT_UTF8', `The ${what} ${shown} is not UTF-8 text.`, {
      context: { file: shown },
      hint: 'Save it as UTF-8 in your editor.',
      cause,
    });
  }
}

function readBytes(path: string, what: string, shown: string): Uint8Array {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(path, 'r');
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw unreadable(shown, what, 'it is not a file');
    if (stat.size > TEXT_FILE_BYTES_MAX) {
      throw new ConfigError(
        'FILE_TOO_LARGE',
        `The ${what} ${shown} has ${stat.size} bytes; at most ${TEXT_FILE_BYTES_MAX} are read.`,
        { context: { file: shown } },
      );
    }
    return readFileSync(descriptor);
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    throw unreadable(shown, what, reasonOf(cause), cause);
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

function unreadable(path: string, what: string, reason: string, cause?: unknown): ConfigError {
  return new ConfigError('FILE_UNREADABLE', `The ${what} ${path} cannot be read: ${reason}.`, {
    context: { file: path },
    cause,
  });
}

/** Why a file operation failed, in words. */
export function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EISDIR':
      return 'it is a folder';
    case 'ENOTDIR':
      return 'a part of the path is not a folder';
    case 'ELOOP':
      return 'it is a symbolic link';
    case 'ENOSPC':
      return 'the disk is full';
    default:
      return code === '' ? 'the system gave no reason' : code;
  }
}
