/** What a device asks besides trust and report: how far its report is, and authorization for restricted licenses. Our own exchange. */
import type { ContactFailure } from '../../device/model/contact.ts';
import type { UsageReport } from '../../device/contract.ts';
import { dayOf, decideAuthorization, decideReturn, findInstance, isRefusal } from '../ledger/index.ts';
import type { InstanceState, Ledger } from '../ledger/index.ts';
import { identityNotValid } from './answers.ts';
import { ackFile, authorizationFile } from './files.ts';
import { licenseOfTag } from './tags.ts';

/** Answer to a follow-up: nothing yet, a file to import, or a failure. */
export type FollowUpReply =
  | { readonly status: 'OK_POLL' }
  | { readonly status: 'OK'; readonly instance: string; readonly file?: string }
  | ContactFailure;

/** Who asks. */
export type Asker = Pick<UsageReport, 'account' | 'members'>;

/** Where a report stands: `OK_POLL` while it waits, the acknowledgement with the policy when it is there. */
export function takePoll(ledger: Ledger, asker: Asker, report: number): FollowUpReply {
  const instance = instanceOf(ledger, asker);
  if (instance === undefined) return unknown();
  if (instance.waiting.some((waiting) => waiting.report === report)) return { status: 'OK_POLL' };
  const policy = ledger.state.accounts.get(instance.domain)?.policy;
  if (report > instance.acknowledged || policy === undefined) {
    return { status: 'INVALID STATUS CODE', reason: `There is no report ${report}.` };
  }
  const file = ackFile(instance.uuid, [String(report)], policy);
  return { status: 'OK', instance: instance.uuid, file };
}

/** Authorizes licenses by their tags, or takes all of them back when none is named. */
export function takeAuthorization(
  ledger: Ledger,
  at: number,
  asker: Asker,
  entitlements: readonly { readonly tag: string; readonly count: number }[],
): FollowUpReply {
  const instance = instanceOf(ledger, asker);
  if (instance === undefined) return unknown();
  const { uuid } = instance;
  const used = entitlements.map(({ tag, count }) => ({ license: licenseOfTag(tag) ?? '', quantity: count }));
  if (used.some(({ license }) => license === '')) {
    return { status: 'INVALID STATUS CODE', reason: 'An entitlement tag is not known.' };
  }
  const decided =
    used.length === 0
      ? decideReturn(ledger.state, uuid)
      : decideAuthorization(ledger.state, uuid, used, dayOf(at));
  const granted = ledger.record(decided, at);
  if (isRefusal(granted)) return { status: 'INVALID STATUS CODE', reason: granted.message };
  return { status: 'OK', instance: uuid, file: authorizationFile(uuid, granted.authorized) };
}

function instanceOf({ state }: Ledger, { account, members }: Asker): InstanceState | undefined {
  return findInstance(
    state,
    account,
    members.map(({ serial }) => serial),
  );
}

function unknown(): ContactFailure {
  return { status: 'INVALID STATUS CODE', reason: identityNotValid('') };
}
