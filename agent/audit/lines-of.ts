import { closeSync, openSync, readSync } from 'node:fs';

/** Longest line: the plan of 50,000 switches fits, and a file that is one endless line does not. */
const LINE_BYTES_MAX = 64 * 1024 * 1024;

const CHUNK_BYTES = 1024 * 1024;

/** Lines of a file one after the other, whatever its size. Throws what the file system throws, and `RangeError` for a line beyond the limit. */
export function* linesOf(path: string): Generator<string, void, undefined> {
  const descriptor = openSync(path, 'r');
  try {
    const decoder = new TextDecoder();
    const chunk = new Uint8Array(CHUNK_BYTES);
    let rest = '';
    for (;;) {
      const read = readSync(descriptor, chunk);
      const [first = '', ...more] = decoder.decode(chunk.subarray(0, read), { stream: read > 0 }).split('\n');
      rest += first;
      for (const next of more) {
        yield rest;
        rest = next;
      }
      if (rest.length > LINE_BYTES_MAX) throw new RangeError('a line is too long');
      if (read === 0) break;
    }
    if (rest !== '') yield rest;
  } finally {
    closeSync(descriptor);
  }
}
