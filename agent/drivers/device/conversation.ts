/** A bounded talk with a switch over one CLI session: for tasks that no machine drives. Promises live here, callbacks below. */
import { DefectError, DeviceError, isLicenseLabError } from '../../../core/errors.ts';
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { Address, Network } from '../../../core/ports/network.ts';
import type { Random } from '../../../core/ports/random.ts';
import { createHelloCache, type HelloCache } from '../../../core/wire/netconf/index.ts';
import { plainLine } from '../../../core/wire/ios-xe/index.ts';
import type { CliError, PlainLineName } from '../../../core/wire/ios-xe/index.ts';
import type { CliSession } from '../cli/session.ts';
import type { CredentialSource } from '../credentials.ts';
import { withCli } from './cli-work.ts';
import { notSent, ok } from './failures.ts';
import type { Kit } from './kit.ts';
import { SHOW_TIMEOUT_MS } from './limits.ts';
import { createSessions } from './sessions.ts';
import { createSpareCli } from './spare-cli.ts';
import { startTask } from './task.ts';
import type { Task } from './task.ts';

/** What a conversation works with. */
export interface ConversationWorld {
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly credentials: CredentialSource;
}

/** What the CLI printed after a line, and what it said against it. */
export interface Said {
  readonly lines: readonly string[];
  readonly refusal: CliError | null;
}

/** The session of a conversation. Every call rejects when the session is lost. */
export interface Conversation {
  /** Shows something; rejects with `CLI_UNREADABLE` when the CLI does not know the line. */
  show(name: PlainLineName): Promise<readonly string[]>;
  /** Sends a line of the closed list, which may hold a secret: no error and no log repeats it. */
  say(line: string): Promise<Said>;
  wait(ms: number): Promise<void>;
  leftMs(): number;
}

/** Hellos are not read over the CLI; one empty cache serves all. */
const NO_HELLOS: HelloCache = createHelloCache();

/**
 * Opens one CLI session, lets `talk` use it and closes it, within `deadlineMs`. Rejects with the error of the session: codes of
 * the transport, `DEADLINE_EXCEEDED`, `CLI_UNREADABLE`; `definite` says that no line was sent.
 */
export function converse<Value>(
  world: ConversationWorld,
  address: Address,
  deadlineMs: number,
  talk: (conversation: Conversation) => Promise<Value>,
): Promise<Value> {
  const { network, clock, log, credentials } = world;
  const { deviceId } = address;
  const sessions = createSessions({ network, clock, log, hellos: NO_HELLOS }, 'talk');
  const random = world.random.split(`conversation ${deviceId}`);
  const kit: Kit = { network, clock, log, credentials, random, sessions, spareCli: createSpareCli() };
  return new Promise((resolve, reject) => {
    const task = startTask({ clock, owner: deviceId, op: 'conversation', address, deadlineMs }, (outcome) => {
      if (outcome.result === 'ok') return resolve(outcome.value as Value);
      const { code, message, hint } = outcome.failure;
      const definite = outcome.result === 'not-sent';
      return reject(
        new DeviceError(code, message, {
          definite,
          context: { deviceId },
          ...(hint === null ? {} : { hint }),
        }),
      );
    });
    withCli(kit, task, {
      failed: (error) => task.finish(notSent(error)),
      ready(session) {
        talk(conversationOn(session, task)).then(
          (value) => {
            session.close();
            task.finish(ok(value));
          },
          (error: unknown) => {
            session.close();
            task.lose(expected(error));
          },
        );
      },
    });
  });
}

function expected(error: unknown): LicenseLabError {
  if (isLicenseLabError(error)) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new DefectError('DEFECT', `the conversation with a switch failed: ${text}`);
}

function conversationOn(session: CliSession, task: Task): Conversation {
  const { deviceId } = task.address;

  function say(line: string, isChange: boolean): Promise<Said> {
    return new Promise((resolve, reject) => {
      session.run(line, Math.min(SHOW_TIMEOUT_MS, task.leftMs()), (outcome) => {
        if (outcome.kind === 'output') resolve(outcome);
        else if (outcome.kind === 'asked') reject(unreadable(deviceId, 'it asked a question'));
        else reject(outcome.error);
      });
      if (isChange) task.markWritten();
    });
  }

  return {
    async show(name) {
      const { lines, refusal } = await say(plainLine(name), false);
      if (refusal !== null) throw unreadable(deviceId, `"${plainLine(name)}": ${refusal.text}`);
      return lines;
    },
    say: (line) => say(line, true),
    wait: (ms) => new Promise((resolve) => task.after(ms, resolve)),
    leftMs: () => task.leftMs(),
  };
}

function unreadable(deviceId: string, why: string): DeviceError {
  return new DeviceError('CLI_UNREADABLE', `The CLI of ${deviceId} did not show what was asked: ${why}`, {
    definite: true,
  });
}
