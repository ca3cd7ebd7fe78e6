import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { ConfigError } from '../../core/errors.ts';
import { suggestWord } from '../../core/model/nearest.ts';
import type { CssmAction } from '../cssm/control/action.ts';

/** What JSON Schema says of one field of an action's body. */
interface Field {
  readonly type?: string;
  readonly enum?: readonly unknown[];
}

/** `account=TEXT virtualAccount=TEXT quantity=NUMBER [type=PERPETUAL|TERM]`: the fields of an action, for its help and its errors. */
export function fieldsText(action: CssmAction): string {
  const { fields, required } = fieldsOf(action);
  return Object.entries(fields)
    .map(([name, field]) => {
      const text = `${name}=${valueText(field)}`;
      return required.includes(name) ? text : `[${text}]`;
    })
    .join(' ');
}

/**
 * The body that `field=value` arguments state: numbers, booleans and JSON are read where the action wants them, `@FILE` is the
 * content of a file. `SIM_OPTIONS` for an unknown or missing field and for a value of another kind.
 */
export function bodyOf(
  action: CssmAction,
  args: readonly string[],
  cwd: string,
): Readonly<Record<string, unknown>> {
  const { fields, required } = fieldsOf(action);
  const hint = `Fields: ${fieldsText(action)}`;
  const pairs = args.map((arg) => {
    const [, name, value] = /^(\w+)=(.*)$/s.exec(arg) ?? [];
    if (name === undefined || value === undefined) {
      throw new ConfigError('SIM_OPTIONS', `Expected field=value, got "${arg}".`, { hint });
    }
    const field = fields[name];
    if (field === undefined) {
      const message = `${action.name} has no field "${name}". ${suggestWord(name, Object.keys(fields))}`;
      throw new ConfigError('SIM_OPTIONS', message, { hint });
    }
    return [
      name,
      valueOf(name, field, value.startsWith('@') ? fileText(value.slice(1), cwd) : value),
    ] as const;
  });
  const missing = required.filter((name) => !pairs.some(([given]) => given === name));
  if (missing.length > 0) {
    throw new ConfigError('SIM_OPTIONS', `${action.name} needs ${missing.join(', ')}.`, { hint });
  }
  return Object.fromEntries(pairs);
}

function fieldsOf({ body }: CssmAction) {
  const { properties = {}, required = [] } = z.toJSONSchema(body, { io: 'input' });
  return { fields: properties as Readonly<Record<string, Field>>, required };
}

function valueText(field: Field): string {
  const { type } = field;
  if (field.enum !== undefined) return field.enum.join('|');
  if (isNumber(field)) return 'NUMBER';
  return type === 'boolean' ? 'true|false' : type === 'string' ? 'TEXT' : 'JSON';
}

function isNumber({ type }: Field): boolean {
  return type === 'integer' || type === 'number';
}

function valueOf(name: string, field: Field, text: string): unknown {
  const expected = (what: string): ConfigError =>
    new ConfigError('SIM_OPTIONS', `${name} is ${what}, got "${text.slice(0, 100)}".`);
  if (field.type === 'string') return text;
  if (isNumber(field)) {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value)) throw expected('a number');
    return value;
  }
  if (field.type === 'boolean') {
    if (text !== 'true' && text !== 'false') throw expected('true or false');
    return text === 'true';
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw expected('JSON such as [{"role":"Smart Account Viewer"}]');
  }
}

function fileText(path: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, path), 'utf8');
  } catch (cause) {
    throw new ConfigError('SIM_OPTIONS', `The file ${path} cannot be read.`, { cause });
  }
}
