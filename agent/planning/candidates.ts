import { ConfigError } from '../../core/errors.ts';
import { isSelected } from '../../core/model/selector.ts';
import type { Selectable, Selector, SelectorKey, Term } from '../../core/model/selector.ts';
import { levelInUse } from '../../core/model/device.ts';
import { suggestWord } from '../../core/model/nearest.ts';
import type { InventoryDevice } from '../inventory/index.ts';
import type { ReadDevice } from './read-device.ts';

/** Keys that only the switch itself can answer; every other key is answered by the inventory. */
const KEYS_OF_THE_SWITCH: readonly SelectorKey[] = ['model', 'level'];

/**
 * Switches that may belong to the selection, before any is read: the inventory's words decide, what only the switch knows
 * is left open. So a selection by site reads that site alone.
 */
export function candidates(
  selector: Selector,
  devices: readonly InventoryDevice[],
): readonly InventoryDevice[] {
  const open = selector.map((terms) => terms.filter(({ key }) => !KEYS_OF_THE_SWITCH.includes(key)));
  return devices.filter((device) => isSelected(open, fromInventory(device)));
}

/** True when a switch that was read belongs to the selection. */
export function belongs(selector: Selector, { device, identity, preflight }: ReadDevice): boolean {
  return isSelected(selector, {
    ...fromInventory(device),
    models: [...new Set(identity.members.map((member) => member.model))],
    level: levelInUse(preflight.usage) ?? preflight.running,
  });
}

/** The error for a selection without any switch; it names what was probably meant. */
export function emptySelection(
  select: readonly string[],
  selector: Selector,
  devices: readonly InventoryDevice[],
): ConfigError {
  const terms = selector.flat();
  const wrong = terms.find((term) => !devices.some((device) => isSelected([[term]], fromInventory(device))));
  return new ConfigError(
    'SELECTION_EMPTY',
    `The selection ${select.map((text) => `"${text}"`).join(' or ')} matches no switch.`,
    {
      hint: wrong === undefined ? 'No switch has all of it.' : hintFor(wrong, devices),
    },
  );
}

function hintFor({ key, glob }: Term, devices: readonly InventoryDevice[]): string {
  if (KEYS_OF_THE_SWITCH.includes(key)) return `No switch that was read has ${key}=${glob}.`;
  const values = [...new Set(devices.flatMap((device) => valuesOf(fromInventory(device), key)))];
  if (values.length === 0) return `No switch of the inventory has a ${key}.`;
  return `${key}: ${suggestWord(glob, values.slice(0, 20))}`;
}

/** What the inventory knows. The name is the host as written there: NETCONF does not tell the hostname. */
function fromInventory(device: InventoryDevice): Selectable {
  return {
    id: device.address.deviceId,
    name: device.address.host,
    site: device.site,
    models: [],
    tags: device.tags,
    level: null,
    account: device.account,
    virtualAccount: device.virtualAccount,
  };
}

function valuesOf(device: Selectable, key: SelectorKey): readonly string[] {
  if (key === 'tag') return device.tags;
  if (key === 'model' || key === 'level') return [];
  return device[key] === null ? [] : [device[key]];
}
