/** Failure domains inside the transaction of an admission: who holds their slots (I6). */
import type { DomainReading, PlanRow } from '../../core/machine.ts';
import { slotPrefix } from '../../core/model/domain.ts';
import type { PlanDevice } from '../../core/model/plan.ts';
import type { Tables } from './tables.ts';

/** Domains of `rows` with a slot that is held. */
export function domainReadings(
  tables: Pick<Tables, 'claimsUnder'>,
  rows: readonly PlanRow[],
): readonly DomainReading[] {
  const domains = new Map<string, { readonly domain: string; readonly devices: string[] }>();
  for (const { body } of rows) {
    const { domain, address } = body as Partial<PlanDevice>;
    if (typeof domain !== 'string' || address === undefined) continue;
    const prefix = slotPrefix(domain);
    const known = domains.get(prefix) ?? { domain, devices: [] };
    known.devices.push(prefix + address.deviceId);
    domains.set(prefix, known);
  }
  return [...domains].flatMap(([prefix, { domain, devices }]): DomainReading[] => {
    const slots = tables.claimsUnder(prefix);
    const holder = slots.find(({ isEnded }) => isEnded) ?? slots[0];
    if (holder === undefined) return [];
    const asked = new Set(devices);
    const own = slots.filter(({ name, isEnded }) => isEnded && asked.has(name));
    return [
      {
        domain,
        held: slots.length,
        open: slots.filter(({ isEnded }) => !isEnded).length,
        holder: holder.machine,
        own: own.map(({ name }) => name.slice(prefix.length)),
      },
    ];
  });
}
