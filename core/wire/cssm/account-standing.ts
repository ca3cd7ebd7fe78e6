import type { CssmError } from '../../errors.ts';
import { accountOf } from './accounts.ts';
import type { FoundAccount } from './accounts.ts';
import { cssmError } from './errors.ts';

/** Codes after which the account itself may be the cause. */
const DOUBTS: ReadonlySet<string> = new Set(['CSSM_REFUSED', 'CSSM_FORBIDDEN', 'CSSM_NOT_FOUND']);

/**
 * True when a call about a Smart Account failed in a way that may mean it is gone. How CSSM answers for a deleted account is
 * not public; an error envelope, 403 and 404 are all plausible (`reference/cssm.md` 8), so the search is asked who is there.
 */
export function mayBeGone(error: { readonly code: string }): boolean {
  return DOUBTS.has(error.code);
}

/**
 * What a failed call means once the search has answered: `CSSM_ACCOUNT_DELETED` when no account has this domain,
 * `CSSM_ACCOUNT_INACTIVE` when it is not usable, else the failure itself (403: the role was lost). Never a reason to use
 * another account (safety I14).
 */
export function judgeAccount(failure: CssmError, domain: string, found: readonly FoundAccount[]): CssmError {
  const account = accountOf(found, domain);
  const facts = { level: 'envelope', definite: true, context: { account: domain }, cause: failure } as const;
  if (account === null) {
    return cssmError('CSSM_ACCOUNT_DELETED', `CSSM has no Smart Account ${domain} (any more).`, {
      ...facts,
      hint: 'Associate its devices with another Smart Account.',
    });
  }
  if (!account.isUsable) {
    return cssmError(
      'CSSM_ACCOUNT_INACTIVE',
      `The Smart Account ${domain} is not in use: CSSM says "${account.status}".`,
      {
        ...facts,
        hint: 'Have it reactivated, or associate its devices with another Smart Account.',
      },
    );
  }
  return failure;
}
