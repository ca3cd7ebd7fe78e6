import { childrenOf, descend, leafOf } from '../../netconf/index.ts';
import type { XmlElement } from '../../netconf/index.ts';
import type { Member, MemberRole, MemberState } from '../../../model/device.ts';
import { STACK_NAMESPACE } from '../namespaces.ts';
import { STACK_PATH } from '../paths.ts';
import { numberOf, plainText } from './text.ts';
import type { Chassis } from './device.ts';

/** A node of `stack-oper-data`. */
export interface StackNode {
  readonly slot: number;
  /** Empty for a slot that is only provisioned. */
  readonly serial: string;
  readonly role: MemberRole;
  readonly state: MemberState;
}

/** Enum `node-state` of Cisco-IOS-XE-stack-oper; what is not named here is `other`. */
const STATES: ReadonlyMap<string, MemberState> = new Map([
  ['state-ready', 'ready'],
  ['state-waiting', 'waiting'],
  ['state-progressing', 'progressing'],
  ['state-initializing', 'initializing'],
  ['state-version-mismatch', 'version-mismatch'],
  ['state-license-mismatch', 'license-mismatch'],
  // Both are wrong; the license is what a level change can have caused.
  ['state-platform-and-license-mismatch', 'license-mismatch'],
  ['state-platform-mismatch', 'platform-mismatch'],
  ['state-provisioned', 'provisioned'],
  ['state-removed', 'removed'],
]);

/** Enum `node-role`; `role-unknown` is a member of which we know no more. */
const ROLES: ReadonlyMap<string, MemberRole> = new Map([
  ['role-active', 'active'],
  ['role-standby', 'standby'],
]);

/** Reads the nodes of a stack or StackWise Virtual pair; empty where the device is none or did not say. */
export function readStack(data: XmlElement | null): readonly StackNode[] {
  const container = data === null ? null : descend(data, STACK_NAMESPACE, STACK_PATH);
  if (container === null) return [];
  const nodes: StackNode[] = [];
  for (const node of childrenOf(container, STACK_NAMESPACE, 'stack-node')) {
    const leaf = (name: string) => leafOf(node, STACK_NAMESPACE, name);
    const slot = numberOf(leaf('chassis-number'));
    if (slot === null) continue;
    nodes.push({
      slot,
      serial: plainText(leaf('serial-number') ?? ''),
      role: ROLES.get(leaf('role') ?? '') ?? 'member',
      state: STATES.get(leaf('node-state') ?? '') ?? 'other',
    });
  }
  return nodes.toSorted((a, b) => a.slot - b.slot);
}

/**
 * The members of a device from its inventory and its stack nodes, joined by serial, in the order of their slots. A device
 * without nodes stands alone: one member, slot 1, however often the inventory lists its serial (a C9300 lists it for the
 * stack and for the switch). Several serials without nodes are members whose role and state are not known yet.
 */
export function membersOf(chassis: readonly Chassis[], nodes: readonly StackNode[]): readonly Member[] {
  const models = new Map<string, string>();
  for (const { serial, model } of chassis) if (!models.has(serial) || model !== '') models.set(serial, model);
  if (nodes.length > 0) {
    // A node without a serial is a slot that waits for a switch: no member.
    const present = nodes.filter((node) => node.serial !== '');
    return present.map(({ slot, serial, role, state }) => ({
      slot,
      serial,
      model: models.get(serial) ?? '',
      role,
      state,
    }));
  }
  const alone = models.size === 1;
  return [...models].map(([serial, model], index) => ({
    slot: index + 1,
    serial,
    model,
    role: alone ? 'active' : 'member',
    state: alone ? 'ready' : 'other',
  }));
}

/** Serials of the members that are there, sorted, each once: two supervisors of one chassis share a serial. */
export function serialsOf(members: readonly Member[]): readonly string[] {
  const present = members.filter(({ state }) => state !== 'provisioned' && state !== 'removed');
  return [...new Set(present.map((member) => member.serial))].toSorted();
}
