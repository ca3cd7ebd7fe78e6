/** Licenses that are paid for and do nothing. */
import { ENTITLEMENTS } from '../../core/model/data/entitlement-tags.ts';
import { parseLevel } from '../../core/model/level.ts';
import type { DeviceView, Snapshot } from '../accounts/index.ts';
import { balancesOf } from './balances.ts';
import { SILENT_DAYS } from './compliance.ts';

/** Why a quantity counts as unused. */
export type UnusedKind =
  /** Nobody uses it. */
  | 'surplus'
  /** Held by a product instance that is none of our switches. */
  | 'unknown-instance'
  /** Held by a product instance that CSSM has not heard of for long. */
  | 'silent-instance'
  /** Held for a level that the switch does not run. */
  | 'above-level';

/** One quantity that is unused. */
export interface Unused {
  readonly kind: UnusedKind;
  readonly license: string;
  readonly virtualAccount: string;
  readonly quantity: number;
  /** Who holds it: a host name with serial; null for a surplus. */
  readonly holder: string | null;
  readonly evidence: string;
}

const DAY_MS = 86_400_000;

/** Unused quantities of an account. `devices`: all switches that are known, of every account. */
export function unusedIn(
  snapshot: Snapshot,
  devices: readonly DeviceView[],
  nowMs: number,
): readonly Unused[] {
  const surplus = balancesOf(snapshot)
    .filter(({ available }) => available > 0)
    .map(({ license, virtualAccount, available, quantity, inUse }): Unused => {
      const evidence = `${quantity} owned, ${inUse} in use`;
      return { kind: 'surplus', license, virtualAccount, quantity: available, holder: null, evidence };
    });
  return [...surplus, ...held(snapshot, devices, nowMs)];
}

function held(snapshot: Snapshot, devices: readonly DeviceView[], nowMs: number): readonly Unused[] {
  const bySerial = new Map(
    devices.flatMap((device) => device.serials.map((serial) => [serial, device] as const)),
  );
  return snapshot.instances.flatMap(({ hostname, serial, virtualAccount, lastContact, usage }) => {
    const device = bySerial.get(serial.toUpperCase()) ?? null;
    const contactMs = Date.parse(lastContact);
    const days = Number.isNaN(contactMs) ? 0 : Math.floor((nowMs - contactMs) / DAY_MS);
    const holder = `${hostname} ${serial}`.trim();
    return usage
      .filter(({ quantity }) => quantity > 0)
      .flatMap(({ license, quantity }): Unused[] => {
        const unused = (kind: UnusedKind, evidence: string): Unused[] => [
          { kind, license, virtualAccount, quantity, holder, evidence },
        ];
        if (device === null) return unused('unknown-instance', 'no switch of the inventory has this serial');
        if (days >= SILENT_DAYS)
          return unused('silent-instance', `last contact ${lastContact}, ${days} days ago`);
        if (isAbove(license, device.level))
          return unused('above-level', `${device.id} runs ${device.level ?? ''}`);
        return [];
      });
  });
}

/** Levels and add-ons that go under a license name; families may share one. */
const LEVELS_BY_LICENSE = namesByLicense();

function namesByLicense(): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const { license, name } of ENTITLEMENTS) {
    const key = license.toLowerCase();
    names.set(key, (names.get(key) ?? new Set()).add(name));
  }
  return names;
}

/** True when a license is for a level or an add-on that a switch does not run; unknown licenses and levels say nothing. */
function isAbove(license: string, running: string | null): boolean {
  const level = running === null ? null : parseLevel(running);
  const names = LEVELS_BY_LICENSE.get(license.toLowerCase());
  if (level === null || names === undefined) return false;
  return !names.has(level.network) && (level.addon === null || !names.has(level.addon));
}
