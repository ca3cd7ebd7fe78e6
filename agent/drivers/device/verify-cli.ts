import type { LicenseUsage, Member } from '../../../core/model/device.ts';
import { parseShowSwitch, parseShowVersion } from '../../../core/wire/ios-xe/index.ts';
import type { ShowVersion, SwitchRow } from '../../../core/wire/ios-xe/index.ts';
import { showAll, withCli } from './cli-work.ts';
import { failure } from './failures.ts';
import type { Kit } from './kit.ts';
import type { Task } from './task.ts';

/** What the CLI says about levels and members. */
export interface ByCli {
  readonly usage: readonly LicenseUsage[];
  readonly members: readonly Member[];
}

/** Reads the level in use and the members over the CLI; a CLI that cannot be used ends the task as *not sent*. */
export function verifyByCli(kit: Kit, task: Task, done: (seen: ByCli) => void): void {
  withCli(kit, task, {
    failed: (error) => task.lose(error),
    ready(session) {
      showAll(
        session,
        task,
        ['show-version', 'show-switch'],
        ([version = [], switches = []]) => {
          session.close();
          const read = parseShowVersion(version);
          done({ usage: usageOf(read), members: membersOf(read, parseShowSwitch(switches)) });
        },
        (text) =>
          task.lose(
            failure(
              'CLI_UNREADABLE',
              task.address,
              `The CLI of ${task.address.deviceId} did not show level and members: ${text}`,
            ),
          ),
      );
    },
  });
}

/** The packages in use; the CLI's table names no entitlement tag. */
function usageOf({ packages }: ShowVersion): readonly LicenseUsage[] {
  return packages.flatMap(({ current }) => (current === null ? [] : [{ tag: '', name: current, count: 1 }]));
}

/** A device without a table of switches stands alone. */
function membersOf(version: ShowVersion, rows: readonly SwitchRow[]): readonly Member[] {
  if (version.members.length === 0) {
    return [
      { slot: 1, serial: version.serial ?? '', model: version.model ?? '', role: 'active', state: 'ready' },
    ];
  }
  return version.members.map(({ slot, serial, model, isActive }) => {
    const row = rows.find((candidate) => candidate.slot === slot);
    return {
      slot,
      serial: serial ?? '',
      model,
      role: row?.role ?? (isActive ? 'active' : 'member'),
      state: row?.state ?? 'other',
    };
  });
}
