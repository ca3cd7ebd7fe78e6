import { activeMember } from '../../model/members.ts';
import { partsOf } from '../../model/parts.ts';
import type { DeviceState } from '../../model/state.ts';

/** `show inventory`: a stack as a whole (with the serial of the active switch), then each chassis and supervisor. */
export function showInventory(state: DeviceState): readonly string[] {
  const [platform] = state.facts.platforms;
  const active = activeMember(state.members);
  if (platform === undefined || active === undefined) return [];
  const whole = { name: platform.stackName, description: platform.stackName, ...active };
  const parts = partsOf(state.members);
  return (platform.assembly === 'chassis' ? parts : [whole, ...parts]).flatMap(entry);
}

function entry(part: {
  readonly name: string;
  readonly description: string;
  readonly model: string;
  readonly serial: string;
}): readonly string[] {
  return [
    `NAME: "${part.name}", DESCR: "${part.description}"`,
    `PID: ${part.model.padEnd(18)}, VID: V02  , SN: ${part.serial}`,
    '',
  ];
}
