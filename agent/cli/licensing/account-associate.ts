import { ASSOCIATION, type AssociationState } from '../../../core/machines/association/index.ts';
import { parseSelector } from '../../../core/model/selector.ts';
import {
  associateDevice,
  associationTarget,
  deviceView,
  readDeviceRecords,
  readRegistry,
  requireCredentials,
  resumedEnd,
  withAssociations,
} from '../../accounts/index.ts';
import type {
  AssociationTarget,
  DeviceAssociation,
  DeviceView,
  LicensingMachines,
  Registry,
} from '../../accounts/index.ts';
import { EXIT } from '../../output/index.ts';
import type { ExitCode } from '../../output/index.ts';
import { selectKnown } from './select-known.ts';
import type { KnownDevice } from './select-known.ts';
import type { Invocation, VerbAction } from '../verb.ts';
import { eachDevice, notTried } from './fleet.ts';
import { noDefault } from './account-retrieve.ts';
import { textOption, withLicensing } from './open.ts';
import type { Licensing } from './open.ts';

/**
 * Makes the selected switches belong to a Smart Account and a Virtual Account (default: its default one). Associations that a dead
 * process left open go on first; who belongs there already is left alone. So the same command again goes on where it was cut.
 */
export const accountAssociate: VerbAction = (invocation) =>
  withLicensing(invocation, async (licensing) => {
    const { documents, session } = licensing;
    const registry = await readRegistry(documents, session.inventory);
    const { name } = registry.find(textOption(invocation, 'account') ?? '');
    requireCredentials(session.inventory, name);
    const select = invocation.options['select'] as readonly string[];
    const selector = parseSelector(select);
    const views = async (): Promise<readonly DeviceView[]> => {
      const records = await readDeviceRecords(documents);
      return session.inventory.devices.map((device) => deviceView(device, records, registry));
    };
    const { devices } = withAssociations(session.inventory, await readDeviceRecords(documents));
    const chosen = selectKnown(select, selector, devices, await views());
    const cssm = await licensing.cssm();
    if (cssm === null) throw noDefault();
    const target = await associationTarget(cssm, name, textOption(invocation, 'virtualAccount'));
    const machines = await licensing.machines(invocation.context.actor, [ASSOCIATION.kind]);
    const resumed = await machines.resume();
    const before = resumed.length;
    if (before > 0)
      invocation.output.note(`Associations that were open and have ended now: ${before}.`, 'plain');
    const now = new Map((await views()).map((view) => [view.id, view]));
    const current = chosen.map(({ device, view }) => ({ device, view: now.get(view.id) ?? view }));
    const ends = resumed.map(({ state }) => resumedEnd(state as AssociationState, target));
    const over = new Map(ends.filter((end) => end !== null).map((end) => [end.id, end]));
    return associateAll(invocation, licensing, { machines, registry, target, over }, current);
  });

/** What every switch is associated with. */
interface Work {
  readonly machines: LicensingMachines;
  readonly registry: Registry;
  readonly target: AssociationTarget;
  /** Ends of associations that were open before. */
  readonly over: ReadonlyMap<string, DeviceAssociation>;
}

async function associateAll(
  invocation: Invocation,
  { session }: Licensing,
  { machines, registry, target, over }: Work,
  chosen: readonly KnownDevice[],
): Promise<ExitCode> {
  const { output, context } = invocation;
  const isOver = (view: DeviceView): boolean => over.has(view.id) || isThere(view, target);
  const waiting = chosen.filter(({ view }) => !isOver(view)).map(({ device }) => device);
  let isStopped = false;
  const stopListening = context.onInterrupt(() => {
    isStopped = true;
  });
  try {
    const ends = await eachDevice<DeviceAssociation>(
      session,
      waiting,
      () => isStopped,
      (device) => associateDevice(machines, registry, target, device),
      notTried,
    );
    const byId = new Map([
      ...over,
      ...ends.filter((end) => end !== undefined).map((end) => [end.id, end] as const),
    ]);
    const devices = chosen.flatMap(({ device, view }): DeviceAssociation[] => {
      const id = device.address.deviceId;
      const isAlready = !byId.has(id) && isThere(view, target);
      const end = isAlready ? { id, outcome: 'already' as const, message: '' } : byId.get(id);
      return end === undefined ? [] : [end];
    });
    show(invocation, devices);
    const { account, virtualAccount } = target;
    output.result({ account, virtualAccount, devices });
    if (devices.length < chosen.length) return EXIT.incomplete;
    return devices.every(isGood) ? EXIT.ok : EXIT.different;
  } finally {
    stopListening();
  }
}

const isGood = ({ outcome }: DeviceAssociation): boolean => outcome === 'ok' || outcome === 'already';

function isThere(view: DeviceView, { account, virtualAccount }: AssociationTarget): boolean {
  return (
    view.association === 'associated' &&
    view.account?.toLowerCase() === account &&
    view.virtualAccount === virtualAccount &&
    view.lastSync.result === 'ok'
  );
}

function show({ output }: Invocation, devices: readonly DeviceAssociation[]): void {
  output.table(
    [{ title: 'SWITCH', fit: 'cut' }, { title: 'OUTCOME' }, { title: 'MESSAGE', fit: 'wrap' }],
    devices.map((device) => [
      device.id,
      { text: device.outcome, tone: isGood(device) ? 'good' : 'bad' },
      device.message,
    ]),
  );
  const counts = new Map<string, number>();
  for (const { outcome } of devices) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const summary = [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
  output.say(`${devices.length} switches: ${summary}`);
}
