/** CLI sessions of the driver: opened when an effect needs one, ended with it. */
import { isLicenseLabError } from '../../../core/errors.ts';
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Level } from '../../../core/model/level.ts';
import { parseConfigDifferences, parseStartupLevel, plainLine } from '../../../core/wire/ios-xe/index.ts';
import type { PlainLineName } from '../../../core/wire/ios-xe/index.ts';
import { openCliSession } from '../cli/session.ts';
import type { CliSession } from '../cli/session.ts';
import { createBackoff } from './backoff.ts';
import type { Kit } from './kit.ts';
import { CLI_TRIES_MAX, CONNECT_BACKOFF, SHOW_TIMEOUT_MS } from './limits.ts';
import type { Task } from './task.ts';

/** How the opening of a CLI session ends: one of them, once. */
export interface CliWork {
  readonly ready: (session: CliSession) => void;
  readonly failed: (error: LicenseLabError) => void;
}

/**
 * Opens one CLI session for a task; until it is kept (see {@link SpareCli}) it is destroyed when the task is over. `ready` gets the
 * function that keeps it.
 */
export function openCli(
  kit: Kit,
  task: Task,
  ready: (session: CliSession, keep: () => void) => void,
  failed: (error: LicenseLabError) => void,
): void {
  kit.credentials(task.address.credentials, (found) => {
    if (task.isOver) return;
    if (isLicenseLabError(found)) return failed(found);
    const world = { network: kit.network, clock: kit.clock, enable: found.enable ?? null };
    let opened: CliSession | null = null;
    const destroy = openCliSession(world, task.address, {
      ready(session) {
        opened = session;
        ready(session, forget);
      },
      closed(error) {
        forget();
        if (opened !== null) return kit.spareCli.forget(task.owner, opened);
        // Once it was ready, the line under way tells of the loss.
        return error === null || task.isOver ? undefined : failed(error);
      },
    });
    const forget = task.onEnd(destroy);
    return undefined;
  });
}

/** Gives a task a CLI session: the spare one of its machine, or a new one. Tries again what may pass by itself. */
export function withCli(kit: Kit, task: Task, work: CliWork): void {
  const spare = kit.spareCli.take(task.owner);
  if (spare !== null) {
    task.onEnd(() => spare.destroy());
    return work.ready(spare);
  }
  const wait = createBackoff(kit.random.split(`${task.owner} cli`), CONNECT_BACKOFF);
  let tries = 0;
  const failed = (error: LicenseLabError): void => {
    const waitMs = wait();
    if (error.retry !== 'new-session' || tries >= CLI_TRIES_MAX || waitMs >= task.leftMs())
      work.failed(error);
    else task.after(waitMs, attempt);
  };
  const attempt = (): void => {
    tries += 1;
    openCli(kit, task, work.ready, failed);
  };
  return attempt();
}

/** Outputs of lines that show something, in order; `failed` when one is lost or refused. */
export function showAll(
  session: CliSession,
  task: Task,
  names: readonly PlainLineName[],
  done: (outputs: readonly (readonly string[])[]) => void,
  failed: (text: string) => void,
): void {
  const outputs: (readonly string[])[] = [];
  const next = (): void => {
    const name = names[outputs.length];
    if (name === undefined) return done(outputs);
    return session.run(plainLine(name), Math.min(SHOW_TIMEOUT_MS, task.leftMs()), (outcome) => {
      if (task.isOver) return undefined;
      if (outcome.kind === 'output' && outcome.refusal === null) {
        outputs.push(outcome.lines);
        return next();
      }
      if (outcome.kind === 'output') return failed(outcome.refusal?.text ?? '');
      return failed(outcome.kind === 'asked' ? 'the device asked a question' : outcome.error.message);
    });
  };
  next();
}

/** What the CLI proves about startup-config; null is what it did not say. */
export interface Proof {
  readonly startup: Level | null;
  readonly foreignDiff: readonly string[] | null;
}

/**
 * Reads startup's boot level and by what running differs from startup (safety §3.4 c). A CLI that cannot be used proves
 * nothing: both are null then, and the log says why.
 */
export function readProof(kit: Kit, task: Task, done: (proof: Proof) => void): void {
  const nothing = (text: string): void => {
    kit.log.write('warn', 'device.no-cli-proof', { device: task.address.deviceId, reason: text });
    done({ startup: null, foreignDiff: null });
  };
  withCli(kit, task, {
    failed: (error) => nothing(error.message),
    ready(session) {
      const names: readonly PlainLineName[] = ['show-startup-level', 'show-config-differences'];
      showAll(
        session,
        task,
        names,
        ([startup = [], differences = []]) => {
          session.close();
          done({
            startup: parseStartupLevel(startup),
            foreignDiff: parseConfigDifferences(differences)?.foreign ?? null,
          });
        },
        nothing,
      );
    },
  });
}
