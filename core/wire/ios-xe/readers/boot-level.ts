import { descend, elementsOf, leafOf } from '../../netconf/index.ts';
import type { XmlElement } from '../../netconf/index.ts';
import { LEVELS } from '../../../model/level.ts';
import type { Level } from '../../../model/level.ts';
import { NATIVE_NAMESPACE } from '../namespaces.ts';
import { ADDON_LEAF, BOOT_LEVEL_PATH } from '../paths.ts';

/**
 * The boot level in the `<data>` of a get-config. Null when the device did not say: no data, no level, a level that a
 * Catalyst 9000 does not have (`essentials` of 17.17 among them), or more than one.
 */
export function readBootLevel(data: XmlElement | null): Level | null {
  const container = data === null ? null : descend(data, NATIVE_NAMESPACE, BOOT_LEVEL_PATH);
  if (container === null) return null;
  const [level, second] = elementsOf(container);
  if (level === undefined || second !== undefined || level.namespace !== NATIVE_NAMESPACE) return null;
  const addon = leafOf(level, NATIVE_NAMESPACE, ADDON_LEAF);
  return LEVELS.find((known) => known.network === level.name && known.addon === addon) ?? null;
}
