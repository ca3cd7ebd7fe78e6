/** Licenses that are paid for and do nothing. */
import { licenseKind } from '../../core/model/license-kind.ts';
import { parseLevel } from '../../core/model/level.ts';
import type { ProductInstance } from '../../core/wire/cssm/index.ts';
import type { DeviceView, Snapshot } from '../accounts/index.ts';
import { balancesOf } from './balances.ts';
import { daysSince } from './compliance-devices.ts';
import { command } from './finding.ts';

/** Why a quantity counts as unused. */
export type UnusedKind =
  /** Nobody uses it. */
  | 'surplus'
  /** Held by a product instance that is none of our switches: removed from the inventory, or never in it. */
  | 'unknown-instance'
  /** Held by an older entry of a switch that CSSM lists anew. */
  | 'old-instance'
  /** Held by a product instance that CSSM has not heard of for long. */
  | 'silent-instance'
  /** Held for a level that the switch does not run. */
  | 'above-level'
  /** Used now; the switch is configured for a lower level and sets it free with its next reload. */
  | 'above-configured';

/** One quantity that is unused. */
export interface Unused {
  readonly kind: UnusedKind;
  readonly license: string;
  readonly virtualAccount: string;
  readonly quantity: number;
  /** Who holds it: a host name with serial; null for a surplus. */
  readonly holder: string | null;
  readonly evidence: string;
  /** A command of this program. */
  readonly next: string;
}

/** Unused quantities of an account. `devices`: all switches that are known, of every account. */
export function unusedIn(
  snapshot: Snapshot,
  devices: readonly DeviceView[],
  nowMs: number,
  silentDays: number,
): readonly Unused[] {
  const { account } = snapshot;
  const surplus = balancesOf(snapshot, nowMs)
    .filter(({ available }) => available > 0)
    .map(({ license, virtualAccount, available, quantity, inUse, reserved }): Unused => {
      const evidence = `${quantity} owned, ${inUse} in use, ${reserved} reserved`;
      const next = command('license', 'reapply', '--account', account);
      return { kind: 'surplus', license, virtualAccount, quantity: available, holder: null, evidence, next };
    });
  return [...surplus, ...held(snapshot, devices, nowMs, silentDays)];
}

function held(
  { instances }: Snapshot,
  devices: readonly DeviceView[],
  nowMs: number,
  silentDays: number,
): readonly Unused[] {
  const bySerial = new Map(
    devices.flatMap((device) => device.serials.map((serial) => [serial.toUpperCase(), device] as const)),
  );
  const newest = newestBySerial(instances);
  return instances.flatMap((instance) => {
    const { hostname, serial, virtualAccount, usage } = instance;
    const device = bySerial.get(serial.toUpperCase()) ?? null;
    return usage
      .filter(({ quantity }) => quantity > 0)
      .flatMap(({ license, quantity }): Unused[] => {
        const why =
          device === null
            ? unknownInstance()
            : (instanceUnused(instance, device, newest, nowMs, silentDays) ?? levelUnused(license, device));
        if (why === null) return [];
        return [{ license, virtualAccount, quantity, holder: `${hostname} ${serial}`.trim(), ...why }];
      });
  });
}

type Why = Pick<Unused, 'kind' | 'evidence' | 'next'>;

function unknownInstance(): Why {
  const evidence = 'no switch of the inventory has this serial';
  return { kind: 'unknown-instance', evidence, next: command('device', 'ls') };
}

function instanceUnused(
  instance: ProductInstance,
  { id }: DeviceView,
  newest: ReadonlyMap<string, ProductInstance>,
  nowMs: number,
  silentDays: number,
): Why | null {
  const { serial, lastContact } = instance;
  const current = newest.get(serial.toUpperCase());
  if (current !== undefined && current !== instance) {
    const evidence = `${id} is listed anew in ${current.virtualAccount}, last contact ${current.lastContact}; here ${lastContact}`;
    return { kind: 'old-instance', evidence, next: command('device', 'sync', id) };
  }
  const days = daysSince(lastContact, nowMs);
  if (days === null || days < silentDays) return null;
  const evidence = `last contact ${lastContact}, ${days} days ago`;
  return { kind: 'silent-instance', evidence, next: command('device', 'check', id) };
}

function levelUnused(license: string, { id, level, bootLevel }: DeviceView): Why | null {
  if (isBeside(license, level)) {
    return {
      kind: 'above-level',
      evidence: `${id} runs ${level ?? ''}`,
      next: command('device', 'sync', id),
    };
  }
  if (isBeside(license, bootLevel)) {
    const evidence = `${id} runs ${level ?? 'an unknown level'} and boots ${bootLevel ?? ''} next`;
    return { kind: 'above-configured', evidence, next: command('device', 'show', id) };
  }
  return null;
}

/** True when a license is for a level or an add-on that is no part of a level; unknown licenses and levels say nothing. */
function isBeside(license: string, text: string | null): boolean {
  const level = text === null ? null : parseLevel(text);
  const kind = licenseKind(license).level;
  return level !== null && kind !== null && kind !== level.network && kind !== level.addon;
}

/** Of several entries of one serial the one that CSSM heard of last; of equal ones the later registration. */
function newestBySerial(instances: readonly ProductInstance[]): ReadonlyMap<string, ProductInstance> {
  const newest = new Map<string, ProductInstance>();
  for (const instance of instances) {
    const key = instance.serial.toUpperCase();
    const other = newest.get(key);
    if (other === undefined || age(instance) > age(other)) newest.set(key, instance);
  }
  return newest;
}

const age = ({ lastContact, registered }: ProductInstance): string => `${lastContact} ${registered}`;
