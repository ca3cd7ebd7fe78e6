import { z } from 'zod';
import { ConfigError } from '../../core/errors.ts';
import type { FaultRequest } from './contract.ts';
import { faultKind, faultParams } from './registry.ts';

/** Most times one fault may happen: beyond any run, and still a number that JSON carries. */
const TIMES_MAX = 1_000_000_000;
/** Longest target and pattern. */
const TEXT_MAX = 200;

const text = z.string().min(1).max(TEXT_MAX);

/** A fault as it comes in over the control API or from a scenario. */
export const faultRequestSchema = z.strictObject({
  fault: text,
  target: text.regex(
    /^(\*|site:.+|cssm:.+|cssm|[A-Za-z0-9][\w.-]*)$/,
    'expected an id, site:NAME, cssm:ACCOUNT or *',
  ),
  times: z.int().min(1).max(TIMES_MAX).optional(),
  probability: z.number().gt(0).max(1).optional(),
  after: z
    .strictObject({
      rpc: text.optional(),
      cli: text.optional(),
      http: text.optional(),
      chunk: z.int().min(1).max(1_000_000).optional(),
    })
    .optional(),
  params: z.record(z.string(), z.unknown()).optional(),
});

/** A request whose name and parameters exist; defaults are filled in. */
export interface CheckedRequest extends FaultRequest {
  readonly times: number;
  readonly probability: number;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Checks a request; `FAULT_REQUEST`, `FAULT_UNKNOWN` and `FAULT_PARAMS` say what was expected. */
export function checkRequest(value: unknown): CheckedRequest {
  const parsed = faultRequestSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? 'A fault' : issue.path.join('.');
    throw new ConfigError('FAULT_REQUEST', `${where}: ${issue?.message ?? 'not usable'}.`);
  }
  const { fault, target, times = 1, probability = 1, after, params = {} } = parsed.data;
  return {
    fault,
    target,
    times,
    probability,
    ...(after === undefined ? {} : { after: definedOnly(after) }),
    params: faultParams(faultKind(fault), params),
  };
}

function definedOnly(
  after: NonNullable<z.infer<typeof faultRequestSchema>['after']>,
): NonNullable<FaultRequest['after']> {
  return Object.fromEntries(Object.entries(after).filter(([, value]) => value !== undefined));
}
