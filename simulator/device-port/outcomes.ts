import type { Failure, Outcome } from '../../core/machine.ts';
import type { Identity, Look, Preflight } from '../../core/model/device.ts';
import type { Chassis } from '../device/chassis.ts';
import { configLinesOf } from '../device/model/config-cache.ts';
import { contextualDiff } from '../device/model/config-diff.ts';
import { presentMembers } from '../device/model/members.ts';
import { yangDate } from '../device/model/time-text.ts';
import { usageOf } from '../device/model/usage.ts';
import { memoryHostKey } from '../net/fingerprint.ts';
import type { PortSession } from './session.ts';

/** A failure with its code. */
export function failure(code: string, message: string): Failure {
  return { code, message, hint: null, context: {} };
}

export const ok = (value: unknown): Outcome => ({ result: 'ok', value });
export const refused = (code: string, message: string, value?: unknown): Outcome => ({
  result: 'refused',
  failure: failure(code, message),
  ...(value === undefined ? {} : { value }),
});
export const notSent = (code: string, message: string): Outcome => ({
  result: 'not-sent',
  failure: failure(code, message),
});
export const unknown = (code: string, message: string): Outcome => ({
  result: 'unknown',
  failure: failure(code, message),
});

/** Boot time as the device states it. */
export function bootTimeOf(chassis: Chassis): string {
  return yangDate(chassis.state.boot.bootTimeMs);
}

/** Serials of the chassis that are there, sorted. */
export function serialsOf(chassis: Chassis): string[] {
  return [...new Set(presentMembers(chassis.state.members).map((member) => member.serial))].sort();
}

/** Lines that differ between startup and running, apart from the boot level. */
function foreignLines(chassis: Chassis): string[] {
  const diff = contextualDiff(
    configLinesOf(chassis.state, 'startup'),
    configLinesOf(chassis.state, 'running'),
  );
  return diff.filter((line) => !/^[ +-]*license boot level/.test(line));
}

/** What a look sees; `startup` reads startup and the difference, as one CLI session does. */
export function lookAt(chassis: Chassis, startup: boolean): Look {
  const { state } = chassis;
  return {
    running: state.running.level,
    startup: startup ? state.startup.level : null,
    unsaved: state.facts.release.hasUnsavedLeaf ? state.isUnsaved : null,
    foreignDiff: startup ? foreignLines(chassis) : null,
    bootTime: bootTimeOf(chassis),
  };
}

/** What a preflight sees. */
export function preflightOf(chassis: Chassis, diff: boolean): Preflight {
  const { state } = chassis;
  const seen = lookAt(chassis, diff && (state.isUnsaved || !state.facts.release.hasUnsavedLeaf));
  const blockers = state.reload === null ? [] : ['a reload is in progress'];
  return { ...seen, usage: usageOf(state.level, state.members), members: state.members, blockers };
}

/** Who answers. */
export function identityOf(session: PortSession): Identity {
  const { chassis, epoch } = session;
  return {
    sessionEpoch: epoch,
    hostKey: memoryHostKey(chassis.spec.id, chassis.state.hasForeignHostKey ? 'foreign' : 'regular'),
    release: chassis.state.facts.release.version,
    serials: serialsOf(chassis),
    members: presentMembers(chassis.state.members),
    bootTime: bootTimeOf(chassis),
    candidate: false,
  };
}
