import type { SmartAccountState, VirtualAccountState } from '../../ledger/index.ts';
import { failure } from './envelope.ts';
import type { Answered, Call } from '../operation.ts';
import { textsOf } from '../fields.ts';
import { pagingOf } from './page.ts';
import type { Paging } from './page.ts';

/** Largest page of licenses and devices; a larger limit is taken as this one (assumed, `reference/cssm.md` 8). */
const LIMIT_MAX = 500;

/** What a list is asked for. */
export interface Selection {
  readonly from: readonly VirtualAccountState[];
  readonly page: Paging;
}

/** Reads `{virtualAccounts, limit, offset}`; an empty list of Virtual Accounts means all. A failure when it cannot be read. */
export function selectionOf({ fields, rights }: Call, account: SmartAccountState): Selection | Answered {
  const page = pagingOf(fields, LIMIT_MAX);
  if (page === null) return failure('limit and offset must be whole numbers.');
  const names = textsOf(fields['virtualAccounts'] ?? []);
  if (names === null) return failure('virtualAccounts must be a list of names.');
  if (names.length === 0) {
    return { from: [...account.virtualAccounts.values()].filter(({ name }) => rights.sees(name)), page };
  }
  const from: VirtualAccountState[] = [];
  for (const name of new Set(names)) {
    const found = account.virtualAccounts.get(name);
    if (found === undefined || !rights.sees(name)) return failure(`Virtual Account '${name}' was not found.`);
    from.push(found);
  }
  return { from, page };
}
