import { deviceView, readDeviceRecords, readRegistry, withAssociations } from '../accounts/index.ts';
import type { DeviceView } from '../accounts/index.ts';
import type { InventoryDevice } from '../inventory/index.ts';
import { inventoryCsv } from '../inventory/index.ts';
import { EXIT } from '../output/index.ts';
import { writeOut } from './licensing/license-report.ts';
import { textOption, withLicensing } from './licensing/open.ts';
import type { VerbAction } from './verb.ts';

const TONES = { associated: 'plain', orphaned: 'bad', none: 'warning' } as const;

/**
 * Lists the switches of the inventory with what is known of them: association and last synchronization, levels as they were last
 * seen. Asks nobody; what was never seen is null.
 */
export const deviceLs: VerbAction = (invocation) =>
  withLicensing(invocation, async ({ documents, session }) => {
    const { output } = invocation;
    const out = textOption(invocation, 'out');
    if (out !== null) writeOut(invocation, out, inventoryCsv(session.inventory));
    const records = await readDeviceRecords(documents);
    const registry = await readRegistry(documents, session.inventory);
    const listed = session.inventory.devices.map((device) => ({
      device: withAssociations({ ...session.inventory, devices: [device] }, records).devices[0] ?? device,
      view: deviceView(device, records, registry),
    }));
    output.table(
      [
        { title: 'SWITCH', fit: 'cut' },
        { title: 'HOST', fit: 'cut' },
        { title: 'SITE', fit: 'cut' },
        { title: 'TAGS', fit: 'wrap' },
        { title: 'LEVEL', fit: 'cut' },
        { title: 'ACCOUNT', fit: 'cut' },
        { title: 'ASSOCIATION' },
        { title: 'LAST SYNC', fit: 'wrap' },
        { title: 'SERIALS', fit: 'wrap' },
      ],
      listed.map(({ device, view }) => [
        view.id,
        device.address.host,
        device.site ?? '-',
        device.tags.join(' '),
        view.level ?? '-',
        view.account === null ? '-' : `${view.account} / ${view.virtualAccount ?? ''}`,
        { text: view.association, tone: TONES[view.association] },
        view.lastSync.at === null ? 'never' : `${view.lastSync.result ?? ''} ${view.lastSync.at}`,
        view.serials.join(' '),
      ]),
    );
    output.result({ devices: listed.map(({ device, view }) => ({ ...placeOf(device), ...view })) });
    return EXIT.ok;
  });

function placeOf({
  address,
  site,
  tags,
  domain,
}: InventoryDevice): Omit<Record<string, unknown>, keyof DeviceView> {
  const { host, netconfPort, sshPort } = address;
  return { host, netconfPort, sshPort, site, tags, domain };
}
