import { EXIT } from '../output/index.ts';
import type { InventoryDevice } from '../inventory/index.ts';
import { inventoryOf } from './session.ts';
import type { VerbAction } from './verb.ts';

/**
 * Lists the switches of the inventory. What only a look at the switch or at CSSM can tell is null until synchronization
 * keeps it; nothing is guessed.
 */
export const deviceLs: VerbAction = async ({ context, config, output }) => {
  const { devices } = inventoryOf(context, config);
  output.table(
    [
      { title: 'SWITCH', fit: 'cut' },
      { title: 'HOST', fit: 'cut' },
      { title: 'SITE', fit: 'cut' },
      { title: 'TAGS', fit: 'wrap' },
      { title: 'ACCOUNT', fit: 'cut' },
      { title: 'SERIALS', fit: 'wrap' },
    ],
    devices.map((device) => [
      device.address.deviceId,
      device.address.host,
      device.site ?? '-',
      device.tags.join(' '),
      device.account === null ? '-' : `${device.account} / ${device.virtualAccount ?? ''}`,
      device.serials.join(' '),
    ]),
  );
  output.result({ devices: devices.map(listed) });
  return EXIT.ok;
};

function listed(device: InventoryDevice): Readonly<Record<string, unknown>> {
  const { address, serials, site, tags, domain, account, virtualAccount } = device;
  return {
    id: address.deviceId,
    host: address.host,
    netconfPort: address.netconfPort,
    sshPort: address.sshPort,
    site,
    tags,
    domain,
    serials,
    level: null,
    bootLevel: null,
    association: null,
    account,
    virtualAccount,
    lastSync: { at: null, result: null, reason: null },
  };
}
