import { deviceView, readDeviceRecords, readRegistry, showAccount } from '../../accounts/index.ts';
import type { Account, DeviceView, ShownAccount } from '../../accounts/index.ts';
import type { Invocation } from '../verb.ts';
import { noDefault } from './account-retrieve.ts';
import { textOption } from './open.ts';
import type { Licensing } from './open.ts';
import { sayWhose } from './words.ts';

/** The account that a view is about, what is known of it, and all switches. */
export interface Shown extends ShownAccount {
  readonly account: Account;
  readonly devices: readonly DeviceView[];
  /** Fields that every view's object begins with: whose data it is and how it stands. */
  readonly head: Readonly<Record<string, unknown>>;
}

/** The account named by `--account`, else the default; says whose data follows. Throws `ACCOUNT_UNKNOWN`, `ACCOUNT_NO_DEFAULT`. */
export async function shownAccount(
  invocation: Invocation,
  { documents, session, now }: Licensing,
): Promise<Shown> {
  const registry = await readRegistry(documents, session.inventory);
  const named = textOption(invocation, 'account');
  const account = named === null ? registry.default : registry.find(named);
  if (account === null) throw noDefault();
  const shown = await showAccount(documents, account, now());
  const records = await readDeviceRecords(documents);
  const { name, state, snapshotAt, ageMs, reason } = shown.view;
  sayWhose(invocation.output, shown.view);
  return {
    ...shown,
    account,
    devices: session.inventory.devices.map((device) => deviceView(device, records, registry)),
    head: { account: name, state, snapshotAt, ageMs, reason },
  };
}
