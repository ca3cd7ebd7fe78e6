import type { Actual, Waiting } from '../../core/model/desired.ts';
import { formatLevel } from '../../core/model/level.ts';
import type { Level } from '../../core/model/level.ts';
import type { DeviceView } from '../accounts/index.ts';
import type { Wish } from '../desired/index.ts';
import type { ReadDevice } from '../planning/index.ts';
import type { EntitledRow, ReconcileRow, RowState } from './contract.ts';

/** What is known of one switch and its wish. */
interface Known {
  readonly wish: Wish;
  readonly view: DeviceView;
  readonly read: ReadDevice | null;
  readonly actual: Actual;
  readonly state: RowState;
  readonly reason: Waiting | null;
  readonly entitled: readonly EntitledRow[];
}

const text = (level: Level | null): string | null => (level === null ? null : formatLevel(level));

/** The row of one switch; of one that was not read, what was last seen stands in it. */
export function rowOf({ wish, view, read, actual, state, reason, entitled }: Known): ReconcileRow {
  const { level, account, virtualAccount } = wish.desired;
  return {
    id: wish.device.address.deviceId,
    lines: wish.entries.map(({ line }) => line),
    desired: { level: text(level), account, virtualAccount },
    configured: read === null ? view.bootLevel : text(actual.configured),
    startup: text(actual.startup),
    running: read === null ? view.level : text(actual.running),
    account: actual.account,
    virtualAccount: actual.virtualAccount,
    entitled,
    serials: read?.identity.serials ?? view.serials,
    state,
    reason,
  };
}
