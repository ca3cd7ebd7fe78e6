import { Readable } from 'node:stream';
import { z } from 'zod';
import { route } from '../route.ts';
import type { Lines, Route } from '../route.ts';

/** Entries written at once: about 200 KB. */
const CHUNK = 1_000;

/** The simulator's own record. */
export const JOURNAL_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/journal',
    summary: 'What happened, one JSON object a line, from a sequence number on.',
    query: z.strictObject({ from: z.coerce.number().int().min(0).default(1) }),
    answer: 'lines',
    run: ({ journal }, { query }): Lines => ({ lines: jsonLines(journal.from(query.from)) }),
  }),
];

/** Values as lines of JSON. */
export function jsonLines(values: readonly unknown[]): Readable {
  function* chunks(): Generator<string> {
    for (let from = 0; from < values.length; from += CHUNK) {
      const part = values.slice(from, from + CHUNK);
      yield part.map((value) => `${JSON.stringify(value)}\n`).join('');
    }
  }
  return Readable.from(chunks());
}
