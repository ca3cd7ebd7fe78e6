/** A scripted DevicePort: the seam at which planning meets switches. Each switch answers as its script says. */
import { createHash } from 'node:crypto';
import type { Outcome } from '../../../core/machine.ts';
import type { Identity, LicenseUsage, Member, Preflight } from '../../../core/model/device.ts';
import type { Pool } from '../../../core/model/balance.ts';
import { usageOf } from '../../../core/model/entitlements.ts';
import type { Level } from '../../../core/model/level.ts';
import { DEADLINES } from '../../../core/model/plan.ts';
import type { PlanOptions } from '../../../core/model/plan.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { DeviceCall, DevicePort } from '../../../core/ports/device.ts';
import { parseYaml } from '../../../agent/config/index.ts';
import { readInventory } from '../../../agent/inventory/index.ts';
import type { Inventory } from '../../../agent/inventory/index.ts';
import type { PlanningWorld, PlanRequest } from '../../../agent/planning/index.ts';

export const ESSENTIALS: Level = { network: 'network-essentials', addon: null };
export const ADVANTAGE: Level = { network: 'network-advantage', addon: null };

/** One scripted switch. */
export interface ScriptedSwitch {
  readonly level?: Level;
  readonly model?: string;
  readonly serial?: string;
  readonly candidate?: boolean;
  readonly release?: string;
  readonly preflight?: Partial<Preflight>;
  /** Code of the failure that `identify` ends with. */
  readonly fails?: string;
  /** Never answers until it is abandoned. */
  readonly hangs?: boolean;
}

/** The port, and what was asked of it. */
export interface ScriptedPort extends DevicePort {
  readonly calls: DeviceCall[];
  readonly released: string[];
  readonly abandoned: string[];
  /** Most calls open at the same time. */
  readonly openMax: () => number;
}

export function scriptedPort(switches: Readonly<Record<string, ScriptedSwitch>>): ScriptedPort {
  const calls: DeviceCall[] = [];
  const released: string[] = [];
  const abandoned: string[] = [];
  let open = 0;
  let openMax = 0;
  return {
    calls,
    released,
    abandoned,
    openMax: () => openMax,
    perform(call, done) {
      calls.push(call);
      openMax = Math.max(openMax, ++open);
      const id = call.effect.address.deviceId;
      const script = switches[id] ?? {};
      if (script.hangs === true) return;
      setImmediate(() => {
        open -= 1;
        done(answer(id, script, call));
      });
    },
    release: (owner) => void released.push(owner),
    abandon: (owner) => void abandoned.push(owner),
  };
}

function answer(id: string, script: ScriptedSwitch, { effect }: DeviceCall): Outcome {
  if (script.fails !== undefined) {
    const failure = {
      code: script.fails,
      message: `${id} failed with ${script.fails}.`,
      hint: null,
      context: {},
    };
    return { result: 'not-sent', failure };
  }
  const level = script.level ?? ESSENTIALS;
  const members: readonly Member[] = [
    {
      slot: 1,
      serial: script.serial ?? `SER${id}`,
      model: script.model ?? 'C9300-24T',
      role: 'active',
      state: 'ready',
    },
  ];
  if (effect.op === 'identify') {
    const identity: Identity = {
      sessionEpoch: `${id}#1`,
      hostKey: 'SHA256:x',
      release: script.release ?? '17.9.4',
      serials: members.map((member) => member.serial),
      members,
      bootTime: '2026-01-01T00:00:00Z',
      candidate: script.candidate ?? false,
    };
    return { result: 'ok', value: identity };
  }
  const usage: readonly LicenseUsage[] =
    script.model === undefined || script.model.startsWith('C9300') ? usageOf(members, level) : [];
  const preflight: Preflight = {
    running: level,
    startup: null,
    unsaved: false,
    foreignDiff: null,
    bootTime: '2026-01-01T00:00:00Z',
    usage,
    members,
    blockers: [],
    ...script.preflight,
  };
  return { result: 'ok', value: preflight };
}

/** An inventory of switches `sw-1` ... with an account, two sites and one credential set, unless a row says otherwise. */
export function inventoryOf(count: number, row: (number: number) => string = () => ''): Inventory {
  const rows = Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    const more = row(number);
    const account = more.includes('account:') ? '' : ', account: example.com, virtualAccount: Default';
    const credentials = more.includes('credentials:') ? '' : ', credentials: c';
    const site = number % 2 === 0 ? 'even' : 'odd';
    return `  - {id: sw-${number}, host: 127.16.${number >> 8}.${number & 255}, site: ${site}${account}${credentials}${more}}\n`;
  });
  const credentials =
    'credentials:\n  c: {username: a, password: "env:X"}\n  d: {username: b, password: "env:X"}\n';
  return readInventory(parseYaml(`${credentials}devices:\n${rows.join('')}`, 'inventory.yaml'));
}

/** A wall clock that stands still at 2026-11-24 12:00 UTC, a Tuesday. */
export const CLOCK: Clock = {
  monotonicMs: () => 0,
  wallMs: () => Date.UTC(2026, 10, 24, 12),
  setTimer: () => ({ cancel: () => undefined }),
};

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Options as the command line gives them without any. */
export const OPTIONS: PlanOptions = {
  deadlines: DEADLINES,
  saveForeign: false,
  onAbort: 'revert',
  verify: 'netconf',
  report: true,
  cliReload: false,
  withoutBalance: false,
  allowOveruse: false,
  acceptFeatureLoss: false,
  strict: false,
  windows: [],
};

export function request(over: Partial<PlanRequest> = {}, options: Partial<PlanOptions> = {}): PlanRequest {
  return {
    select: ['all'],
    target: ADVANTAGE,
    waves: '1,5,10%,25%',
    exposure: null,
    failureBudget: null,
    maxUnavailable: null,
    domainBy: 'inventory',
    skipUnreadable: false,
    ...over,
    options: { ...OPTIONS, ...options },
  };
}

export function world(
  inventory: Inventory,
  device: DevicePort,
  over: Partial<PlanningWorld> = {},
): PlanningWorld {
  return { inventory, device, cssm: poolsOf(10_000), clock: CLOCK, digest, readsAtOnce: 8, ...over };
}

/** A Virtual Account that owns `quantity` of every license, none in use. */
export function poolsOf(quantity: number) {
  const names = ['C9300 Network Advantage', 'C9300 Network Essentials'];
  return {
    pools: async (): Promise<readonly Pool[]> =>
      names.map((name) => ({ name, quantity, inUse: 0, reserved: 0 })),
  };
}
