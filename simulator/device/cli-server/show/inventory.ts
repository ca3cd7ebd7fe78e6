import type { Member } from '../../../../core/model/device.ts';
import { presentMembers } from '../../model/members.ts';
import type { DeviceState } from '../../model/state.ts';

/** `show inventory`: the whole system (with the serial of the active switch), then each chassis. */
export function showInventory(state: DeviceState): readonly string[] {
  const [platform] = state.facts.platforms;
  const present = presentMembers(state.members);
  const [first] = present;
  if (platform === undefined || first === undefined) return [];
  return [
    ...entry(platform.stackName, platform.stackName, first),
    ...present.flatMap((member) => entry(`Switch ${member.slot}`, member.model, member)),
  ];
}

function entry(name: string, description: string, member: Member): readonly string[] {
  return [
    `NAME: "${name}", DESCR: "${description}"`,
    `PID: ${member.model.padEnd(18)}, VID: V02  , SN: ${member.serial}`,
    '',
  ];
}
