import type { Member } from '../../../core/model/device.ts';
import { platformOf } from '../platforms/catalog.ts';
import { activeMember, chassisMembers, presentMembers } from './members.ts';

/** A part of a device that has a serial number, as inventories list it. */
export interface Part {
  /** `Switch 1`, `Chassis`, `Slot 3 Supervisor`. */
  readonly name: string;
  readonly description: string;
  readonly model: string;
  readonly serial: string;
  readonly kind: 'chassis' | 'supervisor';
  /** Switch number, or slot of the supervisor. */
  readonly slot: number;
}

/** Every chassis of a device and, in a modular one, the supervisors that are there. */
export function partsOf(members: readonly Member[]): readonly Part[] {
  const platform = platformOf(activeMember(members)?.model ?? '');
  if (platform.supervisor === undefined) return chassisMembers(members).map(switchPart);
  const { model, slots } = platform.supervisor;
  const [chassis] = chassisMembers(members);
  if (chassis === undefined) return [];
  return [
    { ...switchPart(chassis), name: 'Chassis' },
    ...presentMembers(members).map((member) => {
      const slot = slots[member.slot - 1] ?? 0;
      const serial = supervisorSerial(chassis.serial, slot);
      const name = `Slot ${slot} Supervisor`;
      return {
        name,
        description: `Supervisor Module ${model}`,
        model,
        serial,
        kind: 'supervisor',
        slot,
      } as const;
    }),
  ];
}

function switchPart({ slot, serial, model }: Member): Part {
  return { name: `Switch ${slot}`, description: model, model, serial, kind: 'chassis', slot };
}

/** A supervisor's own serial is invented from that of its chassis; licensing never names it. */
function supervisorSerial(chassis: string, slot: number): string {
  return `JAE${chassis.slice(3, -1)}${slot}`;
}
