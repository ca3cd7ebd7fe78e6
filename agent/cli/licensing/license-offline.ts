import { ConfigError, isLicenseLabError } from '../../../core/errors.ts';
import { parseSelector } from '../../../core/model/selector.ts';
import { importLine } from '../../../core/wire/ios-xe/index.ts';
import {
  deviceView,
  keepSync,
  readDeviceRecords,
  readRegistry,
  syncOutcomeOf,
  withAssociations,
} from '../../accounts/index.ts';
import type { DeviceFile } from '../../drivers/device/license-files.ts';
import type { InventoryDevice } from '../../inventory/index.ts';
import { EXIT } from '../../output/index.ts';
import type { ExitCode } from '../../output/index.ts';
import type { Invocation, VerbAction } from '../verb.ts';
import { eachDevice, notTried } from './fleet.ts';
import { textOption, withLicensing } from './open.ts';
import type { Licensing } from './open.ts';
import { selectKnown } from './select-known.ts';

/** One switch's end. */
interface OfflineEnd {
  readonly id: string;
  readonly outcome: string;
  readonly location: string;
  readonly message: string;
}

/** Makes the selected switches save their unreported usage where `--to` says. The first Ctrl-C begins no more (exit 5). */
export const licenseExportUsage: VerbAction = (invocation) =>
  offline(invocation, 'to', '--to', (licensing, device, location) => licensing.saveUsage(device, location));

/** Makes the selected switches import what CSSM acknowledged from where `--from` says; their report counts as acknowledged then. */
export const licenseImportAck: VerbAction = (invocation) =>
  offline(invocation, 'from', '--from', async (licensing, device, location) => {
    const file = await licensing.importFile(device, location);
    if (file.result === 'done') {
      const sync = { atMs: licensing.session.clock.wallMs(), result: 'ok', reason: null, isGone: false };
      await keepSync(licensing.documents, device.address.deviceId, sync);
    }
    return file;
  });

type Work = (licensing: Licensing, device: InventoryDevice, location: string) => Promise<DeviceFile>;

function offline(invocation: Invocation, option: string, flag: string, work: Work): Promise<ExitCode> {
  const template = textOption(invocation, option) ?? '';
  const select = invocation.options['select'] as readonly string[];
  const selector = parseSelector(select);
  return withLicensing(invocation, async (licensing) => {
    const { session, documents } = licensing;
    const registry = await readRegistry(documents, session.inventory);
    const records = await readDeviceRecords(documents);
    const { devices } = withAssociations(session.inventory, records);
    const views = session.inventory.devices.map((device) => deviceView(device, records, registry));
    const chosen = selectKnown(select, selector, devices, views);
    const places = locations(template, flag, chosen);
    return run(
      invocation,
      licensing,
      chosen.map(({ device }) => device),
      places,
      work,
    );
  });
}

/** Where each switch writes or reads. Throws `FILE_LOCATION_INVALID`, `LOCATION_SHARED`, before any switch is spoken with. */
function locations(
  template: string,
  flag: string,
  chosen: ReturnType<typeof selectKnown>,
): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  for (const { device, view } of chosen) {
    const { deviceId } = device.address;
    const place = template.replaceAll('{id}', deviceId).replaceAll('{serial}', view.serials[0] ?? '{serial}');
    // Its check is that of both lines.
    importLine(place);
    places.set(deviceId, place);
  }
  const isOwn = /^(flash|flash-[1-9]|bootflash|usbflash[0-9]):/.test(template);
  if (!isOwn && new Set(places.values()).size < places.size) {
    throw new ConfigError(
      'LOCATION_SHARED',
      `${flag}: several switches would use one file at "${template}".`,
      {
        hint: 'Put {id} or {serial} into the name of the file.',
      },
    );
  }
  return places;
}

async function run(
  { output, context }: Invocation,
  licensing: Licensing,
  wanted: readonly InventoryDevice[],
  places: ReadonlyMap<string, string>,
  work: Work,
): Promise<ExitCode> {
  let isStopped = false;
  const stopListening = context.onInterrupt(() => {
    isStopped = true;
  });
  try {
    const placeOf = ({ address }: InventoryDevice): string => places.get(address.deviceId) ?? '';
    const ends = await eachDevice<OfflineEnd>(
      licensing.session,
      wanted,
      () => isStopped,
      (device) => one(licensing, device, placeOf(device), work),
      (device) => ({ ...notTried(device), location: placeOf(device) }),
    );
    const devices = ends.filter((end) => end !== undefined);
    output.table(
      [
        { title: 'SWITCH', fit: 'cut' },
        { title: 'OUTCOME' },
        { title: 'FILE', fit: 'wrap' },
        { title: 'MESSAGE', fit: 'wrap' },
      ],
      devices.map(({ id, outcome, location, message }) => [
        id,
        { text: outcome, tone: outcome === 'done' ? 'good' : 'bad' },
        location,
        message,
      ]),
    );
    output.result({ devices });
    if (devices.length < wanted.length) return EXIT.incomplete;
    return devices.every(({ outcome }) => outcome === 'done') ? EXIT.ok : EXIT.different;
  } finally {
    stopListening();
  }
}

async function one(
  licensing: Licensing,
  device: InventoryDevice,
  location: string,
  work: Work,
): Promise<OfflineEnd> {
  const id = device.address.deviceId;
  try {
    const { result, words, lastAck } = await work(licensing, device, location);
    const ack = lastAck === null ? 'no acknowledgement yet' : `last acknowledgement ${lastAck}`;
    return { id, outcome: result, location, message: words === '' ? ack : `${words}; ${ack}` };
  } catch (error) {
    if (!isLicenseLabError(error)) throw error;
    return { id, outcome: syncOutcomeOf(error.code), location, message: error.message };
  }
}
