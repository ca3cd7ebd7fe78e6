import type { Failure } from '../../core/machine.ts';
import type { Identity, Preflight } from '../../core/model/device.ts';
import type { Deadlines } from '../../core/model/plan.ts';
import type { DevicePort } from '../../core/ports/device.ts';
import { canonicalSerial } from '../inventory/index.ts';
import type { InventoryDevice } from '../inventory/index.ts';
import { ask } from './ask.ts';

/** A switch that answered. */
export interface ReadDevice {
  readonly device: InventoryDevice;
  readonly identity: Identity;
  readonly preflight: Preflight;
}

/** What reading a switch gave. */
export type Reading = ReadDevice | { readonly device: InventoryDevice; readonly failure: Failure };

/** Longest wait for a switch to say who it is, in milliseconds: a plan is made by a person who waits. */
const IDENTIFY_MS_MAX = 60_000;

/** How a switch is read. */
export interface ReadOptions {
  readonly deadlines: Deadlines;
  /** Read over the CLI what differs from startup, where something does. */
  readonly diff: boolean;
}

/** Reads who answers and what it runs; nothing is changed. Never rejects. */
export async function readDevice(
  port: DevicePort,
  device: InventoryDevice,
  options: ReadOptions,
): Promise<Reading> {
  const owner = `plan:${device.address.deviceId}`;
  const { address } = device;
  try {
    const deadlineMs = Math.min(options.deadlines.identifyMs, IDENTIFY_MS_MAX);
    const who = await ask(port, owner, { op: 'identify', kind: 'read', address, deadlineMs });
    if (who.result !== 'ok') return { device, failure: who.failure };
    const identity = who.value as Identity;
    const mismatch = serialMismatch(device, identity);
    if (mismatch !== null) return { device, failure: mismatch };
    const state = await ask(port, owner, {
      op: 'preflight',
      kind: 'read',
      address,
      sessionEpoch: identity.sessionEpoch,
      diff: options.diff,
      deadlineMs: options.deadlines.requestMs * 2,
    });
    if (state.result !== 'ok') return { device, failure: state.failure };
    return { device, identity, preflight: state.value as Preflight };
  } finally {
    port.release(owner);
  }
}

/** True when the switch answered. */
export function isRead(reading: Reading): reading is ReadDevice {
  return 'identity' in reading;
}

/** The failure when the inventory states serials and others answer; null when they match or none are stated. */
function serialMismatch(device: InventoryDevice, identity: Identity): Failure | null {
  const found = identity.serials.map(canonicalSerial).toSorted();
  const isSame =
    device.serials.length === found.length &&
    device.serials.every((serial, index) => serial === found[index]);
  if (device.serials.length === 0 || isSame) return null;
  return {
    code: 'IDENTITY_SERIALS',
    message: `The inventory (line ${device.line}) states the serials ${device.serials.join(', ')}; ${found.join(', ') || 'none'} answered.`,
    hint: 'Check address and serials in the inventory.',
    context: { deviceId: device.address.deviceId },
  };
}
