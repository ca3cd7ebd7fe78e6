/** Which entry is about which switch, and that no two entries pull at one. */
import { formatDesired, mergedDesired } from '../../core/model/desired.ts';
import type { Desired } from '../../core/model/desired.ts';
import { ConfigError } from '../../core/errors.ts';
import type { Problem } from '../config/index.ts';
import type { Inventory, InventoryDevice } from '../inventory/index.ts';
import { belongs, candidates, emptySelection } from '../planning/index.ts';
import type { ReadDevice } from '../planning/index.ts';
import type { DesiredEntry, DesiredState } from './contract.ts';

/** A switch and everything that the file wants of it. */
export interface Wish {
  readonly device: InventoryDevice;
  readonly desired: Desired;
  /** Entries it comes from, in the order of the file. */
  readonly entries: readonly DesiredEntry[];
}

/** True for an entry that only a look at the switch can decide. */
const needsLook = ({ selector }: DesiredEntry): boolean =>
  selector.some((terms) => terms.some(({ key }) => key === 'model'));

/** Problems that the inventory alone shows: selections without any switch, and entries that contradict each other. */
export function checkMatches(entries: readonly DesiredEntry[], inventory: Inventory): readonly Problem[] {
  const problems: Problem[] = [];
  const wishes = new Map<InventoryDevice, Wish>();
  const told = new Set<string>();
  for (const entry of entries) {
    const { line, column } = entry;
    const matched = candidates(entry.selector, inventory.devices);
    if (matched.length === 0) {
      const { code, message, hint } = emptySelection(entry.select, entry.selector, inventory.devices);
      problems.push({ code, line, column, message: `${message} ${hint ?? ''}`.trimEnd(), hint: null });
    }
    if (needsLook(entry)) continue;
    for (const device of matched) {
      const conflict = add(wishes, device, entry);
      const pair = conflict === null ? '' : `${conflict.line} ${line}`;
      if (conflict === null || told.has(pair)) continue;
      told.add(pair);
      problems.push({ code: 'DESIRED_CONFLICT', line, column, ...conflictText(device, conflict, entry) });
    }
  }
  return problems;
}

/**
 * Switches that the file may be about, before any is read. Who is read only because of a `model` term is among them.
 */
export function candidatesOf(state: DesiredState, inventory: Inventory): readonly InventoryDevice[] {
  const wanted = new Set(state.entries.flatMap(({ selector }) => candidates(selector, inventory.devices)));
  return inventory.devices.filter((device) => wanted.has(device));
}

/**
 * Wishes for a switch; `read` is null for one that did not answer, which then counts as matching by its model too. Throws
 * `DESIRED_CONFLICT` naming both lines.
 */
export function wishFor(state: DesiredState, device: InventoryDevice, read: ReadDevice | null): Wish | null {
  const wishes = new Map<InventoryDevice, Wish>();
  for (const entry of state.entries) {
    const isMatch =
      read === null
        ? candidates(entry.selector, [device]).length > 0
        : belongs(entry.selector, { ...read, device });
    if (!isMatch) continue;
    const conflict = add(wishes, device, entry);
    // A switch that cannot be read may be of neither model.
    if (conflict !== null && read !== null) {
      const { message, hint } = conflictText(device, conflict, entry);
      throw new ConfigError('DESIRED_CONFLICT', `${state.file}:${entry.line}:${entry.column}: ${message}`, {
        context: { file: state.file, line: entry.line },
        hint,
      });
    }
  }
  return wishes.get(device) ?? null;
}

/** Adds an entry to a switch's wish; gives the entry that contradicts it. */
function add(
  wishes: Map<InventoryDevice, Wish>,
  device: InventoryDevice,
  entry: DesiredEntry,
): DesiredEntry | null {
  const earlier = wishes.get(device);
  if (earlier === undefined) {
    wishes.set(device, { device, desired: entry.desired, entries: [entry] });
    return null;
  }
  const desired = mergedDesired(earlier.desired, entry.desired);
  if (desired === null)
    return earlier.entries.find((other) => mergedDesired(other.desired, entry.desired) === null) ?? null;
  wishes.set(device, { device, desired, entries: [...earlier.entries, entry] });
  return null;
}

function conflictText({ address }: InventoryDevice, first: DesiredEntry, second: DesiredEntry) {
  return {
    message:
      `this entry wants "${formatDesired(second.desired)}" of ${address.deviceId}, ` +
      `line ${first.line} wants "${formatDesired(first.desired)}".`,
    hint: 'Let the two select different switches, or want the same with the same window and autoApply.',
  };
}
