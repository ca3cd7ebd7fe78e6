/** Records as lines of text: `CRC32 JSON`, where maps and sets are marked, so that a damaged line is known as one. */
import { crc32 } from 'node:zlib';

/** Marks of what JSON does not know. */
const MAP = '$map';
const SET = '$set';

/** One line, with its line feed. */
export function encodeLine(record: object): string {
  const text = JSON.stringify(record, (_key, value: unknown) => {
    if (value instanceof Map) return { [MAP]: [...value] };
    return value instanceof Set ? { [SET]: [...value] } : value;
  });
  return `${sum(text)} ${text}\n`;
}

/** The record of a line without its line feed; null when the line is not what was written. */
export function decodeLine(line: string): Readonly<Record<string, unknown>> | null {
  const text = line.slice(9);
  if (line[8] !== ' ' || line.slice(0, 8) !== sum(text)) return null;
  return JSON.parse(text, (_key, value: unknown) => revived(value)) as Readonly<Record<string, unknown>>;
}

function revived(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { [MAP]: entries, [SET]: members } = value as { [MAP]?: [unknown, unknown][]; [SET]?: unknown[] };
  if (entries !== undefined) return new Map(entries);
  return members === undefined ? value : new Set(members);
}

function sum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
