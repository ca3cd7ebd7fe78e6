import type { MemberState } from '../../core/model/device.ts';
import type { ActiveFault } from '../faults/contract.ts';
import type { Chassis, Moment } from './chassis.ts';
import { drawBootPlan } from './model/boot.ts';
import type { BootPlan, BootTrouble } from './model/state.ts';

/** Boot of a device that a slow one waits longer than: default of `device.slow-boot`. */
const SLOW_MS = 600_000;

/**
 * Draws the next boot and asks for every fault that changes one. `moment` names what caused it (`rpc: 'reload'` or
 * `cli: 'reload'`); `trouble` is what is already known, after a crash.
 */
export function drawBoot(chassis: Chassis, moment: Moment, trouble?: BootTrouble): BootPlan {
  const { state } = chassis;
  const random = chassis.random.split(`boot-${state.boot.count + 1}`);
  const slow = chassis.take('device.slow-boot', moment);
  const late = chassis.take('netconf.not-ready', moment);
  return drawBootPlan(
    state.facts.platforms,
    random,
    trouble ?? takeTrouble(chassis, moment),
    slow === null ? 0 : numberOf(slow, 'delayMs', SLOW_MS),
    late === null ? 0 : numberOf(late, 'delayMs', SLOW_MS),
  );
}

function takeTrouble(chassis: Chassis, moment: Moment): BootTrouble {
  const crash = chassis.take('device.crash-loop', moment);
  const serials = chassis.armed.serials ?? takeSerials(chassis, moment);
  const member = takeMember(chassis, moment);
  chassis.armed = {};
  return {
    ...(chassis.take('device.never-returns', moment) === null ? {} : { neverReturns: true }),
    ...(chassis.take('device.old-level', moment) === null ? {} : { oldLevel: true }),
    // Without a moment this fault is of each connection, not of the boot.
    ...(hasMoment(moment) && chassis.take('device.other-host-key', moment) !== null
      ? { foreignHostKey: true }
      : {}),
    ...(serials === undefined ? {} : { serials }),
    ...(member === undefined ? {} : { member }),
    ...(crash === null
      ? {}
      : { crashes: numberOf(crash, 'boots', 2), crashAfterMs: numberOf(crash, 'uptimeMs', 30_000) }),
  };
}

function hasMoment(moment: Moment): boolean {
  return moment.rpc !== undefined || moment.cli !== undefined;
}

function takeSerials(chassis: Chassis, moment: Moment): readonly string[] | undefined {
  const fault = chassis.take('device.other-serial', moment);
  return fault === null ? undefined : foreignSerials(chassis, fault);
}

/** Serials of another box at the same address: the stated one for the first chassis, else invented ones. */
function foreignSerials(chassis: Chassis, fault: ActiveFault): readonly string[] {
  const stated = fault.params['serial'];
  const random = chassis.random.split('foreign serial');
  return chassis.spec.serials.map((_own, index) => {
    if (index === 0 && typeof stated === 'string') return stated;
    const digits = Array.from({ length: 8 }, () => random.below(16).toString(16).toUpperCase()).join('');
    return `FOX${digits}`;
  });
}

/** Asked when a session opens: `device.other-serial` bites at once, or waits for the next boot. */
export function takeOtherSerial(chassis: Chassis): void {
  const fault = chassis.take('device.other-serial');
  if (fault === null) return;
  const serials = foreignSerials(chassis, fault);
  if (fault.params['atOnce'] === true) chassis.dispatch({ type: 'swapped', serials });
  else chassis.armed = { serials };
}

function takeMember(chassis: Chassis, moment: Moment): BootTrouble['member'] {
  const fault = chassis.take('stack.member-missing', moment);
  if (fault === null) return undefined;
  const { returnsMs } = fault.params;
  return {
    slot: Math.min(numberOf(fault, 'slot', 2), chassis.spec.members.length),
    state: memberState(fault.params['state']),
    returnsMs: typeof returnsMs === 'number' ? returnsMs : null,
  };
}

function memberState(stated: unknown): MemberState {
  const known: readonly MemberState[] = ['removed', 'provisioned', 'license-mismatch', 'version-mismatch'];
  return known.find((state) => state === stated) ?? 'provisioned';
}

/** A number among the parameters, or its default. */
export function numberOf(fault: ActiveFault, name: string, fallback: number): number {
  const value = fault.params[name];
  return typeof value === 'number' ? value : fallback;
}

/** A text among the parameters, or its default. */
export function textParam(fault: ActiveFault, name: string, fallback: string): string {
  const value = fault.params[name];
  return typeof value === 'string' ? value : fallback;
}
