import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import pino from 'pino';
import type { Log } from '../../../core/ports/log.ts';

/** C0, C1, line separators and bidirectional controls: what could forge or hide a line where a log is read. */
// biome-ignore lint: the class is meant
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text from a device or a peer, safe to print in a log (safety T16). */
function printable(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.replace(CONTROLS, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Structured JSON lines into a file (0600). Fields hold no secrets; strings are escaped at this sink. */
export function createFileLog(file: string): Log {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  return logOver(
    pino(
      { level: 'debug', base: null },
      pino.destination({ dest: file, mkdir: true, mode: 0o600, sync: true }),
    ),
  );
}

/** The same lines to a stream, e.g. stderr of a program that runs for ever. `wallMs` is the time they bear. */
export function createStreamLog(write: (line: string) => unknown, wallMs: () => number): Log {
  const timestamp = (): string => `,"time":"${new Date(wallMs()).toISOString()}"`;
  const formatters = { level: (label: string) => ({ level: label }) };
  return logOver(
    pino({ level: 'info', base: null, timestamp, formatters }, { write: (line) => void write(line) }),
  );
}

function logOver(logger: pino.Logger): Log {
  return {
    write(level, event, fields) {
      const safe = Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [name, printable(value)]),
      );
      logger[level](safe, event);
    },
  };
}

/** A log that keeps nothing. */
export const SILENT_LOG: Log = { write: () => undefined };
