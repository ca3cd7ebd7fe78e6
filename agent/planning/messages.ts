import type { Identity } from '../../core/model/device.ts';
import type { Level } from '../../core/model/level.ts';
import type { PlannedMessages, PlanOptions } from '../../core/model/plan.ts';
import { OPERATIONS, plainLine, reloadLine } from '../../core/wire/ios-xe/index.ts';
import { writeRpc } from '../../core/wire/netconf/index.ts';
import type { XmlElement } from '../../core/wire/netconf/index.ts';
import type { Changing } from './sort-out.ts';

/** Stands in the reload's reason where the id of the change will be: it is known once the rollout has begun. */
const REASON = 'liclab CHANGE-ID';

/** What will be sent, once per distinct text, so that a person reads each change once. */
export function plannedMessages(
  changing: readonly Changing[],
  target: Level,
  options: PlanOptions,
): readonly PlannedMessages[] {
  const groups = new Map<
    string,
    { readonly devices: string[]; readonly rpcs: readonly string[]; readonly cli: readonly string[] }
  >();
  for (const { device, identity } of changing) {
    const { rpcs, cli } = messagesFor(identity, target, options);
    const key = JSON.stringify([rpcs, cli]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { devices: [device.address.deviceId], rpcs, cli });
    else group.devices.push(device.address.deviceId);
  }
  return [...groups.values()];
}

/** What one switch will be sent. */
export function messagesFor(
  { candidate, release }: Pick<Identity, 'candidate' | 'release'>,
  target: Level,
  options: Pick<PlanOptions, 'cliReload' | 'report'>,
): Pick<PlannedMessages, 'rpcs' | 'cli'> {
  return { rpcs: rpcDocuments(target, candidate), cli: cliLines(options, release) };
}

/** Every document that changes the switch, in order; reads are not among them. A session numbers them anew. */
function rpcDocuments(target: Level, candidate: boolean): readonly string[] {
  const operations: readonly XmlElement[] = [
    OPERATIONS.lock.element('running'),
    ...(candidate ? [OPERATIONS.lock.element('candidate')] : []),
    OPERATIONS.editBootLevel.element(candidate ? 'candidate' : 'running', target),
    ...(candidate ? [OPERATIONS.commit.element()] : []),
    OPERATIONS.saveConfig.element(),
    OPERATIONS.reload.element(REASON),
  ];
  return operations.map((operation, index) => writeRpc(index + 1, operation, { indent: 2 }));
}

/** Every CLI line that changes the switch or makes it report, in order. */
function cliLines(options: Pick<PlanOptions, 'cliReload' | 'report'>, release: string): readonly string[] {
  const reload = options.cliReload ? [reloadLine(REASON)] : [];
  if (!options.report) return reload;
  // A release that does not know the first line gets the second.
  const renew = isBeforePolicy(release) ? [plainLine('license-renew')] : [];
  return [...reload, plainLine('license-sync'), ...renew];
}

/** True for releases before 17.3.2, the first with Smart Licensing Using Policy; false when the switch states none. */
function isBeforePolicy(release: string): boolean {
  const [, major = '99', minor = '0', patch = '0'] = /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(release) ?? [];
  const numbers = [Number(major), Number(minor), Number(patch)];
  const first = [17, 3, 2];
  const at = first.findIndex((number, index) => numbers[index] !== number);
  return at >= 0 && (numbers[at] ?? 0) < (first[at] ?? 0);
}
