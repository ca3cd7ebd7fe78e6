import { ConfigError } from '../../../core/errors.ts';
import {
  createStanding,
  readDeviceRecords,
  readRegistry,
  syncDevice,
  withAssociations,
} from '../../accounts/index.ts';
import type { DeviceSync } from '../../accounts/index.ts';
import { EXIT } from '../../output/index.ts';
import { devicesById } from '../session.ts';
import type { VerbAction } from '../verb.ts';
import { eachDevice, notTried } from './fleet.ts';
import { withLicensing } from './open.ts';

/** From the report to CSSM's acknowledgement: minutes at Cisco (`reference/cssm.md` 3.5). */
const ACK_WITHIN_MS = 15 * 60_000;

/** Makes switches report their usage now and says for each how that went. The first Ctrl-C begins no more (exit 5). */
export const deviceSync: VerbAction = (invocation) => {
  const { args, options, output, context } = invocation;
  const isAll = options['all'] === true;
  if (isAll === args.length > 0) {
    throw new ConfigError(
      'ARGUMENTS_INVALID',
      isAll ? 'Name switches, or give --all, not both.' : 'No switch was named.',
      { hint: 'liclab device sync ID...   or   liclab device sync --all' },
    );
  }
  return withLicensing(invocation, async (licensing) => {
    const { documents, session } = licensing;
    const { clock } = session;
    const inventory = withAssociations(session.inventory, await readDeviceRecords(documents));
    const wanted = isAll ? inventory.devices : devicesById(inventory, [...new Set(args)]);
    const { removed } = await readRegistry(documents, inventory);
    const cssm = await licensing.cssm();
    const standing = createStanding(documents, cssm, clock);
    const report = (device: (typeof wanted)[number]) => licensing.report(device, ACK_WITHIN_MS);
    let isStopped = false;
    const stopListening = context.onInterrupt(() => {
      isStopped = true;
    });
    try {
      const ends = await eachDevice<DeviceSync>(
        session,
        wanted,
        () => isStopped,
        (device) => syncDevice({ documents, cssm, clock, report }, standing, device, removed),
        notTried,
      );
      const devices = ends.filter((end) => end !== undefined);
      output.table(
        [{ title: 'SWITCH', fit: 'cut' }, { title: 'OUTCOME' }, { title: 'MESSAGE', fit: 'wrap' }],
        devices.map(({ id, outcome, message }) => [
          id,
          { text: outcome, tone: outcome === 'ok' ? 'good' : 'bad' },
          message,
        ]),
      );
      output.result({ devices });
      if (devices.length < wanted.length) return EXIT.incomplete;
      return devices.every(({ outcome }) => outcome === 'ok') ? EXIT.ok : EXIT.different;
    } finally {
      stopListening();
    }
  });
};
