/** What the removal of a Smart Account touches. */
import type { Store } from '../../core/ports/store.ts';
import type { Inventory } from '../inventory/index.ts';
import { createRollouts } from '../rollouts/rollouts.ts';
import { ask } from '../store/index.ts';
import { readDeviceRecords, withAssociations } from './device-records.ts';
import type { Documents } from './documents.ts';
import { readSnapshot } from './snapshot.ts';

/** Switches that become orphans, licenses that are no longer watched, rollouts that are pinned to the account. */
export interface BlastRadius {
  readonly devices: readonly string[];
  readonly pools: number;
  readonly licenses: number;
  readonly rollouts: readonly string[];
}

/** Reads what the removal of an account touches. */
export async function blastRadius(
  store: Store,
  documents: Documents,
  inventory: Inventory,
  account: string,
): Promise<BlastRadius> {
  const records = await readDeviceRecords(documents);
  const { devices } = withAssociations(inventory, records);
  const pools = (await readSnapshot(documents, account))?.pools ?? [];
  return {
    devices: devices
      .filter((device) => device.account?.toLowerCase() === account)
      .map(({ address }) => address.deviceId),
    pools: pools.length,
    licenses: pools.reduce((sum, { quantity }) => sum + quantity, 0),
    rollouts: await rolloutsOf(store, account),
  };
}

/** Rollouts that have not ended and act on switches of the account. */
async function rolloutsOf(store: Store, account: string): Promise<readonly string[]> {
  // Ids are made where a rollout begins; here they are only read.
  const rollouts = await createRollouts(store, () => '').list();
  const found: string[] = [];
  for (const { id, planHash, state } of rollouts) {
    if (state === 'finished' || state === 'aborted') continue;
    const plan = await ask<{ readonly rows: readonly { readonly body: unknown }[] } | null>((done) =>
      store.plan(planHash, done),
    );
    const isOfAccount = plan?.rows.some(({ body }) => {
      const pinned = (body as { readonly account?: string | null }).account;
      return pinned?.toLowerCase() === account;
    });
    if (isOfAccount === true) found.push(id);
  }
  return found;
}
