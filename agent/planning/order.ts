import type { DomainBy } from '../../core/model/plan.ts';
import type { Changing } from './sort-out.ts';

/** The failure domain of a switch: the inventory's, or by site for those that have none there; null: none. */
export function domainOf({ device }: Changing, by: DomainBy): string | null {
  if (device.domain !== null) return device.domain;
  return by === 'site' && device.site !== null ? `site:${device.site}` : null;
}

/**
 * Spreads the switches of each failure domain over the plan, so that few have to wait for their domain. Without domains the
 * order stays as it is; within a domain it always does.
 */
export function spreadDomains(changing: readonly Changing[], by: DomainBy): readonly Changing[] {
  const sizes = new Map<string | null, number>();
  const placed = changing.map((device) => {
    const domain = domainOf(device, by)?.toLowerCase() ?? null;
    const number = sizes.get(domain) ?? 0;
    sizes.set(domain, number + 1);
    return { device, domain, number };
  });
  const share = ({ domain, number }: (typeof placed)[number]): number =>
    (number + 0.5) / (sizes.get(domain) ?? 1);
  return placed.toSorted((a, b) => share(a) - share(b)).map(({ device }) => device);
}
