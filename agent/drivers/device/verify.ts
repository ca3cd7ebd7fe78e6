import type { Verification } from '../../../core/model/device.ts';
import { levelInUse } from '../../../core/model/device.ts';
import { readBootLevel, readSystem, readUsage } from '../../../core/wire/ios-xe/index.ts';
import type { RpcReply } from '../../../core/wire/netconf/index.ts';
import { ok } from './failures.ts';
import { DEVICE, STACK, whoIs } from './identity-reading.ts';
import type { EffectFor, Kit, Operation } from './kit.ts';
import { DWELL_LOOKS, READ_TIMEOUT_MS } from './limits.ts';
import { BOOT_LEVEL, SYSTEM } from './look-reading.ts';
import { LICENSES } from './preflight.ts';
import { readUntil } from './reading.ts';
import type { Ask } from './reading.ts';
import type { Held } from './sessions.ts';
import type { Task } from './task.ts';
import { verifyByCli } from './verify-cli.ts';
import { heldBy } from './write.ts';

const ASKS: readonly Ask[] = [BOOT_LEVEL, DEVICE, STACK, LICENSES];

/** What was seen so far; `null` before the first good read. */
type Seen = Omit<Verification, 'rebootsInDwell'>;

function see([level, device, stack, licenses]: readonly RpcReply[]): Seen | null {
  const { system, members } = whoIs(device, stack);
  if (system.bootTime === null) return null;
  return {
    usage: readUsage(licenses?.data ?? null) ?? [],
    members,
    running: readBootLevel(level?.data ?? null),
    bootTime: system.bootTime,
    rebootReason: system.rebootReason ?? '',
  };
}

/**
 * Watches the boot time for `dwellMs`, then reads the level, the members and the boot level: what is claimed is the last that
 * was read. With `by: 'cli'` level and members come from `show version` and `show switch`. A lost session is *not sent*: it is
 * a read, and the machine identifies again.
 */
export const verify: Operation<'verify'> = (kit, effect, task) => {
  const held = kit.sessions.find(task.owner, effect.sessionEpoch);
  if (!heldBy(task, held)) return;
  dwell(kit, task, held, effect, (reboots) =>
    readState(kit, task, held, (seen) => {
      const verification: Verification = { ...seen, rebootsInDwell: reboots };
      if (effect.by === 'netconf') return task.finish(ok(verification));
      return verifyByCli(kit, task, (byCli) => task.finish(ok({ ...verification, ...byCli })));
    }),
  );
};

/** Looks at the boot time several times; how often it changed. */
function dwell(
  kit: Kit,
  task: Task,
  held: Held,
  effect: EffectFor<'verify'>,
  done: (reboots: number) => void,
): void {
  let before: string | null = null;
  let reboots = 0;
  let looks = 0;
  const look = (): void =>
    readUntil(
      kit,
      task,
      held,
      {
        asks: [SYSTEM],
        accept([system]) {
          const { bootTime } = readSystem(system?.data ?? null);
          return bootTime === null ? { missing: 'the boot time' } : { value: bootTime };
        },
      },
      (bootTime) => {
        if (before !== null && before !== bootTime) reboots += 1;
        before = bootTime;
        looks += 1;
        if (looks > DWELL_LOOKS || effect.dwellMs <= 0) return done(reboots);
        return task.after(effect.dwellMs / DWELL_LOOKS, look);
      },
    );
  look();
}

/** Reads until a level in use is stated; at the deadline what was read last. */
function readState(kit: Kit, task: Task, held: Held, done: (seen: Seen) => void): void {
  let seen: Seen | null = null;
  readUntil(
    kit,
    task,
    held,
    {
      asks: ASKS,
      accept(replies) {
        seen = see(replies);
        if (seen === null) return { missing: 'the boot time' };
        return levelInUse(seen.usage) === null ? { missing: 'the level in use' } : { value: seen };
      },
      reserveMs: READ_TIMEOUT_MS,
      gaveUp(missing) {
        if (seen !== null) return done(seen);
        const message = `${task.address.deviceId} did not say in time: ${missing}.`;
        return task.lose({ code: 'DATA_MISSING', message, hint: null, context: {} });
      },
    },
    done,
  );
}
