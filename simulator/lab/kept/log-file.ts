import {
  closeSync,
  fdatasync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { LicenseLabError } from '../../../core/errors.ts';

/** A file that grows line by line. A line is with the kernel when {@link LogFile.append} returns, and on the disk a moment later. */
export interface LogFile {
  append(line: string): void;
  /** Bytes in it. */
  size(): number;
  /** Puts other lines in place of all: as a whole or not at all. */
  replace(lines: Iterable<string>): void;
  /** Everything is on the disk, and the file is closed. */
  close(): void;
}

/** Opens a file of `size` good bytes, and cuts off what is behind them. The file is for this user alone. `LAB_DATA_WRITE`. */
export function openLog(file: string, size: number): LogFile {
  let bytes = size;
  let fd = openSync(file, 'a', 0o600);
  let isDirty = false;
  let isSyncing = false;
  let isClosed = false;
  let failure: Error | null = null;
  ftruncateSync(fd, size);

  /** One flush at a time: what comes while one runs is in the next. */
  function flush(): void {
    if (isSyncing || !isDirty || isClosed) return;
    isSyncing = true;
    isDirty = false;
    const flushed = fd;
    fdatasync(flushed, (error) => {
      isSyncing = false;
      // A file that was replaced or closed meanwhile was flushed by that.
      if (error !== null && flushed === fd && !isClosed) failure = error;
      flush();
    });
  }

  function write(line: string): void {
    const whole = Buffer.from(line);
    for (let at = 0; at < whole.length; ) at += writeSync(fd, whole, at);
    bytes += whole.length;
  }

  return {
    size: () => bytes,

    append(line) {
      // What was said to be kept may not be: no more is promised.
      if (failure !== null) throw writeError(file, failure);
      const before = bytes;
      try {
        write(line);
      } catch (cause) {
        // Half a line must not stand before the next one.
        ftruncateSync(fd, before);
        throw writeError(file, cause);
      }
      isDirty = true;
      flush();
    },

    replace(lines) {
      const aside = `${file}.new`;
      const fresh = openSync(aside, 'w', 0o600);
      let total = 0;
      try {
        for (const line of lines) {
          const whole = Buffer.from(line);
          for (let at = 0; at < whole.length; ) at += writeSync(fresh, whole, at);
          total += whole.length;
        }
        fsyncSync(fresh);
        renameSync(aside, file);
        syncFolder(file);
      } catch (cause) {
        closeSync(fresh);
        throw writeError(file, cause);
      }
      closeSync(fd);
      fd = fresh;
      bytes = total;
    },

    close() {
      if (isClosed) return;
      isClosed = true;
      fdatasyncSync(fd);
      closeSync(fd);
    },
  };
}

/** Makes a rename last (POSIX: the folder's entry is data of the folder). */
function syncFolder(file: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function writeError(file: string, cause: unknown): LicenseLabError {
  const why = cause instanceof Error ? cause.message : 'unknown';
  return new LicenseLabError('LAB_DATA_WRITE', `The lab cannot be kept in ${file}: ${why}`, { cause });
}
