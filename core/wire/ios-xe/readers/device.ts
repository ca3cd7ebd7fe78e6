import { childOf, childrenOf, descend, leafOf } from '../../netconf/index.ts';
import type { XmlElement } from '../../netconf/index.ts';
import { HARDWARE_NAMESPACE } from '../namespaces.ts';
import { CHASSIS_TYPE, HARDWARE_PATH } from '../paths.ts';
import { releaseOf } from '../release.ts';
import { booleanOf, numberOf, plainTextOrNull } from './text.ts';

/** `device-system-data`. Null: the device did not say. */
export interface SystemData {
  /** RFC 3339, as written; compared for equality only. */
  readonly bootTime: string | null;
  /** From `software-version`, e.g. `17.9.4`. */
  readonly release: string | null;
  readonly rebootReason: string | null;
  /** `unsaved-config`; the leaf is there from 17.9.1 on. It may be true without a change (its own description). */
  readonly unsaved: boolean | null;
}

/** A chassis of `device-inventory`. */
export interface Chassis {
  /** `hw-dev-index`; null when it is no number. */
  readonly index: number | null;
  readonly serial: string;
  /** `part-number`; empty when the device did not say. */
  readonly model: string;
}

/** Reads the answer to get-device or get-system; every field is null while operational data is not filled yet. */
export function readSystem(data: XmlElement | null): SystemData {
  const hardware = data === null ? null : descend(data, HARDWARE_NAMESPACE, HARDWARE_PATH);
  const system = hardware === null ? null : childOf(hardware, HARDWARE_NAMESPACE, 'device-system-data');
  if (system === null) return { bootTime: null, release: null, rebootReason: null, unsaved: null };
  const leaf = (name: string) => leafOf(system, HARDWARE_NAMESPACE, name);
  return {
    bootTime: plainTextOrNull(leaf('boot-time')),
    release: releaseOf(leaf('software-version') ?? ''),
    rebootReason: plainTextOrNull(leaf('last-reboot-reason')),
    unsaved: booleanOf(leaf('unsaved-config')),
  };
}

/** Reads the chassis of the answer to get-device. One without a serial is left out: it identifies nothing. */
export function readChassis(data: XmlElement | null): readonly Chassis[] {
  const hardware = data === null ? null : descend(data, HARDWARE_NAMESPACE, HARDWARE_PATH);
  if (hardware === null) return [];
  const found: Chassis[] = [];
  for (const item of childrenOf(hardware, HARDWARE_NAMESPACE, 'device-inventory')) {
    const leaf = (name: string) => leafOf(item, HARDWARE_NAMESPACE, name);
    const serial = plainTextOrNull(leaf('serial-number'));
    if (leaf('hw-type') !== CHASSIS_TYPE || serial === null) continue;
    found.push({
      index: numberOf(leaf('hw-dev-index')),
      serial,
      model: plainTextOrNull(leaf('part-number')) ?? '',
    });
  }
  return found;
}
