/** Errors of CSSM and of switches as outcomes of effects. */
import { isLicenseLabError, type LicenseLabError } from '../../../core/errors.ts';
import { failureOf, type Outcome } from '../../../core/machine.ts';
import type { Done } from '../../cssm/index.ts';

/** Levels at which CSSM itself said no: it read the request and did nothing. */
const ANSWERED: ReadonlySet<unknown> = new Set(['http', 'envelope', 'item']);

/** *Refused* when the peer said no, *not sent* when it certainly got nothing, else *unknown*. */
export function outcomeOfError(error: LicenseLabError): Outcome {
  const failure = failureOf(error);
  if (!error.definite) return { result: 'unknown', failure };
  return { result: ANSWERED.has(error.context['level']) ? 'refused' : 'not-sent', failure };
}

/** An answer of the client as the outcome of an effect. */
export const answering =
  <Value>(done: (outcome: Outcome) => void, valueOf: (value: Value) => unknown): Done<Value> =>
  (answer) =>
    done(isLicenseLabError(answer) ? outcomeOfError(answer) : { result: 'ok', value: valueOf(answer) });

/** Work that ends in a value or an expected error, as an outcome. A defect goes on. */
export async function outcomeOf(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { result: 'ok', value: await work() };
  } catch (error) {
    if (isLicenseLabError(error)) return outcomeOfError(error);
    throw error;
  }
}
