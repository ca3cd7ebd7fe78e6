/** Effects that wait and look: they poll the device model on the clock until their deadline. */
import type { Outcome } from '../../core/machine.ts';
import type { DeviceEffect } from '../../core/ports/device.ts';
import type { Chassis } from '../device/chassis.ts';
import type { SimulatedDevice } from '../device/contract.ts';
import { chassisOf } from '../device/device.ts';
import { isNetconfUp } from '../device/model/state.ts';
import { usageOf } from '../device/model/usage.ts';
import { bootTimeOf, notSent, ok, serialsOf } from './outcomes.ts';
import type { PortSession } from './session.ts';

type EffectOf<Op extends DeviceEffect['op']> = Extract<DeviceEffect, { op: Op }>;
type Done = (outcome: Outcome) => void;

/** Milliseconds between two polls. */
const POLL_MS = 5_000;

/** Calls `poll` now and every {@link POLL_MS} until it gives an outcome, or the deadline passes. */
function pollUntil(
  chassis: Chassis,
  deadlineMs: number,
  poll: () => Outcome | null,
  late: () => Outcome,
  done: Done,
): void {
  const startedMs = chassis.now();
  const again = (): void => {
    const outcome = poll();
    if (outcome !== null) return done(outcome);
    if (chassis.now() - startedMs >= deadlineMs) return done(late());
    chassis.setTimer('poll', POLL_MS, again);
  };
  again();
}

/** Another box, or a renewed key: no credential goes there. */
export const foreignKey = (): Outcome =>
  notSent('HOST_KEY_CHANGED', 'another host key answers at this address');

/** Watches until the device is gone or rebooted. */
export function awaitDown(device: SimulatedDevice, effect: EffectOf<'await-down'>, done: Done): void {
  const chassis = chassisOf(device);
  const poll = (): Outcome | null => {
    if (!device.listens('cli')) return ok({ seen: 'down', bootTime: '' });
    if (device.hostKey() === 'foreign') return foreignKey();
    const bootTime = bootTimeOf(chassis);
    return bootTime === effect.bootTimeBefore ? null : ok({ seen: 'rebooted', bootTime });
  };
  pollUntil(
    chassis,
    effect.deadlineMs,
    poll,
    () => ok({ seen: 'still-up', bootTime: bootTimeOf(chassis) }),
    done,
  );
}

/** Waits for the CLI port. */
export function awaitUp(device: SimulatedDevice, effect: EffectOf<'await-up'>, done: Done): void {
  const chassis = chassisOf(device);
  const startedMs = chassis.now();
  const poll = (): Outcome | null => {
    if (!device.listens('cli')) return null;
    return device.hostKey() === 'foreign' ? foreignKey() : ok({ afterMs: chassis.now() - startedMs });
  };
  pollUntil(
    chassis,
    effect.deadlineMs,
    poll,
    () => notSent('DEADLINE', 'the device did not come back in time'),
    done,
  );
}

/** Waits for operational data and for every serial. A foreign serial ends the wait: it will not become ours. */
export function awaitReady(device: SimulatedDevice, effect: EffectOf<'await-ready'>, done: Done): void {
  const chassis = chassisOf(device);
  const startedMs = chassis.now();
  const missing = (): string[] => {
    const ready = chassis.state.members
      .filter((member) => member.state === 'ready')
      .map((member) => member.serial);
    return effect.serials.filter((serial) => !ready.includes(serial));
  };
  const answer = (): Outcome => ok({ afterMs: chassis.now() - startedMs, missing: missing() });
  const poll = (): Outcome | null => {
    if (chassis.state.phase !== 'ready' || !device.listens('netconf')) return null;
    if (device.hostKey() === 'foreign') return foreignKey();
    const isForeign = serialsOf(chassis).some((serial) => !effect.serials.includes(serial));
    return isForeign || missing().length === 0 ? answer() : null;
  };
  const late = (): Outcome =>
    chassis.state.phase === 'ready' ? answer() : notSent('DEADLINE', 'NETCONF was not ready in time');
  pollUntil(chassis, effect.deadlineMs, poll, late, done);
}

/** Reads the levels, then watches the boot time for the dwell. */
export function verify(session: PortSession, effect: EffectOf<'verify'>, done: Done): void {
  const { chassis } = session;
  const startedMs = chassis.now();
  const first = bootTimeOf(chassis);
  const seen = new Set<string>();
  const poll = (): Outcome | null => {
    if (!isNetconfUp(chassis.state)) return null;
    const bootTime = bootTimeOf(chassis);
    if (bootTime !== first) seen.add(bootTime);
    const isOver = seen.size > 0 || chassis.now() - startedMs >= effect.dwellMs;
    if (!isOver) return null;
    const { level, members, running, boot } = chassis.state;
    return ok({
      usage: usageOf(level, members),
      members,
      running: running.level,
      bootTime: first,
      rebootsInDwell: seen.size,
      rebootReason: boot.reason,
    });
  };
  pollUntil(
    chassis,
    effect.deadlineMs,
    poll,
    () => notSent('SESSION_LOST', 'the device went away during the dwell'),
    done,
  );
}
