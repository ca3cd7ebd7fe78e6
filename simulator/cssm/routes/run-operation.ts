import { dayOf } from '../ledger/index.ts';
import type { SmartAccountState } from '../ledger/index.ts';
import type { CssmParts } from '../parts.ts';
import type { Bearer } from './access-tokens.ts';
import type { CssmRequest, CssmResponse } from './http.ts';
import type { Answered, Call } from './operation.ts';
import { accountGone, badRequest, forbidden, virtualAccountGone } from './refusals.ts';
import { readRequestBody } from './request-body.ts';
import { rightsOf } from './rights.ts';
import type { Rights } from './rights.ts';
import { aimOf } from './router.ts';
import type { Matched } from './router.ts';
import { repeatedPage } from './spoil.ts';
import { SYSTEM_HEADER, VIRTUAL_ACCOUNT_HEADER, virtualAccountById } from './subject.ts';
import type { Subject } from './subject.ts';
import { fieldsOf } from './fields.ts';

const NOBODY: Rights = { isMember: false, sees: () => false, changes: () => false };

/** Body, account, role, operation. `subject` is null for operations about no account. */
export function runOperation(
  parts: CssmParts,
  request: CssmRequest,
  found: Matched,
  subject: Subject | null,
  holder: Bearer,
): Answered {
  const { operation, path } = found;
  const body = readRequestBody(request);
  if ('refused' in body) return only(body.refused);
  const at = parts.clock.wallMs();
  const { client, user } = holder;
  const moment = { device: 'cssm', account: subject?.account?.domain, http: aimOf(request.path).path };
  const fields = repeatedPage(parts.faults, moment, body.fields) ?? body.fields;
  const text = request.body;
  const { query } = request;
  const call = { parts, at, today: dayOf(at), path, query, fields, text, client, user, rights: NOBODY };
  if (operation.about === 'nothing') return operation.run(call);
  const account = subject?.account;
  if (account?.status !== 'active') {
    return only(accountGone(operation.dialect, subject?.said ?? '', account, parts.options.goneAnswer));
  }
  const rights = rightsOf(account, user);
  if (!rights.isMember) return only(forbidden());
  return operation.about === 'account'
    ? runNamed({ ...call, rights }, found, account, operation.run)
    : runNumbered({ ...call, rights }, found, account, request, operation.run);
}

/** The Virtual Account stands in the path or nowhere. */
function runNamed(
  call: Call,
  { operation, path }: Matched,
  account: SmartAccountState,
  run: (call: Call, account: SmartAccountState) => Answered,
): Answered {
  const name = path['virtualAccount'] ?? null;
  if (name !== null && account.virtualAccounts.has(name) && !call.rights.sees(name)) return only(forbidden());
  if (operation.isWrite === true && !call.rights.changes(name)) return only(forbidden());
  return run(call, account);
}

/** The Virtual Account stands in a header, and who asks in another, as JSON. */
function runNumbered(
  call: Call,
  { operation }: Matched,
  account: SmartAccountState,
  request: CssmRequest,
  run: (call: Call, account: SmartAccountState, virtualAccount: Holder) => Answered,
): Answered {
  const said = request.headers[VIRTUAL_ACCOUNT_HEADER] ?? '';
  const virtualAccount = virtualAccountById(account, said);
  if (virtualAccount === undefined) return only(virtualAccountGone(operation.dialect, said));
  if (!call.rights.sees(virtualAccount.name)) return only(forbidden());
  if (operation.isWrite === true && !call.rights.changes(virtualAccount.name)) return only(forbidden());
  if (fieldsOf(request.headers[SYSTEM_HEADER] ?? '') === null) {
    return only(badRequest('X-CSW-REQUESTING-SYSTEM must be a JSON object.'));
  }
  return run(call, account, virtualAccount);
}

type Holder = NonNullable<ReturnType<typeof virtualAccountById>>;

function only(response: CssmResponse): Answered {
  return { response, rows: 0 };
}
