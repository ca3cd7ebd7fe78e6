/** Effects that change a switch, as they bite on the device model: the same faults at the same moments as over NETCONF. */
import type { Outcome } from '../../core/machine.ts';
import { isSameLevel, type Level } from '../../core/model/level.ts';
import type { DeviceEffect } from '../../core/ports/device.ts';
import { noteEdit, putRunning } from '../device/actions/edit.ts';
import { foreignLock, heldBy, takeLock } from '../device/actions/lock.ts';
import { requestReload } from '../device/actions/reload.ts';
import { save } from '../device/actions/save.ts';
import { textParam } from '../device/boot-faults.ts';
import type { Lock } from '../device/model/state.ts';
import { lookAt, ok, refused } from './outcomes.ts';
import type { PortSession } from './session.ts';

type EffectOf<Op extends DeviceEffect['op']> = Extract<DeviceEffect, { op: Op }>;

/** Milliseconds between two tries of a lock that a daemon holds. */
const LOCK_RETRY_MS = 5_000;

/** A daemon's lock ends by itself; a person's does not. */
function lockRefusal(lock: Lock): Outcome {
  const code = lock.session === 0 ? 'DEVICE_LOCKED_BY_DAEMON' : 'DEVICE_LOCKED';
  return refused(code, `the configuration is locked by ${lock.holder}`);
}

/** Tries for the lock until patience ends; only a daemon is waited for. */
export function lock(session: PortSession, effect: EffectOf<'lock'>, done: (outcome: Outcome) => void): void {
  const { chassis, number } = session;
  const startedMs = chassis.now();
  const attempt = (): void => {
    if (!session.isOpen()) return;
    const held = chassis.lock?.session === number ? null : foreignLock(chassis, number, { rpc: 'lock' });
    if (held === null) {
      takeLock(chassis, number, chassis.spec.username);
      return done(ok(lookAt(chassis, false)));
    }
    const mayWait = held.session === 0 && chassis.now() - startedMs < effect.patienceMs;
    if (!mayWait) return done(lockRefusal(held));
    chassis.setTimer('lock again', LOCK_RETRY_MS, attempt);
  };
  attempt();
}

/** Writes the boot level and reads back. */
export function edit(session: PortSession, effect: EffectOf<'edit'>, done: (outcome: Outcome) => void): void {
  const { chassis, number } = session;
  const moment = { rpc: 'edit-config' };
  const writer = { via: 'netconf', session: number, user: chassis.spec.username } as const;
  const held = foreignLock(chassis, number, moment);
  if (held !== null) return done({ ...lockRefusal(held), value: lookAt(chassis, false) } as Outcome);
  const edited = { ...chassis.state.running, level: effect.level };
  if (chassis.take('netconf.edit-refused', moment) !== null) {
    noteEdit(chassis, chassis.state.running, writer, { applied: false, fault: 'netconf.edit-refused' });
    return done(refused('EDIT_REFUSED', 'the switch refused the edit', lookAt(chassis, false)));
  }
  if (chassis.take('netconf.lying-ok', moment) !== null) {
    noteEdit(chassis, edited, writer, { applied: false, fault: 'netconf.lying-ok' });
    return done(ok(lookAt(chassis, false)));
  }
  if (!isSame(chassis.state.running.level, effect.level)) putRunning(chassis, Object.freeze(edited), writer);
  const liar = chassis.take('netconf.edit-applied-but-error', moment);
  if (liar === null) return done(ok(lookAt(chassis, false)));
  const lie = heldBy(textParam(liar, 'holder', 'yang_mgmt_infra'), chassis.now(), 0);
  done({ ...lockRefusal(lie), value: lookAt(chassis, false) } as Outcome);
}

function isSame(a: Level | null, b: Level): boolean {
  return a !== null && isSameLevel(a, b);
}

/** Saves; the answer comes after seconds. */
export function saveConfig(session: PortSession, done: (outcome: Outcome) => void): void {
  const { chassis, number } = session;
  const writer = { via: 'netconf', session: number, user: chassis.spec.username } as const;
  save(chassis, writer, { rpc: 'save-config' }, (result) => {
    if (!result.ok) return done(refused('SAVE_REFUSED', result.message));
    done(ok({ ...lookAt(chassis, false), text: 'Save running-config successful' }));
  });
}

/** Asks for the reload; the answer comes before the device goes down. */
export function reload(
  session: PortSession,
  effect: EffectOf<'reload'>,
  done: (outcome: Outcome) => void,
): void {
  const { chassis, number } = session;
  const writer = { via: 'netconf', session: number, user: chassis.spec.username } as const;
  const result = requestReload(chassis, writer, { rpc: 'reload' }, effect.reason, false);
  if (result.kind === 'refused') return done(refused('RELOAD_REFUSED', result.message));
  done(ok({ text: 'Reload initiated' }));
}

/** The reload of the CLI dialogue. */
export function cliReload(
  session: PortSession,
  effect: EffectOf<'cli-reload'>,
  done: (outcome: Outcome) => void,
): void {
  const { chassis, number } = session;
  const writer = { via: 'cli', session: number, user: chassis.spec.username } as const;
  const result = requestReload(chassis, writer, { cli: 'reload' }, effect.reason, false);
  if (result.kind === 'refused') return done(refused('RELOAD_REFUSED', result.message));
  done(ok({ text: '' }));
}
