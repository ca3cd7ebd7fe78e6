import type { Member, MemberRole, MemberState } from '../../../core/model/device.ts';
import type { BootTrouble, DeviceFacts } from './state.ts';

/**
 * The members of a device after a boot: the first ready one is active, the second standby, the others members (as after a
 * boot of the whole stack with falling priorities).
 */
export function membersAfterBoot(facts: DeviceFacts, trouble: BootTrouble): readonly Member[] {
  let ready = 0;
  return facts.platforms.map((platform, index): Member => {
    const slot = index + 1;
    const state: MemberState = trouble.member?.slot === slot ? trouble.member.state : 'ready';
    if (state === 'ready') ready += 1;
    return {
      slot,
      serial: serialAt(trouble.serials ?? facts.serials, index),
      model: platform.model,
      role: state === 'ready' ? roleOf(ready) : 'member',
      state,
    };
  });
}

/** The members after one of them came back: its role is the one that is left. */
export function withReturned(members: readonly Member[], slot: number): readonly Member[] {
  const hasStandby = members.some((member) => member.role === 'standby');
  return members.map((member) =>
    member.slot === slot ? { ...member, state: 'ready', role: hasStandby ? 'member' : 'standby' } : member,
  );
}

/** The same members with other serials, in slot order: another box at the same address. */
export function withSerials(members: readonly Member[], serials: readonly string[]): readonly Member[] {
  return members.map((member, index) => ({ ...member, serial: serialAt(serials, index) }));
}

/** Serial of a unit. The supervisors of a chassis share its one serial. */
function serialAt(serials: readonly string[], index: number): string {
  return serials[index] ?? serials[0] ?? '';
}

/** Present members, one for each chassis: of two supervisors the first. */
export function chassisMembers(members: readonly Member[]): readonly Member[] {
  return presentMembers(members).filter(
    (member, index, all) => all.findIndex((other) => other.serial === member.serial) === index,
  );
}

/** Members whose chassis is there: it has power and is cabled, whatever its state. */
export function presentMembers(members: readonly Member[]): readonly Member[] {
  return members.filter((member) => member.state !== 'removed' && member.state !== 'provisioned');
}

/** The member that leads; the first one when none does. */
export function activeMember(members: readonly Member[]): Member | undefined {
  return members.find((member) => member.role === 'active') ?? members[0];
}

/** Priority that makes slot order the order of election, as a person configures it: 15, 14, 13, ... */
export function priorityOf(member: Member): number {
  return Math.max(1, 16 - member.slot);
}

function roleOf(nth: number): MemberRole {
  return nth === 1 ? 'active' : nth === 2 ? 'standby' : 'member';
}
