import { parseSelector } from '../../../core/model/selector.ts';
import {
  associateDevice,
  associationTarget,
  createTokenOnce,
  deviceView,
  notSeen,
  readDeviceRecords,
  readRegistry,
  requireCredentials,
  withAssociations,
} from '../../accounts/index.ts';
import type {
  AssociationTarget,
  AssociationWorld,
  DeviceAssociation,
  DeviceView,
} from '../../accounts/index.ts';
import type { InventoryDevice } from '../../inventory/index.ts';
import { EXIT } from '../../output/index.ts';
import type { ExitCode } from '../../output/index.ts';
import { selectKnown } from './select-known.ts';
import type { Invocation, VerbAction } from '../verb.ts';
import { eachDevice, notTried } from './fleet.ts';
import { noDefault } from './account-retrieve.ts';
import { textOption, withLicensing } from './open.ts';
import type { Licensing } from './open.ts';

/** A report after a trust is waited for shorter than `device sync` does: being seen at CSSM is looked at anyway. */
const ACK_WITHIN_MS = 5 * 60_000;

/**
 * Makes the selected switches belong to a Smart Account and a Virtual Account (default: its default one). Who belongs there
 * already is left alone, so that the same command again goes on where it was cut.
 */
export const accountAssociate: VerbAction = (invocation) =>
  withLicensing(invocation, async (licensing) => {
    const { documents, session } = licensing;
    const registry = await readRegistry(documents, session.inventory);
    const { name } = registry.find(textOption(invocation, 'account') ?? '');
    requireCredentials(session.inventory, name);
    const select = invocation.options['select'] as readonly string[];
    const selector = parseSelector(select);
    const records = await readDeviceRecords(documents);
    const views = new Map(
      session.inventory.devices.map((device) => [device, deviceView(device, records, registry)]),
    );
    const inventory = withAssociations(session.inventory, records);
    const chosen = selectKnown(select, selector, inventory.devices, [...views.values()]);
    const cssm = await licensing.cssm();
    if (cssm === null) throw noDefault();
    const target = await associationTarget(cssm, name, textOption(invocation, 'virtualAccount'));
    const isThere = (view: DeviceView): boolean =>
      view.association === 'associated' &&
      view.account?.toLowerCase() === name &&
      view.virtualAccount === target.virtualAccount &&
      view.lastSync.result === 'ok';
    const world: AssociationWorld = {
      documents,
      cssm,
      clock: session.clock,
      trustAndReport: (device, wanted, token) =>
        licensing.trustAndReport(device, wanted, token, ACK_WITHIN_MS),
    };
    return associateAll(invocation, licensing, world, target, chosen, isThere);
  });

async function associateAll(
  { output, context }: Invocation,
  { session }: Licensing,
  world: AssociationWorld,
  target: AssociationTarget,
  chosen: readonly { readonly device: InventoryDevice; readonly view: DeviceView }[],
  isThere: (view: DeviceView) => boolean,
): Promise<ExitCode> {
  const waiting = chosen.filter(({ view }) => !isThere(view)).map(({ device }) => device);
  const token = createTokenOnce(world.cssm, target);
  let isStopped = false;
  const stopListening = context.onInterrupt(() => {
    isStopped = true;
  });
  try {
    const ends = await eachDevice<DeviceAssociation>(
      session,
      waiting,
      () => isStopped,
      (device) => associateDevice(world, target, token, device),
      notTried,
    );
    const byId = new Map(ends.filter((end) => end !== undefined).map((end) => [end.id, end]));
    const reached = chosen.flatMap(({ device, view }): DeviceAssociation[] => {
      const id = device.address.deviceId;
      const end = isThere(view) ? { id, outcome: 'already' as const, message: '' } : byId.get(id);
      return end === undefined ? [] : [end];
    });
    const isGood = (outcome: DeviceAssociation['outcome']): boolean =>
      outcome === 'ok' || outcome === 'already';
    const good = new Set(reached.filter(({ outcome }) => isGood(outcome)).map(({ id }) => id));
    const looked = chosen.map(({ view }) => view).filter(({ id }) => good.has(id));
    const missing = await notSeen(world, target, looked);
    const devices = reached.map((end) => seen(end, missing, target));
    output.table(
      [{ title: 'SWITCH', fit: 'cut' }, { title: 'OUTCOME' }, { title: 'MESSAGE', fit: 'wrap' }],
      devices.map(({ id, outcome, message }) => [
        id,
        { text: outcome, tone: isGood(outcome) ? 'good' : 'bad' },
        message,
      ]),
    );
    const { account, virtualAccount } = target;
    output.result({ account, virtualAccount, devices });
    if (devices.length < chosen.length) return EXIT.incomplete;
    return devices.every(({ outcome }) => isGood(outcome)) ? EXIT.ok : EXIT.different;
  } finally {
    stopListening();
  }
}

function seen(
  end: DeviceAssociation,
  missing: ReadonlySet<string>,
  { account }: AssociationTarget,
): DeviceAssociation {
  if (!missing.has(end.id)) return end;
  return {
    ...end,
    outcome: 'not-seen',
    message: `It trusts ${account} and reported, but CSSM does not list it yet.`,
  };
}
