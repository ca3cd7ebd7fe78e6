import { ConfigError } from '../../../core/errors.ts';
import { isSelected } from '../../../core/model/selector.ts';
import type { Selector } from '../../../core/model/selector.ts';
import { parseLevel } from '../../../core/model/level.ts';
import type { DeviceView } from '../../accounts/index.ts';
import type { InventoryDevice } from '../../inventory/index.ts';

/** A switch with what is known of it. */
export interface KnownDevice {
  readonly device: InventoryDevice;
  readonly view: DeviceView;
}

/**
 * Switches of a selection by what the inventory and the store know; nobody is asked. The level is that of the last look, models
 * are not known. Throws `SELECTION_EMPTY`.
 */
export function selectKnown(
  select: readonly string[],
  selector: Selector,
  devices: readonly InventoryDevice[],
  views: readonly DeviceView[],
): readonly KnownDevice[] {
  const known = devices.flatMap((device, index): KnownDevice[] => {
    const view = views[index];
    return view === undefined ? [] : [{ device, view }];
  });
  const selected = known.filter(({ device, view }) =>
    isSelected(selector, {
      id: device.address.deviceId,
      name: device.address.host,
      site: device.site,
      models: [],
      tags: device.tags,
      level: view.level === null ? null : parseLevel(view.level),
      account: device.account,
      virtualAccount: device.virtualAccount,
    }),
  );
  if (selected.length > 0) return selected;
  throw new ConfigError(
    'SELECTION_EMPTY',
    `The selection ${select.map((text) => `"${text}"`).join(' or ')} matches no switch.`,
    { hint: 'liclab device ls shows accounts, sites and tags; models are not known here.' },
  );
}
