import { cssmError } from './errors.ts';
import type { CssmOperation } from './operations.ts';

/**
 * The same call at an SSM On-Prem: accounts go by the name of their local account, and the life of a registration token is a
 * text (`reference/cssm.md` 1.7). That it offers the reads of v1 besides tokens is assumed. Throws `CSSM_NOT_OFFERED` for a call
 * about no account: On-Prem has no search.
 */
export function onPremOperation(
  operation: CssmOperation,
  localNames: ReadonlyMap<string, string>,
): CssmOperation {
  const { scope, path, body, name } = operation;
  const before = scope === null ? '' : `/v1/accounts/${encodeURIComponent(scope)}/`;
  if (scope === null || !path.startsWith(before)) {
    throw cssmError('CSSM_NOT_OFFERED', `An SSM On-Prem does not offer "${name}".`, {
      level: 'envelope',
      definite: true,
      hint: 'Use it with CSSM itself: mode: direct in the inventory.',
    });
  }
  const local = localNames.get(scope.toLowerCase()) ?? scope;
  return {
    ...operation,
    path: `/v1/accounts/${encodeURIComponent(local)}/${path.slice(before.length)}`,
    body: body?.replace(/"expiresAfterDays":(\d+)/, '"expiresAfterDays":"$1"') ?? null,
  };
}
