import type { DeviceState } from '../state.ts';
import type { News } from './news.ts';

/** A member came or went while the device runs. Wording assumed: no capture. */
export function stackNews(before: DeviceState, after: DeviceState): readonly News[] {
  return after.members.flatMap((member, index): readonly News[] => {
    const was = before.members[index];
    if (was === undefined || was.state === member.state) return [];
    const source = 'Switch 1 R0/0: stack_mgr:';
    return member.state === 'ready'
      ? [
          {
            kind: 'log',
            name: 'STACKMGR-4-SWITCH_ADDED',
            text: `${source} Switch ${member.slot} has been added to the stack.`,
          },
        ]
      : [
          {
            kind: 'log',
            name: 'STACKMGR-4-SWITCH_REMOVED',
            text: `${source} Switch ${member.slot} has been removed from the stack.`,
          },
        ];
  });
}
