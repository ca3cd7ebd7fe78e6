import type { Address } from '../../core/ports/network.ts';
import { DIRECT } from '../drivers/ssh/way.ts';
import type { Way, WayOf } from '../drivers/ssh/way.ts';
import type { Inventory } from '../inventory/index.ts';

/** The ways to the switches of an inventory, and to the jump hosts that they pass: to a host the way is what comes before it. */
export function waysOf({ devices, jumpHosts }: Inventory): WayOf {
  const ways = new Map<string, Way>();
  for (const [name, { legacy }] of jumpHosts) ways.set(name, { hops: [], legacy });
  for (const { hops } of devices) {
    for (const [index, { address, ...hop }] of hops.entries())
      ways.set(address.deviceId, { ...hop, hops: hops.slice(0, index) });
  }
  // After the jump hosts, so that a switch of the same name is called on its own way.
  for (const { address, hops, known, legacyAlgorithms } of devices)
    ways.set(address.deviceId, { hops, legacy: legacyAlgorithms, ...(known === null ? {} : { known }) });
  return ({ deviceId }: Address) => ways.get(deviceId) ?? DIRECT;
}
