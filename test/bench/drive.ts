/** The agent's drivers over real SSH, for measuring: one NETCONF session, many reads. */
import { loadInventory, createCredentialSource } from '../../agent/inventory/index.ts';
import { createHostKeyPolicy } from '../../agent/drivers/ssh/host-key-policy.ts';
import { openKnownHosts } from '../../agent/drivers/ssh/known-hosts-file.ts';
import { createSshNetwork } from '../../agent/drivers/ssh/network.ts';
import { createDeviceDriver } from '../../agent/drivers/device/driver.ts';
import { SILENT_LOG } from '../../agent/runtime/ports/log.ts';
import { createRealClock } from '../../agent/runtime/ports/real-clock.ts';
import { createSecretResolver } from '../../agent/secrets/index.ts';
import type { Outcome } from '../../core/machine.ts';
import type { Identity } from '../../core/model/device.ts';
import type { DeviceEffect, DevicePort } from '../../core/ports/device.ts';
import type { Address } from '../../core/ports/network.ts';
import { createRandom } from '../../core/random.ts';

/** A driver for the switches of an inventory. */
export function openDriver(inventoryFile: string): {
  readonly port: DevicePort;
  readonly addresses: readonly Address[];
} {
  const inventory = loadInventory(inventoryFile);
  const secrets = createSecretResolver({ env: process.env, folder: inventory.folder, ask: null });
  const credentials = createCredentialSource(inventory, secrets);
  const clock = createRealClock();
  const hostKeys = createHostKeyPolicy({ mode: 'strict', store: openKnownHosts([]), log: SILENT_LOG });
  const network = createSshNetwork({ clock, log: SILENT_LOG, credentials, hostKeys });
  const port = createDeviceDriver({ network, clock, random: createRandom(1), log: SILENT_LOG, credentials });
  return { port, addresses: inventory.devices.map((device) => device.address) };
}

/** Performs one effect; rejects unless it is ok. */
export function perform(port: DevicePort, owner: string, effect: DeviceEffect): Promise<unknown> {
  return new Promise((resolve, reject) => {
    port.perform({ owner, effect, mayWrite: () => true }, (outcome: Outcome) => {
      if (outcome.result === 'ok') resolve(outcome.value);
      else
        reject(
          new Error(
            `${effect.op} ended as ${outcome.result}: ${outcome.failure.code} ${outcome.failure.message}`,
          ),
        );
    });
  });
}

/** Opens a session with its reads of identity, and leaves it open. */
export async function identify(port: DevicePort, owner: string, address: Address): Promise<Identity> {
  return (await perform(port, owner, {
    op: 'identify',
    kind: 'read',
    address,
    deadlineMs: 60_000,
  })) as Identity;
}

/** Runs `work` for every item, `atOnce` at a time. */
export async function pool<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) await work(item, index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
