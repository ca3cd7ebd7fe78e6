import {
  createStanding,
  readDeviceRecords,
  readRegistry,
  syncDevice,
  withAssociations,
} from '../accounts/index.ts';
import type { DeviceSync } from '../accounts/index.ts';
import { workOnEach } from './each.ts';
import { createRetries } from './retry.ts';
import type { Retries } from './retry.ts';
import type { RoundWorld } from './contract.ts';

/** From the report to CSSM's acknowledgement: minutes at Cisco. */
const ACK_WITHIN_MS = 15 * 60_000;

/** Follows reports of switches that are not acknowledged. */
export interface Reports {
  /** A change has ended without its report being seen. */
  unreported(id: string): void;
  follow(world: RoundWorld): Promise<number>;
  readonly retries: Retries;
}

/** Makes it. Who is gone at CSSM is not asked: another report heals nothing. */
export function createReports(clock: Parameters<typeof createRetries>[0]): Reports {
  const retries = createRetries(clock);
  const waiting = new Set<string>();
  return {
    retries,
    unreported: (id) => void waiting.add(id),
    async follow(world) {
      const { session, log, licensing } = world;
      const { documents } = licensing;
      const records = await readDeviceRecords(documents);
      const { devices } = withAssociations(session.inventory, records);
      const wanted = devices.filter(({ address: { deviceId } }) => {
        const sync = records.syncs.get(deviceId);
        const isBad = sync !== undefined && sync.result !== 'ok' && !sync.isGone;
        return (isBad || waiting.has(deviceId)) && retries.isDue(deviceId);
      });
      if (wanted.length === 0) return 0;
      const client = await licensing.cssm();
      const { removed } = await readRegistry(documents, session.inventory);
      const standing = createStanding(documents, client, session.clock);
      const syncWorld = {
        documents,
        cssm: client,
        clock: session.clock,
        report: (device: (typeof wanted)[number]) => licensing.report(device, ACK_WITHIN_MS),
      };
      const ends = await workOnEach<DeviceSync>(world, wanted, (device) =>
        syncDevice(syncWorld, standing, device, removed),
      );
      for (const end of ends) {
        if (end === undefined) continue;
        const isGood = end.outcome === 'ok';
        retries.ended(end.id, isGood);
        if (isGood) waiting.delete(end.id);
        const { id, outcome, message } = end;
        log.write(isGood ? 'info' : 'warn', 'device.reported', { device: id, outcome, message });
      }
      return ends.length;
    },
  };
}
