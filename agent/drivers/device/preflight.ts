import type { Preflight } from '../../../core/model/device.ts';
import type { RpcReply } from '../../../core/wire/netconf/index.ts';
import { OPERATIONS, readBootLevel, readIsSyncing, readUsage } from '../../../core/wire/ios-xe/index.ts';
import { readProof } from './cli-work.ts';
import { ok } from './failures.ts';
import { DEVICE, STACK, whoIs } from './identity-reading.ts';
import type { Operation } from './kit.ts';
import { SHOW_TIMEOUT_MS } from './limits.ts';
import { BOOT_LEVEL } from './look-reading.ts';
import { readUntil } from './reading.ts';
import type { Ask } from './reading.ts';
import { heldBy } from './write.ts';

/** Licenses in use. */
export const LICENSES: Ask = {
  name: 'the read of the licenses',
  operation: OPERATIONS.getLicenses.element(),
};

/** Whether the device copies its running-config into the datastore just now. */
export const SYNCING: Ask = {
  name: 'the question whether it synchronizes',
  operation: OPERATIONS.isSyncing.element(),
};

const ASKS: readonly Ask[] = [BOOT_LEVEL, DEVICE, STACK, LICENSES, SYNCING];

/** What forbids a change, besides a synchronization: members that do not run as they should. */
export function blockersIn({ members }: Pick<Preflight, 'members'>): string[] {
  return members
    .filter(({ state }) => state !== 'ready' && state !== 'provisioned')
    .map(({ slot, serial, state }) => `switch ${slot} (${serial}) is not ready: ${state}`);
}

interface Seen {
  readonly preflight: Preflight;
  readonly isSyncing: boolean;
  readonly missing: string | null;
}

function see(replies: readonly RpcReply[]): Seen | null {
  const [level, device, stack, licenses, syncing] = replies;
  const { system, members } = whoIs(device, stack);
  if (system.bootTime === null) return null;
  const usage = readUsage(licenses?.data ?? null);
  const isSyncing = syncing !== undefined && readIsSyncing(syncing) === true;
  const preflight: Preflight = {
    running: readBootLevel(level?.data ?? null),
    startup: null,
    unsaved: system.unsaved,
    foreignDiff: null,
    bootTime: system.bootTime,
    usage: usage ?? [],
    members,
    blockers: blockersIn({ members }),
  };
  const missing = isSyncing
    ? 'the end of a synchronization'
    : usage === null || usage.length === 0
      ? 'the licenses in use'
      : null;
  return { preflight, isSyncing, missing };
}

/**
 * Reads levels, usage, members, unsaved configuration and what forbids a change. With `diff` also by what running differs from
 * startup, over the CLI, unless the device says that nothing is unsaved. A synchronization is waited for, then it is a blocker.
 */
export const preflight: Operation<'preflight'> = (kit, effect, task) => {
  const held = kit.sessions.find(task.owner, effect.sessionEpoch);
  if (!heldBy(task, held)) return;
  let seen: Seen | null = null;
  const finish = (value: Preflight): void => {
    if (!effect.diff || value.unsaved === false) return task.finish(ok(value));
    return readProof(kit, task, (proof) => task.finish(ok({ ...value, ...proof })));
  };
  const accept = (
    replies: readonly RpcReply[],
  ): { readonly value: Preflight } | { readonly missing: string } => {
    seen = see(replies);
    if (seen === null) return { missing: 'the boot time' };
    return seen.missing === null ? { value: seen.preflight } : { missing: seen.missing };
  };
  const gaveUp = (): void => {
    if (seen === null)
      return task.lose({
        code: 'DATA_MISSING',
        message: `${task.address.deviceId} did not say its boot time.`,
        hint: null,
        context: {},
      });
    const blockers = seen.isSyncing
      ? ['it synchronizes its configuration just now', ...seen.preflight.blockers]
      : seen.preflight.blockers;
    return finish({ ...seen.preflight, blockers });
  };
  // Half of the time may go into waiting; the CLI needs the rest.
  const reserveMs = Math.min(task.leftMs() / 2, 2 * SHOW_TIMEOUT_MS);
  readUntil(kit, task, held, { asks: ASKS, accept, gaveUp, reserveMs }, finish);
};
