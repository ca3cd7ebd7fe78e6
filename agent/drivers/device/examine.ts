/** Reads all a person wants to know of a switch over NETCONF, for `doctor`: each read by itself, so that one failure hides no other. */
import type { Failure } from '../../../core/machine.ts';
import type { Level } from '../../../core/model/level.ts';
import type { LicenseUsage } from '../../../core/model/device.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { Address, Network } from '../../../core/ports/network.ts';
import { createHelloCache } from '../../../core/wire/netconf/index.ts';
import type { RpcReply } from '../../../core/wire/netconf/index.ts';
import {
  OPERATIONS,
  readBootLevel,
  readIsSyncing,
  readModules,
  readUsage,
} from '../../../core/wire/ios-xe/index.ts';
import { openSession } from './connect.ts';
import { notSent, ok, refusal, sessionLost, triageOf } from './failures.ts';
import { DEVICE, STACK, whoIs } from './identity-reading.ts';
import type { Who } from './identity-reading.ts';
import { readingKit } from './kit.ts';
import { READ_TIMEOUT_MS } from './limits.ts';
import { BOOT_LEVEL } from './look-reading.ts';
import { LICENSES, SYNCING } from './preflight.ts';
import type { Ask } from './reading.ts';
import type { Held } from './sessions.ts';
import { startTask } from './task.ts';
import type { Task } from './task.ts';

/** What a read gave, or why it gave nothing. */
export type Told<Value> = { readonly value: Value } | { readonly why: string };

/** What NETCONF said. */
export interface NetconfFindings {
  readonly hostKey: string;
  readonly base: string;
  readonly capabilities: readonly string[];
  /** Running may be written only through the candidate datastore. */
  readonly candidate: boolean;
  readonly sessionId: number;
  readonly who: Told<Who>;
  readonly bootLevel: Told<Level | null>;
  readonly usage: Told<readonly LicenseUsage[]>;
  readonly isSyncing: Told<boolean>;
  /** Of {@link MODULES_NEEDED}, those that yang-library lists. */
  readonly modules: Told<readonly string[]>;
}

/** Modules that a change of level uses. From 17.12 on the hello does not list them. */
export const MODULES_NEEDED = [
  'Cisco-IOS-XE-native',
  'Cisco-IOS-XE-rpc',
  'Cisco-IOS-XE-device-hardware-oper',
  'Cisco-IOS-XE-stack-oper',
  'cisco-smart-license',
  'cisco-ia',
] as const;

const MODULES: Ask = {
  name: 'the read of the modules',
  operation: OPERATIONS.getModules.element([...MODULES_NEEDED]),
};

/** Reads in this order. All of them are reads of the closed list. */
const ASKS = [DEVICE, STACK, BOOT_LEVEL, LICENSES, SYNCING, MODULES] as const;

/** What an examination works with. */
export interface ExamineWorld {
  readonly network: Network;
  readonly clock: Clock;
  readonly log: Log;
}

/** Examines a switch over NETCONF, once. Never rejects; ends within `deadlineMs`. */
export function examineOverNetconf(
  { network, clock, log }: ExamineWorld,
  address: Address,
  deadlineMs: number,
): Promise<{ readonly found: NetconfFindings } | { readonly failure: Failure }> {
  const kit = readingKit({ network, clock, log, hellos: createHelloCache() }, 'doctor');
  const { sessions } = kit;
  const owner = address.deviceId;
  return new Promise((resolve) => {
    const task = startTask({ clock, owner, op: 'doctor', address, deadlineMs }, (outcome) => {
      for (const held of sessions.of(owner)) {
        if (outcome.result === 'ok') held.close();
        else held.destroy();
      }
      resolve(
        outcome.result === 'ok' ? { found: outcome.value as NetconfFindings } : { failure: outcome.failure },
      );
    });
    openSession(
      kit,
      task,
      (held) => readEach(task, held, (answers) => task.finish(ok(findings(held, answers)))),
      (error) => task.finish(notSent(error)),
    );
  });
}

/** Every read, whatever became of the others; what is not answered by the deadline was not told. */
function readEach(task: Task, held: Held, done: (answers: readonly Told<RpcReply>[]) => void): void {
  const answers: Told<RpcReply>[] = ASKS.map(() => ({ why: 'the switch did not answer in time' }));
  let left = ASKS.length;
  task.onDeadline(() => done(answers));
  for (const [index, { name, operation }] of ASKS.entries()) {
    const deadlineMs = Math.min(READ_TIMEOUT_MS, task.leftMs());
    held.netconf.request(name, operation, { deadlineMs, urgent: false }, (outcome) => {
      if (task.isOver) return;
      answers[index] =
        outcome.kind === 'reply'
          ? toldBy(outcome.reply, name, task)
          : { why: sessionLost(task.address, outcome.error.message).message };
      left -= 1;
      if (left === 0) done(answers);
    });
  }
}

function toldBy(reply: RpcReply, name: string, { address }: Task): Told<RpcReply> {
  const triage = triageOf(reply);
  return triage === null ? { value: reply } : { why: refusal(address, 'READ_REFUSED', name, triage).message };
}

function findings({ netconf, candidate }: Held, answers: readonly Told<RpcReply>[]): NetconfFindings {
  const [device, stack, level, licenses, syncing, modules] = answers;
  // A switch that is no stack may refuse the read of the stack; the inventory is enough then.
  const stackReply = stack !== undefined && 'value' in stack ? stack.value : undefined;
  return {
    hostKey: netconf.hostKey,
    base: netconf.base,
    capabilities: netconf.capabilities,
    candidate,
    sessionId: netconf.sessionId,
    who: as(device, (reply) => whoIs(reply, stackReply)),
    bootLevel: as(level, (reply) => readBootLevel(reply.data)),
    usage: as(licenses, (reply) => readUsage(reply.data) ?? []),
    isSyncing: as(syncing, (reply) => readIsSyncing(reply) === true),
    modules: as(modules, (reply) => readModules(reply.data)),
  };
}

function as<Value>(told: Told<RpcReply> | undefined, read: (reply: RpcReply) => Value): Told<Value> {
  if (told === undefined) return { why: 'it was not asked' };
  return 'value' in told ? { value: read(told.value) } : told;
}
