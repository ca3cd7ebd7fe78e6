import type { GroundEntry } from '../lab/truth.ts';

/** Longest text of one field: enough for a command or a path. */
const FIELD_LENGTH_MAX = 120;

/**
 * Fields of the simulator's record that may be shown. Anything else stays out of evidence, whatever a later simulator
 * notes there: a configuration, a payload, a token.
 */
const SHOWN_FIELDS = [
  'service',
  'refused',
  'rpc',
  'operation',
  'cli',
  'via',
  'applied',
  'changed',
  'level',
  'before',
  'ok',
  'reason',
  'result',
  'force',
  'boot',
  'method',
  'path',
  'status',
  'rows',
  'device',
  'account',
  'on',
] as const;

/** One entry as evidence shows it: the fields that may be seen, as `name=value`. */
export function trafficText(detail: GroundEntry['detail']): string {
  return SHOWN_FIELDS.flatMap((field) => {
    const value = detail[field];
    const isShown = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return isShown ? [`${field}=${String(value).slice(0, FIELD_LENGTH_MAX)}`] : [];
  }).join(' ');
}
