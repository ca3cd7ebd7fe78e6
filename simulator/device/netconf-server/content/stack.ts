import type { Member, MemberState } from '../../../../core/model/device.ts';
import { STACK_NAMESPACE } from '../../../../core/wire/ios-xe/namespaces.ts';
import type { XmlElement } from '../../../../core/wire/netconf/index.ts';
import { activeMember, priorityOf } from '../../model/members.ts';
import type { DeviceState } from '../../model/state.ts';
import { chassisMac, colonMac } from '../../model/addresses.ts';
import { yangDate } from '../../model/time-text.ts';
import { maker } from './elements.ts';

const x = maker(STACK_NAMESPACE);

/**
 * `/stack-oper-data`: one node per slot, as `Cisco-IOS-XE-stack-oper` models it. While the device is still
 * synchronizing, the members other than the active one have not joined yet. A modular chassis has none (assumed: its
 * supervisors are modules, not stack nodes).
 */
export function stackData(state: DeviceState): XmlElement | null {
  const { members, facts } = state;
  if (facts.platforms[0]?.assembly === 'chassis') return null;
  return x('stack-oper-data', [
    ...members.map((member) => node(state, member)),
    x('stack-info', [
      x('size', members.length),
      x('ring-status', members.length === 1 ? 'standalone' : 'full-ring'),
      x('stack-mac-address', colonMac(chassisMac(state.facts, activeMember(members)?.slot ?? 1))),
      x('stack-boottime', yangDate(state.boot.bootTimeMs)),
    ]),
  ]);
}

function node(state: DeviceState, member: Member): XmlElement {
  const isGone = member.state === 'removed' || member.state === 'provisioned';
  return x('stack-node', [
    x('chassis-number', member.slot),
    x('priority', isGone ? 0 : priorityOf(member)),
    isGone ? null : x('serial-number', member.serial),
    x('role', `role-${member.role}`),
    x('node-state', isSettling(state, member) ? 'state-initializing' : STATES[member.state]),
    x('stack-mode', isVirtual(state) ? 'mode-stackwise-virtual' : 'mode-stackwise-rear'),
    x('sso-ready-flag', member.role === 'active' && state.members.length > 1),
    isGone ? null : x('mac-address', colonMac(chassisMac(state.facts, member.slot))),
    x('reload-reason', state.boot.reason),
  ]);
}

function isVirtual({ facts }: DeviceState): boolean {
  return facts.platforms[0]?.assembly === 'virtual';
}

function isSettling(state: DeviceState, member: Member): boolean {
  return state.phase === 'syncing' && member.role !== 'active' && member.state === 'ready';
}

const STATES: Readonly<Record<MemberState, string>> = {
  ready: 'state-ready',
  waiting: 'state-waiting',
  progressing: 'state-progressing',
  initializing: 'state-initializing',
  'version-mismatch': 'state-version-mismatch',
  'license-mismatch': 'state-license-mismatch',
  'platform-mismatch': 'state-platform-mismatch',
  provisioned: 'state-provisioned',
  removed: 'state-removed',
  other: 'state-unknown',
};
