import type { Member, MemberState } from '../../../../core/model/device.ts';
import { chassisMac } from '../../model/addresses.ts';
import { activeMember, priorityOf } from '../../model/members.ts';
import type { DeviceState } from '../../model/state.ts';

/** `show switch`: columns of the captures, the mark at the one that answers. */
export function showSwitch(state: DeviceState): readonly string[] {
  const active = activeMember(state.members);
  return [
    `Switch/Stack Mac Address : ${chassisMac(state.facts, active?.slot ?? 1)} - Local Mac Address`,
    'Mac persistency wait time: Indefinite',
    '                                             H/W   Current',
    'Switch#   Role    Mac Address     Priority Version  State ',
    '-------------------------------------------------------------------------------------',
    ...rowsOf(state).map((member) => row(state, member)),
    '',
    '',
  ];
}

/** `show switch detail`: the same, then the ring: each port with the neighbour behind it. */
export function showSwitchDetail(state: DeviceState): readonly string[] {
  const slots = rowsOf(state)
    .filter(({ state: own }) => own !== 'removed' && own !== 'provisioned')
    .map(({ slot }) => slot);
  const isRing = slots.length > 1;
  const neighbor = (index: number) => (isRing ? String(slots.at(index % slots.length) ?? '') : 'None');
  return [
    ...showSwitch(state).slice(0, -1),
    '         Stack Port Status             Neighbors     ',
    'Switch#  Port 1     Port 2           Port 1   Port 2 ',
    '--------------------------------------------------------',
    ...slots.map((slot, index) => {
      const port = (isRing ? 'OK' : 'DOWN').padStart(6);
      return `${String(slot).padStart(3)}   ${port}     ${port}           ${neighbor(index + 1).padStart(4)}     ${neighbor(index - 1).padStart(4)} `;
    }),
    '',
  ];
}

/** One row per switch; a modular chassis is one (assumed). */
function rowsOf({ members, facts }: DeviceState): readonly Member[] {
  return facts.platforms[0]?.assembly === 'chassis' ? members.slice(0, 1) : members;
}

function row(state: DeviceState, member: Member): string {
  const isGone = member.state === 'removed' || member.state === 'provisioned';
  const mark = member.role === 'active' ? '*' : ' ';
  const role = member.role === 'active' ? 'Active' : member.role === 'standby' ? 'Standby' : 'Member';
  const mac = isGone ? '0000.0000.0000' : chassisMac(state.facts, member.slot);
  const priority = String(isGone ? 0 : priorityOf(member)).padEnd(6);
  const version = (isGone ? '' : 'V02').padEnd(7);
  const label = state.phase === 'ready' || member.role === 'active' ? STATES[member.state] : settling(member);
  return `${mark}${member.slot}       ${role.padEnd(8)} ${mac}     ${priority} ${version} ${label.padEnd(36)}`;
}

function settling(member: Member): string {
  return member.state === 'ready' ? 'Initializing' : STATES[member.state];
}

/** Spellings seen: Ready, Provisioned, V-Mismatch; the others are assumed. */
const STATES: Readonly<Record<MemberState, string>> = {
  ready: 'Ready',
  waiting: 'Waiting',
  progressing: 'Progressing',
  initializing: 'Initializing',
  'version-mismatch': 'V-Mismatch',
  'license-mismatch': 'Lic-Mismatch',
  'platform-mismatch': 'P-Mismatch',
  provisioned: 'Provisioned',
  removed: 'Removed',
  other: 'Unknown',
};
