/** Decisions about who answered. */
import type { Failure } from '../../machine.ts';
import type { Identity } from '../../model/device.ts';
import { finding } from './row.ts';
import type { ChangeState } from './state.ts';

/** How the serials that answered compare with the plan's set. */
export type IdentityVerdict = 'same' | 'missing' | 'foreign';

/** Compares sets: a switch-over changes the order, not the set (F23). */
export function compareSerials(expected: readonly string[], found: readonly string[]): IdentityVerdict {
  const wanted = new Set(expected);
  if (found.some((serial) => !wanted.has(serial))) return 'foreign';
  return new Set(found).size === wanted.size ? 'same' : 'missing';
}

/** True for failures which say that somebody else answers at this address: no credential was sent. */
export function isHostKeyFailure(failure: Failure): boolean {
  return failure.code.startsWith('HOST_KEY_');
}

/** The failure that names both serial sets. */
export function serialFailure(state: ChangeState, identity: Identity): Failure {
  return finding(
    'IDENTITY_SERIALS',
    `expected serials ${state.device.serials.join(', ')}, the device at ${state.device.address.host} has ${identity.serials.join(', ')}`,
    'Check the address in the inventory and the cabling of the stack, then make a new plan.',
  );
}

/** Fields every identification sets. */
export function identified(identity: Identity): Partial<ChangeState> {
  return {
    sessionEpoch: identity.sessionEpoch,
    locked: false,
    members: identity.members.map(({ slot, serial, model, state }) => ({ slot, serial, model, state })),
  };
}
