import { deviceView, readDeviceRecords, readRegistry, showAccount } from '../../accounts/index.ts';
import type { Account, DeviceView, ShownAccount } from '../../accounts/index.ts';
import { syncTokenOf } from '../../licenses/index.ts';
import type { SyncToken } from '../../licenses/index.ts';
import type { Invocation } from '../verb.ts';
import { noDefault } from './account-retrieve.ts';
import { textOption } from './open.ts';
import type { Licensing } from './open.ts';
import { saySyncToken, sayWhose } from './words.ts';

/** The account that a view is about, what is known of it, and all switches. */
export interface Shown extends ShownAccount {
  readonly account: Account;
  readonly devices: readonly DeviceView[];
  /** Null: no SSM On-Prem, or nobody wrote down when it was signed in to. */
  readonly syncToken: SyncToken | null;
  readonly nowMs: number;
  /** Fields that every view's object begins with: whose data it is and how it stands. */
  readonly head: Readonly<Record<string, unknown>>;
}

/** The account named by `--account`, else the default; says whose data follows. Throws `ACCOUNT_UNKNOWN`, `ACCOUNT_NO_DEFAULT`. */
export async function shownAccount(
  invocation: Invocation,
  { documents, session, now }: Licensing,
  name = textOption(invocation, 'account'),
): Promise<Shown> {
  const registry = await readRegistry(documents, session.inventory);
  const account = name === null ? registry.default : registry.find(name);
  if (account === null) throw noDefault();
  const shown = await showAccount(documents, account, now());
  const records = await readDeviceRecords(documents);
  const { state, snapshotAt, ageMs, reason } = shown.view;
  const nowMs = now().agentMs;
  const syncToken = syncTokenOf(session.inventory.cssm?.signedIn ?? null, nowMs);
  sayWhose(invocation.output, shown.view);
  saySyncToken(invocation.output, syncToken);
  return {
    ...shown,
    account,
    devices: session.inventory.devices.map((device) => deviceView(device, records, registry)),
    syncToken,
    nowMs,
    head: { account: account.name, syncToken, state, snapshotAt, ageMs, reason },
  };
}
