import { isSameLevel, formatLevel } from '../../core/model/level.ts';
import type { Level } from '../../core/model/level.ts';
import { levelInUse } from '../../core/model/device.ts';
import type { Preflight } from '../../core/model/device.ts';
import { canonicalSerial } from '../inventory/index.ts';
import type { DeviceNote } from './draft.ts';
import type { ReadDevice } from './read-device.ts';

/** A switch that the plan will change, and the level it comes from. */
export interface Changing extends ReadDevice {
  readonly from: Level;
}

/** The selected switches, sorted by what the plan does with them. */
export interface SortedOut {
  readonly changing: readonly Changing[];
  readonly leftOut: readonly DeviceNote[];
  readonly warnings: readonly DeviceNote[];
  /** The switch answered, but its level cannot be told. */
  readonly unreadable: readonly DeviceNote[];
}

/**
 * Sorts out who is changed: one change per serial (I17), nobody who is there already, except whom an ended change still holds: a new
 * one looks and frees it.
 */
export function sortOut(
  devices: readonly ReadDevice[],
  target: Level,
  saveForeign: boolean,
  takesOver: ReadonlyMap<string, string>,
): SortedOut {
  const changing: Changing[] = [];
  const leftOut: DeviceNote[] = [];
  const warnings: DeviceNote[] = [];
  const unreadable: DeviceNote[] = [];
  const holders = new Map<string, string>();
  for (const read of devices) {
    const id = read.device.address.deviceId;
    const serials = read.identity.serials.map(canonicalSerial);
    const twin = serials.map((serial) => holders.get(serial)).find((holder) => holder !== undefined);
    const from = levelInUse(read.preflight.usage) ?? read.preflight.running;
    if (twin !== undefined) {
      leftOut.push({
        device: id,
        code: 'SKIPPED_DUPLICATE',
        text: `has a serial of ${twin}: it is the same switch.`,
      });
      continue;
    }
    serials.forEach((serial) => holders.set(serial, id));
    if (from === null) {
      unreadable.push({
        device: id,
        code: 'LEVEL_UNKNOWN',
        text: 'The switch states neither a level in use nor a boot level.',
      });
    } else if (isAtLevel(read.preflight, target)) {
      const text = `runs and boots ${formatLevel(target)} already`;
      const held = takesOver.get(id);
      if (held === undefined) leftOut.push({ device: id, code: 'ALREADY_AT_LEVEL', text: `${text}.` });
      else {
        changing.push({ ...read, from });
        warnings.push({
          device: id,
          code: 'ALREADY_AT_LEVEL',
          text: `${text}; ${held} no longer holds it then.`,
        });
      }
    } else {
      changing.push({ ...read, from });
      warnings.push(...warningsFor(id, read.preflight, saveForeign));
    }
  }
  return { changing, leftOut, warnings, unreadable };
}

/** The same rule as the level change's own: in use, configured, and nothing unsaved that could hide another level. */
function isAtLevel(preflight: Preflight, target: Level): boolean {
  const inUse = levelInUse(preflight.usage);
  const isConfigured = preflight.running !== null && isSameLevel(preflight.running, target);
  return inUse !== null && isSameLevel(inUse, target) && isConfigured && !isDirty(preflight);
}

function isDirty({ foreignDiff, unsaved }: Preflight): boolean {
  return foreignDiff === null ? unsaved !== false : foreignDiff.length > 0;
}

/** What would make the change of this switch end as SKIPPED_BLOCKED if it began now. */
function warningsFor(device: string, preflight: Preflight, saveForeign: boolean): readonly DeviceNote[] {
  const warnings = preflight.blockers.map((text): DeviceNote => ({ device, code: 'DEVICE_BUSY', text }));
  if (preflight.running === null) {
    const text = 'running-config states no boot level, so there is nothing an undo could restore.';
    warnings.push({ device, code: 'BOOT_LEVEL_UNSTATED', text });
  }
  if (isDirty(preflight) && !saveForeign) {
    const lines = preflight.foreignDiff?.length ?? 0;
    const what = lines > 0 ? `${lines} unsaved line${lines === 1 ? '' : 's'}` : 'unsaved configuration';
    warnings.push({
      device,
      code: 'FOREIGN_UNSAVED',
      text: `has ${what} of somebody else; save or undo it, or plan with --save-foreign.`,
    });
  }
  return warnings;
}
