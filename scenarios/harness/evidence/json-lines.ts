import { hash } from 'node:crypto';
import { ConfigError } from 'catalyst-license-lab/core';
import { type EvidenceEvent, evidenceSchema } from './events.ts';

/** Largest evidence file that is read back: far above what two thousand switches write. */
const BYTES_MAX = 512 * 1024 * 1024;

/** The events as JSON lines. */
export function toJsonLines(events: readonly EvidenceEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

/** SHA-256 of the evidence: two runs that did the same have the same. */
export function evidenceHash(events: readonly EvidenceEvent[]): string {
  return hash('sha256', toJsonLines(events), 'hex');
}

/** Reads evidence back; one file may hold several runs. Throws `EVIDENCE_UNREADABLE` with the line. */
export function fromJsonLines(text: string, file: string): readonly (readonly EvidenceEvent[])[] {
  if (text.length > BYTES_MAX) throw unreadable(file, 1, 'the file is too large');
  const runs: EvidenceEvent[][] = [];
  text.split('\n').forEach((line, index) => {
    if (line === '') return;
    const event = parseLine(line, file, index + 1);
    if (event.type === 'scenario') runs.push([event]);
    else if (runs.length === 0)
      throw unreadable(file, index + 1, 'the first line must say which scenario it is');
    else runs.at(-1)?.push(event);
  });
  if (runs.length === 0) throw unreadable(file, 1, 'it holds no run');
  return runs;
}

function parseLine(line: string, file: string, number: number): EvidenceEvent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw unreadable(file, number, 'it is not JSON');
  }
  const parsed = evidenceSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unreadable(file, number, `it is no event of a scenario run: ${issue?.message ?? 'not usable'}`);
}

function unreadable(file: string, line: number, problem: string): ConfigError {
  return new ConfigError('EVIDENCE_UNREADABLE', `${file}, line ${line}: ${problem}.`, {
    hint: 'Give a file that "scenario run --evidence DIR" wrote.',
  });
}
