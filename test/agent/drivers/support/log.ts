import type { Log, LogLevel } from '../../../../core/ports/log.ts';

/** One record that was written. */
export interface LogRecord {
  readonly level: LogLevel;
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A log that keeps what is written. */
export function memoryLog(): Log & { readonly records: LogRecord[] } {
  const records: LogRecord[] = [];
  return { records, write: (level, event, fields) => void records.push({ level, event, fields }) };
}
