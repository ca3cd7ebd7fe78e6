import { closeSync, constants, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { ConfigError, LicenseLabError } from '../../core/errors.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { Digest } from '../../core/ports/digest.ts';
import { readTextFile, reasonOf } from '../config/index.ts';
import { planHash } from './hash.ts';
import { planSchema } from './plan-schema.ts';

/**
 * Writes a plan so that a reader sees the old file or the whole new one, readable by the owner alone: it names addresses
 * and what is sent to them. Throws `PLAN_UNWRITABLE`.
 */
export function writePlan(path: string, plan: Plan): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writePrivate(temporary, `${JSON.stringify(plan, null, 2)}\n`);
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw new ConfigError('PLAN_UNWRITABLE', `The plan cannot be written to ${path}: ${reasonOf(cause)}.`, {
      context: { file: path },
      cause,
    });
  }
}

/**
 * Reads a plan. Throws `PLAN_INVALID` and `FILE_*` for what is no plan file, and `PLAN_HASH_MISMATCH` (exit code 4) for one
 * that was changed after it was made.
 */
export function readPlan(path: string, digest: Digest): Plan {
  const value = parse(path, readTextFile(path, 'plan'));
  const { schema, hash } = value as { readonly schema?: unknown; readonly hash?: unknown };
  if (schema !== 'liclab.plan/1') throw invalid(path, 'it is no plan of this version');
  if (hash !== hashOf(value, digest)) throw changed(path);
  const result = planSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalid(path, `${issue?.path.join('.') || 'its content'} is not usable`);
}

/** Null for what no hash can be made of, e.g. a number beyond all bounds that somebody wrote in. */
function hashOf(value: object, digest: Digest): string | null {
  try {
    return planHash(value as Plan, digest);
  } catch {
    return null;
  }
}

function writePrivate(path: string, text: string): void {
  // A leftover of a run that was killed may be there; a symbolic link is never followed.
  rmSync(path, { force: true });
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const descriptor = openSync(path, flags, 0o600);
  try {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function parse(path: string, text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalid(path, 'it is not JSON', cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(path, 'it holds no object');
  return value;
}

function invalid(path: string, problem: string, cause?: unknown): ConfigError {
  return new ConfigError('PLAN_INVALID', `The file ${path} is not a plan: ${problem}.`, {
    context: { file: path },
    hint: 'Make one with "liclab plan ... --out FILE".',
    cause,
  });
}

function changed(path: string): LicenseLabError {
  return new LicenseLabError(
    'PLAN_HASH_MISMATCH',
    `The plan ${path} was changed after it was made; it is not applied.`,
    {
      definite: true,
      context: { file: path },
      hint: 'An approval holds for exactly one plan. Make a new plan.',
    },
  );
}
