/** `device check`: connects, reads over NETCONF alone, says in one word how it stands. Nothing is changed. */
import { formatLevel, isSameLevel } from '../../../core/model/level.ts';
import type { Level } from '../../../core/model/level.ts';
import { levelInUse } from '../../../core/model/device.ts';
import type { Failure, Outcome } from '../../../core/machine.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { Address, Network } from '../../../core/ports/network.ts';
import { createHelloCache } from '../../../core/wire/netconf/index.ts';
import type { HelloCache, RpcReply } from '../../../core/wire/netconf/index.ts';
import { readBootLevel, readIsSyncing, readUsage } from '../../../core/wire/ios-xe/index.ts';
import { openSession } from './connect.ts';
import { notSent, ok } from './failures.ts';
import { DEVICE, STACK, whoIs } from './identity-reading.ts';
import type { Who } from './identity-reading.ts';
import { readingKit } from './kit.ts';
import { BOOT_LEVEL } from './look-reading.ts';
import { blockersIn, LICENSES, SYNCING } from './preflight.ts';
import { readUntil } from './reading.ts';
import type { Ask } from './reading.ts';
import { startTask } from './task.ts';

/** Word for how a check ended. */
export type CheckOutcome =
  | 'ok'
  | 'unreachable'
  | 'auth-failed'
  | 'identity-mismatch'
  | 'blocked'
  | 'failed'
  | 'unknown';

/** A check of one switch. */
export interface DeviceCheck {
  readonly id: string;
  readonly outcome: CheckOutcome;
  /** Serials of all members, sorted; empty when the device did not say. */
  readonly serials: readonly string[];
  /** Level in use, or null. */
  readonly level: string | null;
  /** Level of the next boot, or null. */
  readonly bootLevel: string | null;
  /** What is to be known besides; null when all is well. */
  readonly message: string | null;
}

/** What a check works with. */
export interface CheckWorld {
  readonly network: Network;
  readonly clock: Clock;
  readonly log: Log;
}

/** Whom to check. `serials`: those the inventory states, sorted or not; empty when it states none. */
export interface CheckTarget {
  readonly address: Address;
  readonly serials: readonly string[];
}

/** From the call to the answer, whatever a peer sends: connect, handshake, login, hello and reads have shorter ones of their own. */
export const CHECK_DEADLINE_MS = 70_000;

/** How long a check waits for data that is not filled yet. */
const PATIENCE_MS = 10_000;

const ASKS: readonly Ask[] = [DEVICE, STACK, LICENSES, BOOT_LEVEL, SYNCING];

/** Hellos of one network: the switches of one release share theirs. */
const hellosOf = new WeakMap<Network, HelloCache>();

/** Checks one switch. Never rejects; ends within {@link CHECK_DEADLINE_MS}. */
export function checkDevice(world: CheckWorld, target: CheckTarget): Promise<DeviceCheck> {
  return new Promise((resolve) => perform(world, target, resolve));
}

interface Seen {
  readonly who: Who;
  readonly inUse: Level | null;
  readonly boot: Level | null;
  readonly isSyncing: boolean;
}

function perform(
  world: CheckWorld,
  { address, serials }: CheckTarget,
  done: (check: DeviceCheck) => void,
): void {
  const { network, clock, log } = world;
  const hellos = hellosOf.get(network) ?? createHelloCache();
  hellosOf.set(network, hellos);
  const kit = readingKit({ network, clock, log, hellos }, 'check');
  const { sessions } = kit;
  const owner = address.deviceId;
  let seen: Seen | null = null;

  const task = startTask({ clock, owner, op: 'check', address, deadlineMs: CHECK_DEADLINE_MS }, (outcome) => {
    for (const held of sessions.of(owner)) {
      if (outcome.result === 'ok') held.close();
      else held.destroy();
    }
    done(
      outcome.result === 'ok'
        ? judged(address, serials, outcome.value as Seen)
        : failed(address, outcome, seen),
    );
  });
  const finish = (): void => (seen === null ? undefined : task.finish(ok(seen)));
  openSession(
    kit,
    task,
    (held) =>
      readUntil(
        kit,
        task,
        held,
        {
          asks: ASKS,
          accept(replies) {
            seen = see(replies);
            const missing = missingIn(seen);
            return missing === null ? { value: seen } : { missing };
          },
          reserveMs: Math.max(0, task.leftMs() - PATIENCE_MS),
          gaveUp: finish,
        },
        finish,
      ),
    (error) => task.finish(notSent(error)),
  );
}

function see([device, stack, licenses, boot, syncing]: readonly RpcReply[]): Seen {
  return {
    who: whoIs(device, stack),
    inUse: levelInUse(readUsage(licenses?.data ?? null) ?? []),
    boot: readBootLevel(boot?.data ?? null),
    isSyncing: syncing !== undefined && readIsSyncing(syncing) === true,
  };
}

function missingIn({ who, inUse, isSyncing }: Seen): string | null {
  if (isSyncing) return null; // said as it is
  if (who.serials.length === 0) return 'the serial numbers';
  return inUse === null ? 'the level in use' : null;
}

/** The check of a device that answered. */
function judged({ deviceId }: Address, expected: readonly string[], seen: Seen): DeviceCheck {
  const { who, inUse, boot, isSyncing } = seen;
  const level = inUse === null ? null : formatLevel(inUse);
  const said = (outcome: CheckOutcome, message: string | null): DeviceCheck => ({
    id: deviceId,
    outcome,
    serials: who.serials,
    level,
    bootLevel: boot === null ? null : formatLevel(boot),
    message,
  });
  if (expected.length > 0 && who.serials.length > 0 && !isSameSet(expected, who.serials)) {
    return said(
      'identity-mismatch',
      `expected serials ${expected.toSorted().join(', ')}, found ${who.serials.join(', ')}`,
    );
  }
  const blockers = [...(isSyncing ? ['it synchronizes its configuration just now'] : []), ...blockersIn(who)];
  if (blockers.length > 0) return said('blocked', blockers.join('; '));
  const missing = missingIn(seen);
  if (missing !== null) return said('unknown', `the device did not say ${missing}`);
  const isChanging = boot !== null && inUse !== null && !isSameLevel(boot, inUse);
  return said('ok', isChanging ? `the next boot takes ${formatLevel(boot)}` : null);
}

/** The check of a device that could not be read. */
function failed(
  { deviceId }: Address,
  outcome: Exclude<Outcome, { result: 'ok' }>,
  seen: Seen | null,
): DeviceCheck {
  const { failure } = outcome;
  const message = failure.hint === null ? failure.message : `${failure.message} ${failure.hint}`;
  const outcomeWord = wordFor(failure);
  return {
    id: deviceId,
    outcome: outcomeWord,
    serials: seen?.who.serials ?? [],
    level: null,
    bootLevel: null,
    message,
  };
}

function wordFor({ code }: Failure): CheckOutcome {
  if (code === 'UNREACHABLE' || code === 'CONNECT_TIMEOUT' || code === 'JUMP_HOST_FAILED')
    return 'unreachable';
  if (code === 'AUTH_FAILED') return 'auth-failed';
  return code.startsWith('HOST_KEY_') ? 'identity-mismatch' : 'failed';
}

/** Serials as sets, spelled in any case. */
function isSameSet(expected: readonly string[], found: readonly string[]): boolean {
  const spelled = (serials: readonly string[]): string =>
    [...new Set(serials.map((serial) => serial.toUpperCase()))].toSorted().join();
  return spelled(expected) === spelled(found);
}
