import { DefectError } from '../errors.ts';

/** Deepest nesting that is written; deeper values, and values that contain themselves, are refused. */
const DEPTH_MAX = 64;

/**
 * One text per value, for hashing: JSON without spaces, the keys of every object in the order of their UTF-16 code units,
 * numbers and strings as `JSON.stringify` writes them (RFC 8785). A property whose value is undefined is left out, so that
 * a value and its stored form give the same text. Throws `DEFECT_NOT_CANONICAL` for what JSON cannot hold: numbers that
 * are not finite, bigints, functions, undefined in a list, objects of a class, nesting above 64.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  if (depth > DEPTH_MAX) throw refusal(`nesting deeper than ${DEPTH_MAX}`);
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw refusal(`the number ${value}`);
      return JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(',')}]`;
      return writeObject(value, depth);
    case 'undefined':
    case 'function':
    case 'bigint':
    case 'symbol':
      throw refusal(`a value of type ${typeof value}`);
  }
}

function writeObject(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw refusal('an object of a class');
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${write(field, depth + 1)}`);
  return `{${fields.join(',')}}`;
}

function refusal(what: string): DefectError {
  return new DefectError('DEFECT_NOT_CANONICAL', `Expected plain JSON, got ${what}.`);
}
