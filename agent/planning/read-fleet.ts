import { LicenseLabError } from '../../core/errors.ts';
import type { Failure } from '../../core/machine.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { DevicePort } from '../../core/ports/device.ts';
import type { InventoryDevice } from '../inventory/index.ts';
import { CredentialGate } from './credential-gate.ts';
import { isRead, readDevice } from './read-device.ts';
import type { Reading, ReadOptions } from './read-device.ts';

/** How many at a time, and who wants to know. */
export interface FleetOptions extends ReadOptions {
  readonly readsAtOnce: number;
  readonly clock: Clock;
  /** Called after each switch. */
  readonly onRead?: (done: number, total: number) => void;
  /** Ends the reading: sessions are destroyed, nothing more is opened. */
  readonly signal?: AbortSignal;
}

/**
 * Reads switches, a bounded number at a time; the answers come in the order of `devices`. One bad switch never spoils
 * another. Rejects with `INTERRUPTED` when the signal comes.
 */
export async function readFleet(
  port: DevicePort,
  devices: readonly InventoryDevice[],
  options: FleetOptions,
): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  const gate = new CredentialGate(options.clock);
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    while (next < devices.length && options.signal?.aborted !== true) {
      const index = next++;
      const device = devices[index];
      if (device === undefined) return;
      readings[index] = await readGated(port, device, options, gate);
      options.onRead?.(++done, devices.length);
    }
  };
  const stop = (): void => devices.forEach(({ address }) => port.abandon(`plan:${address.deviceId}`));
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([
      Promise.all(Array.from({ length: options.readsAtOnce }, work)),
      interruption(options.signal),
    ]);
  } finally {
    gate.close();
    options.signal?.removeEventListener('abort', stop);
  }
  return readings;
}

async function readGated(
  port: DevicePort,
  device: InventoryDevice,
  options: ReadOptions,
  gate: CredentialGate,
): Promise<Reading> {
  const { credentials } = device.address;
  if (!(await gate.enter(credentials))) return { device, failure: notTried(device) };
  const reading = await readDevice(port, device, options);
  if (isRead(reading)) gate.leave(credentials, 'accepted');
  else gate.leave(credentials, reading.failure.code === 'AUTH_FAILED' ? 'refused' : 'other');
  return reading;
}

function notTried({ address }: InventoryDevice): Failure {
  return {
    code: 'AUTH_NOT_TRIED',
    message: `Not tried: the credentials "${address.credentials}" were refused by other switches.`,
    hint: 'Check user and secret of these credentials; trying on could lock the user out.',
    context: { deviceId: address.deviceId, credentials: address.credentials },
  };
}

/** Never settles without a signal. */
function interruption(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    const interrupt = (): void =>
      reject(new LicenseLabError('INTERRUPTED', 'Interrupted.', { definite: true }));
    if (signal?.aborted === true) interrupt();
    else signal?.addEventListener('abort', interrupt, { once: true });
  });
}
