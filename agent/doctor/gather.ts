/** Finds out: NETCONF and CLI side by side, each ending by itself, nothing but reads. */
import { failureOf } from '../../core/machine.ts';
import { isLicenseLabError } from '../../core/errors.ts';
import {
  parseConfigDifferences,
  parseInstallSummary,
  parseNetconfSessions,
  parseShowClock,
  parseShowReload,
  parseShowVersion,
  parseStartupLevel,
} from '../../core/wire/ios-xe/index.ts';
import type { PlainLineName } from '../../core/wire/ios-xe/index.ts';
import { converse } from '../drivers/device/conversation.ts';
import type { Conversation, ConversationWorld } from '../drivers/device/conversation.ts';
import { examineOverNetconf } from '../drivers/device/examine.ts';
import type { Told } from '../drivers/device/examine.ts';
import { readLicensing } from '../drivers/device/license-reading.ts';
import type { SshEvent } from '../drivers/ssh/watch.ts';
import type { InventoryDevice } from '../inventory/index.ts';
import type { CliFindings, Findings } from './contract.ts';

/** From the call to the answer: a jump host and a slow AAA server may each take their own deadlines, one after the other. */
export const DOCTOR_DEADLINE_MS = 90_000;

/** What finding out needs. `events` is filled while connections are made. */
export interface DoctorWorld extends ConversationWorld {
  readonly events: readonly SshEvent[];
  /** Wall clock that a switch's clock is compared with; null: none that runs as fast. */
  readonly wallMs: () => number | null;
}

/** Examines one switch. Never rejects; ends within {@link DOCTOR_DEADLINE_MS}. */
export async function gather(world: DoctorWorld, device: InventoryDevice): Promise<Findings> {
  const [netconf, cli] = await Promise.all([
    examineOverNetconf(world, device.address, DOCTOR_DEADLINE_MS),
    overCli(world, device),
  ]);
  return { device, events: world.events, netconf, cli };
}

type Growing = { -readonly [Key in keyof CliFindings]: CliFindings[Key] };

async function overCli(world: DoctorWorld, { address }: InventoryDevice): Promise<Findings['cli']> {
  const found = nothingYet();
  let isReady = false;
  try {
    await converse(world, address, DOCTOR_DEADLINE_MS, (talk) => {
      isReady = true;
      return readAll(talk, found, world.wallMs);
    });
    return { found };
  } catch (error) {
    if (!isLicenseLabError(error)) throw error;
    // What was said before the session was lost stays said.
    return isReady ? { found } : { failure: failureOf(error) };
  }
}

function nothingYet(): Growing {
  const no = { why: 'the session ended before it was asked' };
  return {
    version: no,
    clock: no,
    clockReadAtMs: null,
    startupLevel: no,
    unsavedLines: no,
    reload: no,
    install: no,
    sessions: no,
    licensing: no,
  };
}

/** One line after the other; one that the switch does not know leaves the other answers. */
async function readAll(talk: Conversation, found: Growing, wallMs: DoctorWorld['wallMs']): Promise<void> {
  found.version = await told(talk, 'show-version', parseShowVersion);
  found.clock = await told(talk, 'show-clock', parseShowClock);
  found.clockReadAtMs = wallMs();
  found.startupLevel = await ask(talk, 'show-startup-level', parseStartupLevel);
  found.unsavedLines = await told(
    talk,
    'show-config-differences',
    (lines) => parseConfigDifferences(lines)?.foreign ?? null,
  );
  found.reload = await told(talk, 'show-reload', parseShowReload);
  found.install = await told(talk, 'show-install-summary', parseInstallSummary);
  found.sessions = await told(talk, 'show-netconf-sessions', parseNetconfSessions);
  found.licensing = await safely(() => readLicensing(talk));
}

/** A line whose answer must be understood. */
async function told<Value>(
  talk: Conversation,
  name: PlainLineName,
  read: (lines: readonly string[]) => Value | null,
): Promise<Told<Value>> {
  const answer = await ask(talk, name, read);
  if (!('value' in answer)) return answer;
  return answer.value === null
    ? { why: 'its answer has another form than the known ones' }
    : { value: answer.value };
}

function ask<Value>(
  talk: Conversation,
  name: PlainLineName,
  read: (lines: readonly string[]) => Value,
): Promise<Told<Value>> {
  return safely(async () => read(await talk.show(name)));
}

async function safely<Value>(work: () => Promise<Value>): Promise<Told<Value>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!isLicenseLabError(error)) throw error;
    return { why: error.message };
  }
}
