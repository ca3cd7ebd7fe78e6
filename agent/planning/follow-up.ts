import type { PlanDevice } from '../../core/model/plan.ts';
import { canonicalSerial } from '../inventory/index.ts';
import type { InventoryDevice } from '../inventory/index.ts';
import type { PlanDraft } from './draft.ts';
import { draftPlan, readingOf } from './make-plan.ts';
import type { PlanningWorld, PlanRequest } from './make-plan.ts';
import { isRead } from './read-device.ts';
import type { Reading } from './read-device.ts';
import { readFleet } from './read-fleet.ts';

/** A switch of the rollout that is followed, as it was planned there, and as the inventory describes it now. */
export interface Followed {
  readonly device: InventoryDevice;
  readonly planned: PlanDevice;
}

/**
 * Reads the switches of a rollout again and says what would be done with them; nothing is changed (I24). One that answers with
 * other serials than were approved counts as unreadable (I4). Rejects with `INTERRUPTED`.
 */
export async function makeFollowUp(
  request: PlanRequest,
  world: PlanningWorld,
  wanted: readonly Followed[],
): Promise<PlanDraft> {
  const devices = wanted.map(({ device }) => device);
  const readings = await readFleet(world.device, devices, readingOf(request.options, world));
  const planned = new Map(wanted.map((one) => [one.device, one.planned]));
  return draftPlan(
    request,
    world,
    readings.map((reading) => sameChassis(reading, planned.get(reading.device)?.serials ?? [])),
  );
}

function sameChassis(reading: Reading, planned: readonly string[]): Reading {
  if (!isRead(reading)) return reading;
  const expected = planned.map(canonicalSerial).toSorted();
  const found = reading.identity.serials.map(canonicalSerial).toSorted();
  if (expected.join() === found.join()) return reading;
  return {
    device: reading.device,
    failure: {
      code: 'IDENTITY_SERIALS',
      message: `The rollout was for the serials ${expected.join(', ')}; ${found.join(', ') || 'none'} answered.`,
      hint: 'If the switch was replaced, release it (rollout release) and make a new plan.',
      context: { deviceId: reading.device.address.deviceId },
    },
  };
}
