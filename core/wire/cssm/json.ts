import type { CssmError } from '../../errors.ts';
import { cssmError } from './errors.ts';
import { ANSWER_BYTES_MAX, JSON_DEPTH_MAX, JSON_NUMBER_CHARS_MAX, JSON_VALUES_MAX } from './limits.ts';

/** A JSON value without loss: an integer that a double cannot hold is a bigint. */
export type JsonValue = null | boolean | number | bigint | string | readonly JsonValue[] | JsonObject;

/** Has no prototype: `__proto__` and `constructor` are keys like any other (safety T13). */
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

interface Cursor {
  readonly text: string;
  at: number;
  values: number;
}

/**
 * Reads JSON (RFC 8259) of an untrusted peer. `JSON.parse` will not do: it rounds CSSM's `poll_id` of 17 to 18 digits
 * (`reference/cssm.md` 0.2), keeps the last of two equal keys in silence and has no limit of depth. Throws `CSSM_NOT_JSON`
 * for what is not JSON, for equal keys, and beyond the limits of `limits.ts`.
 */
export function parseJson(text: string): JsonValue {
  const cursor: Cursor = { text, at: text.startsWith('\uFEFF') ? 1 : 0, values: 0 };
  if (text.length > ANSWER_BYTES_MAX) throw failure(cursor, `more than ${ANSWER_BYTES_MAX} characters`);
  skipSpace(cursor);
  const value = readValue(cursor, 0);
  skipSpace(cursor);
  if (cursor.at < text.length) throw failure(cursor, 'text after the end');
  return value;
}

/** {@link parseJson} of an object, which every answer of CSSM is. */
export function parseJsonObject(text: string): JsonObject {
  const value = parseJson(text);
  if (!isJsonObject(value)) {
    throw cssmError('CSSM_SHAPE', 'Expected a JSON object from CSSM, got another value.', { level: 'body' });
  }
  return value;
}

/** True for an object, false for a list, null and simple values. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readValue(cursor: Cursor, depth: number): JsonValue {
  if (depth > JSON_DEPTH_MAX) throw failure(cursor, `nesting deeper than ${JSON_DEPTH_MAX}`);
  if (++cursor.values > JSON_VALUES_MAX) throw failure(cursor, `more than ${JSON_VALUES_MAX} values`);
  switch (cursor.text.charAt(cursor.at)) {
    case '{':
      return readObject(cursor, depth);
    case '[':
      return readList(cursor, depth);
    case '"':
      return readString(cursor);
    case 't':
      return readWord(cursor, 'true', true);
    case 'f':
      return readWord(cursor, 'false', false);
    case 'n':
      return readWord(cursor, 'null', null);
    default:
      return readNumber(cursor);
  }
}

function readObject(cursor: Cursor, depth: number): JsonObject {
  const object = Object.create(null) as Record<string, JsonValue>;
  cursor.at += 1;
  skipSpace(cursor);
  if (take(cursor, '}')) return object;
  for (;;) {
    if (cursor.text[cursor.at] !== '"') throw failure(cursor, 'no key where one is due');
    const key = readString(cursor);
    if (key in object) throw failure(cursor, 'a key that occurs twice in one object');
    skipSpace(cursor);
    if (!take(cursor, ':')) throw failure(cursor, 'no colon after a key');
    skipSpace(cursor);
    object[key] = readValue(cursor, depth + 1);
    skipSpace(cursor);
    if (take(cursor, '}')) return object;
    if (!take(cursor, ',')) throw failure(cursor, 'neither a comma nor the end of the object');
    skipSpace(cursor);
  }
}

function readList(cursor: Cursor, depth: number): readonly JsonValue[] {
  const list: JsonValue[] = [];
  cursor.at += 1;
  skipSpace(cursor);
  if (take(cursor, ']')) return list;
  for (;;) {
    list.push(readValue(cursor, depth + 1));
    skipSpace(cursor);
    if (take(cursor, ']')) return list;
    if (!take(cursor, ',')) throw failure(cursor, 'neither a comma nor the end of the list');
    skipSpace(cursor);
  }
}

function readString(cursor: Cursor): string {
  const { text } = cursor;
  const start = cursor.at;
  let end = start + 1;
  let isPlain = true;
  for (; ; end++) {
    const unit = text.charCodeAt(end);
    if (unit === 0x22) break;
    if (Number.isNaN(unit)) throw failure(cursor, 'a text without an end');
    if (unit < 0x20) throw failure(cursor, 'a control character inside a text');
    if (unit === 0x5c) {
      isPlain = false;
      end += 1;
    }
  }
  cursor.at = end + 1;
  if (isPlain) return text.slice(start + 1, end);
  try {
    return JSON.parse(text.slice(start, end + 1)) as string;
  } catch {
    cursor.at = start;
    throw failure(cursor, 'an escape that JSON does not have');
  }
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;

function readNumber(cursor: Cursor): number | bigint {
  NUMBER.lastIndex = cursor.at;
  const found = NUMBER.exec(cursor.text);
  if (found === null) throw failure(cursor, 'no value where one is due');
  const [text, fraction, exponent] = found;
  if (text.length > JSON_NUMBER_CHARS_MAX) {
    throw failure(cursor, `a number of more than ${JSON_NUMBER_CHARS_MAX} characters`);
  }
  const value = Number(text);
  if (!Number.isFinite(value)) throw failure(cursor, 'a number beyond the range of a double');
  cursor.at += text.length;
  const isInteger = fraction === undefined && exponent === undefined;
  return isInteger && !Number.isSafeInteger(value) ? BigInt(text) : value;
}

function readWord<Value>(cursor: Cursor, word: string, value: Value): Value {
  if (!cursor.text.startsWith(word, cursor.at)) throw failure(cursor, 'no value where one is due');
  cursor.at += word.length;
  return value;
}

function take(cursor: Cursor, mark: string): boolean {
  if (cursor.text[cursor.at] !== mark) return false;
  cursor.at += 1;
  return true;
}

function skipSpace(cursor: Cursor): void {
  for (; ; cursor.at++) {
    const unit = cursor.text.charCodeAt(cursor.at);
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
  }
}

/** Names what is wrong and where, never the text itself. */
function failure(cursor: Cursor, what: string): CssmError {
  return cssmError('CSSM_NOT_JSON', `Expected JSON from CSSM, found ${what} at character ${cursor.at}.`, {
    level: 'body',
    context: { offset: cursor.at },
  });
}
