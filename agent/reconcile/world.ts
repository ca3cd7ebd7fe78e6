import { ENDS, isBad, isEnd } from '../../core/machines/level-change/index.ts';
import type { Waiting } from '../../core/model/desired.ts';
import { deviceView, readDeviceRecords, readRegistry, withAssociations } from '../accounts/index.ts';
import type { Documents } from '../accounts/index.ts';
import type { RolloutDevice, Rollouts, RolloutSummary } from '../rollouts/contract.ts';
import type { ReconcileWorld } from './contract.ts';

/** What a comparison is given besides what the store knows. */
export type ReconcileParts = Omit<
  ReconcileWorld,
  'associated' | 'view' | 'heldBy' | 'spoiledBy' | 'planned'
> & {
  readonly documents: Documents;
  readonly rollouts: Rollouts;
};

/** Reads from the store what a comparison has to know: associations, accounts, and who is in a rollout. */
export async function reconcileWorld({
  documents,
  rollouts,
  ...parts
}: ReconcileParts): Promise<ReconcileWorld> {
  const { inventory } = parts;
  const records = await readDeviceRecords(documents);
  const registry = await readRegistry(documents, inventory);
  const now = withAssociations(inventory, records).devices;
  const associated = new Map(inventory.devices.map((device, index) => [device, now[index] ?? device]));
  const { held, spoiled } = await holders(rollouts);
  return {
    ...parts,
    planned: await rollouts.plannedNeeds(),
    associated: (device) => associated.get(device) ?? device,
    view: (device) => deviceView(device, records, registry),
    heldBy: (id) => held.get(id) ?? null,
    spoiledBy: (id) => spoiled.get(id) ?? null,
  };
}

/** Switches in open rollouts, and those that an ended change still holds: until a person looked. */
async function holders(rollouts: Rollouts) {
  const held = new Map<string, Waiting>();
  const spoiled = new Map<string, Waiting>();
  for (const summary of await rollouts.list()) {
    const { id } = summary;
    if (!isOpen(summary) && !hasBad(summary) && summary.follows === null) continue;
    const { devices } = await rollouts.show(id);
    for (const device of devices) {
      if (device.class === null) held.set(device.id, inRollout(id, summary));
      else if (device.holds) spoiled.set(device.id, endedBadly(id, device));
    }
  }
  return { held, spoiled };
}

/** True while switches of it may still be acted on, or begin. */
function isOpen({ state, ended }: RolloutSummary): boolean {
  return !ended || state === 'running' || state === 'paused';
}

function hasBad({ counts }: RolloutSummary): boolean {
  return Object.keys(counts).some((state) => isEnd(state) && isBad(ENDS[state]));
}

function inRollout(id: string, { state }: RolloutSummary): Waiting {
  const text = `The rollout ${id} (${state}) has it.`;
  return { code: 'IN_ROLLOUT', text, next: `liclab rollout show ${id}` };
}

function endedBadly(id: string, { id: device, state }: RolloutDevice): Waiting {
  const text = `Its change in the rollout ${id} ended as ${state}; it is not tried again by itself.`;
  const next = `Look at the switch, then: liclab rollout retry ${id}, or release ${id} ${device} to have it tried again`;
  return { code: 'CHANGE_ENDED_BADLY', text, next };
}
