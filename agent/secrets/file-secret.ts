import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { ConfigError } from '../../core/errors.ts';
import { reasonOf } from '../config/index.ts';
import { Secret } from './secret.ts';

/** Largest secret that is read, in bytes: an RSA key of 16,384 bits has about 13 KiB. */
const SECRET_BYTES_MAX = 65_536;

/** Bits that let the group or others read, write or execute. */
const FOREIGN_BITS = 0o077;

/**
 * The secret in a file, without the line end after it. Refuses what others may read (on Windows modes say nothing and are
 * not looked at). Throws `SECRET_FILE_UNREADABLE`, `SECRET_FILE_OPEN_TO_OTHERS`, `SECRET_FILE_INVALID`.
 */
export function fileSecret(path: string): Secret {
  const bytes = readPrivate(path);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Without a cause: nothing that saw the secret's bytes leaves here.
    throw invalid(path, 'is not UTF-8 text');
  }
  const secret = text.replace(/\r?\n$/, '');
  if (secret === '') throw invalid(path, 'is empty');
  return new Secret(secret);
}

function readPrivate(path: string): Uint8Array {
  let descriptor: number | null = null;
  try {
    // Not blocking, so that a named pipe cannot hold the program.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw invalid(path, 'is not a file');
    if (process.platform !== 'win32' && (stat.mode & FOREIGN_BITS) !== 0) throw openToOthers(path, stat.mode);
    if (stat.size > SECRET_BYTES_MAX) throw invalid(path, `has more than ${SECRET_BYTES_MAX} bytes`);
    return readFileSync(descriptor);
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError(
      'SECRET_FILE_UNREADABLE',
      `The secret file ${path} cannot be read: ${reasonOf(cause)}.`,
      { context: { file: path }, hint: 'A relative path counts from the folder of the inventory.', cause },
    );
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

function openToOthers(path: string, mode: number): ConfigError {
  const bits = (mode & 0o777).toString(8).padStart(3, '0');
  return new ConfigError(
    'SECRET_FILE_OPEN_TO_OTHERS',
    `The secret file ${path} has mode ${bits}: other users of this machine may open it.`,
    { context: { file: path, mode: bits }, hint: `Close it: chmod 600 ${path}` },
  );
}

function invalid(path: string, problem: string): ConfigError {
  return new ConfigError('SECRET_FILE_INVALID', `The secret file ${path} ${problem}.`, {
    context: { file: path },
  });
}
