import { DefectError, isLicenseLabError } from '../../../core/errors.ts';
import type { Failure } from '../../../core/machine.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { DeviceCall, DeviceEffect, DeviceOp, DevicePort } from '../../../core/ports/device.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { Network } from '../../../core/ports/network.ts';
import type { Random } from '../../../core/ports/random.ts';
import { createHelloCache } from '../../../core/wire/netconf/index.ts';
import type { HelloCache } from '../../../core/wire/netconf/index.ts';
import type { CredentialSource } from '../credentials.ts';
import { awaitDown } from './await-down.ts';
import { awaitReady } from './await-ready.ts';
import { awaitUp } from './await-up.ts';
import { cliReload } from './cli-reload.ts';
import { edit } from './edit.ts';
import { failure } from './failures.ts';
import { identify } from './identify.ts';
import type { Kit, Operation } from './kit.ts';
import { lock } from './lock.ts';
import { look } from './look.ts';
import { preflight } from './preflight.ts';
import { reload } from './reload.ts';
import { report } from './report.ts';
import { save } from './save.ts';
import { createSessions } from './sessions.ts';
import { createSpareCli } from './spare-cli.ts';
import { startTask } from './task.ts';
import type { Task } from './task.ts';
import { verify } from './verify.ts';

/** What the driver is made of. */
export interface DeviceDriverOptions {
  readonly network: Network;
  /** The lab's clock: deadlines, polls and waits of effects are on it. */
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** For the enable secret of the CLI. */
  readonly credentials: CredentialSource;
  /** Hellos parsed before; default: a cache of its own. */
  readonly hellos?: HelloCache;
}

/** What performs each effect. */
const PERFORMERS: { readonly [Op in DeviceOp]: Operation<Op> } = {
  identify,
  preflight,
  lock,
  edit,
  look,
  save,
  reload,
  'cli-reload': cliReload,
  'await-down': awaitDown,
  'await-up': awaitUp,
  'await-ready': awaitReady,
  verify,
  report,
};

/** The Device port over a network. Outcomes as `core/ports/device.ts` says; failures carry the codes that each operation names. */
export function createDeviceDriver(options: DeviceDriverOptions): DevicePort {
  const { network, clock, log, credentials } = options;
  const random = options.random.split('device driver');
  const world = { network, clock, log, hellos: options.hellos ?? createHelloCache() };
  // Two starts of the program never give the same name to two sessions.
  const prefix = `${Math.round(clock.wallMs()).toString(36)}-${random
    .split('epoch')
    .below(2 ** 32)
    .toString(36)}`;
  const sessions = createSessions(world, prefix);
  const spareCli = createSpareCli();
  const kit: Kit = { network, clock, random, log, credentials, sessions, spareCli };
  const tasks = new Map<string, Set<Task>>();

  return {
    perform(call, done) {
      let isInside = true;
      const { owner, effect } = call;
      const task: Task = startTask(
        { clock, owner, op: effect.op, address: effect.address, deadlineMs: effect.deadlineMs },
        (outcome) => {
          forget(tasks, owner, task);
          if (isInside) clock.setTimer('device-done', 0, () => done(outcome));
          else done(outcome);
        },
      );
      tasks.set(owner, (tasks.get(owner) ?? new Set()).add(task));
      run(kit, call, task);
      isInside = false;
    },
    release(owner) {
      for (const held of sessions.of(owner)) held.close();
      spareCli.close(owner);
    },
    abandon(owner) {
      for (const task of tasks.get(owner) ?? []) task.lose(abandoned(task));
      for (const held of sessions.of(owner)) held.destroy();
      spareCli.destroy(owner);
    },
  };
}

/** Starts the operation of a call. What it cannot even ask for (a reason that no switch takes) ends as *not sent*. */
function run(kit: Kit, { effect, mayWrite }: DeviceCall, task: Task): void {
  const perform = PERFORMERS[effect.op] as unknown as (
    kit: Kit,
    effect: DeviceEffect,
    task: Task,
    mayWrite: DeviceCall['mayWrite'],
  ) => void;
  try {
    perform(kit, effect, task, mayWrite);
  } catch (error) {
    if (!isLicenseLabError(error) || error instanceof DefectError) throw error;
    task.lose(error);
  }
}

function abandoned({ address }: Task): Failure {
  return failure(
    'ABANDONED',
    address,
    `The change of ${address.deviceId} is not ours any more; its sessions were destroyed.`,
  );
}

function forget(tasks: Map<string, Set<Task>>, owner: string, task: Task): void {
  const own = tasks.get(owner);
  if (own?.delete(task) === true && own.size === 0) tasks.delete(owner);
}
