/** Severity of a log record. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One structured record. `event` is a stable name; fields never hold a secret or raw configuration. */
export interface Log {
  write(level: LogLevel, event: string, fields: Readonly<Record<string, unknown>>): void;
}
