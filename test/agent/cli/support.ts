/** A program in memory: streams that are kept, signals that are sent by hand, a runtime that answers as it is told. */
import { SILENT_LOG } from '../../../agent/runtime/ports/log.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Command } from 'commander';
import { LicensingError } from '../../../core/errors.ts';
import { registerAgent, runProgram } from '../../../agent/cli/index.ts';
import type { AgentRuntime, CliContext, OfferedHostKey, Session } from '../../../agent/cli/index.ts';
import type { Plan } from '../../../core/model/plan.ts';
import type {
  Progress,
  RolloutSummary,
  RolloutView,
  RunningEngine,
} from '../../../agent/rollouts/contract.ts';
import { memoryDocuments } from '../accounts/documents.ts';
import { CLOCK, digest, poolsOf, scriptedPort } from '../planning/support.ts';
import type { ScriptedPort, ScriptedSwitch } from '../planning/support.ts';

export const CANARY = 'canary-9c1f-secret';

/** What a test may set. */
export interface Setting {
  readonly isTTY?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly switches?: Readonly<Record<string, ScriptedSwitch>>;
  readonly licenses?: number;
  readonly engine?: ScriptedEngine;
  readonly runtime?: Partial<AgentRuntime>;
}

/** One program run after another in one folder. */
export interface World {
  readonly folder: string;
  readonly port: ScriptedPort;
  readonly trusted: OfferedHostKey[];
  readonly sessions: Session[];
  readonly opened: { devices: number; closed: number };
  run(...argv: readonly string[]): Promise<Ran>;
  /** Types on the terminal. */
  type(text: string): void;
  interrupt(): void;
  file(name: string, text: string): void;
  remove(): void;
}

/** What a run left. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The object of `--json`: the last line of stdout. */
  readonly object: Record<string, unknown>;
}

export const INVENTORY = `credentials:
  c: {username: admin, password: "env:PW"}
devices:
  - {id: sw-1, host: 127.16.0.1, site: berlin, account: example.com, virtualAccount: Default}
  - {id: sw-2, host: 127.16.0.2, site: berlin, account: example.com, virtualAccount: Default}
  - {id: sw-3, host: 127.16.0.3, site: paris, account: example.com, virtualAccount: Default}
`;

export function createWorld(setting: Setting = {}): World {
  const folder = mkdtempSync(join(tmpdir(), 'liclab-cli-'));
  writeFileSync(join(folder, 'inventory.yaml'), INVENTORY);
  const port = scriptedPort(setting.switches ?? {});
  const trusted: OfferedHostKey[] = [];
  const sessions: Session[] = [];
  const opened = { devices: 0, closed: 0 };
  const documents = memoryDocuments();
  const listeners = new Set<() => void>();
  const stdin = Object.assign(new PassThrough(), { isTTY: setting.isTTY === true });

  const runtime: AgentRuntime = {
    async openDevices(session) {
      sessions.push(session);
      opened.devices += 1;
      return {
        port,
        check: async ({ address }) => {
          const fails = setting.switches?.[address.deviceId]?.fails;
          const outcome =
            fails === undefined ? 'ok' : fails === 'AUTH_FAILED' ? 'auth-failed' : 'unreachable';
          return {
            id: address.deviceId,
            outcome,
            serials: [`SER${address.deviceId}`],
            level: 'network-essentials',
            bootLevel: 'network-advantage',
            message: fails ?? null,
          };
        },
        offeredHostKeys: async () =>
          [10_830, 10_022].map((number) => ({
            port: number,
            type: 'ssh-rsa',
            fingerprint: FINGERPRINT,
            base64: 'AAAA',
          })),
        trustHostKeys: (_address, keys) => void trusted.push(...keys),
        close: async () => void (opened.closed += 1),
      };
    },
    examine: async () =>
      Promise.reject(new LicensingError('NO_SWITCH', 'no switch is examined here', { definite: true })),
    openCssm: async () => ({ pools: poolsOf(setting.licenses ?? 100), close: async () => undefined }),
    openLicensing: async () => ({
      documents,
      storeClock: CLOCK,
      log: SILENT_LOG,
      openHttp: () => {
        throw new Error('nobody is called here');
      },
      cssm: async () => null,
      blastRadius: async () => ({ devices: [], pools: 0, licenses: 0, rollouts: [] }),
      report: async () => Promise.reject(new Error('no switch is asked here')),
      saveUsage: async () => Promise.reject(new Error('no switch is asked here')),
      importFile: async () => Promise.reject(new Error('no switch is asked here')),
      machines: async () => Promise.reject(new Error('no machine runs here')),
      openMachines: async () => 0,
      onProgress: () => undefined,
      endCssm: async () => undefined,
      endDevices: () => undefined,
      close: async () => undefined,
    }),
    openEngine: async () => setting.engine ?? createScriptedEngine(),
    openRollouts: async () => ({
      rollouts: (setting.engine ?? createScriptedEngine()).rollouts,
      report: async (id) =>
        Promise.reject(new LicensingError('ROLLOUT_UNKNOWN', `there is no rollout "${id}"`)),
      close: async () => undefined,
    }),
    verifyAudit: async () => ({ ok: true, events: 3, head: 'a'.repeat(64), firstBad: null }),
    clock: () => CLOCK,
    logFile: () => '.liclab/agent.log',
    ...setting.runtime,
  };

  const run = async (...argv: readonly string[]): Promise<Ran> => {
    const written = { stdout: '', stderr: '' };
    const stream = (name: 'stdout' | 'stderr') => ({
      isTTY: setting.isTTY === true,
      columns: 80,
      write: (text: string) => (written[name] += text),
    });
    const context: CliContext = {
      stdin,
      stdout: stream('stdout'),
      stderr: stream('stderr'),
      env: { PW: CANARY, ...setting.env },
      cwd: folder,
      actor: 'tester@here',
      digest,
      uiClock: CLOCK,
      onInterrupt(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      runtime,
    };
    const code = await runProgram(new Command('liclab'), argv, context, (program, exit) =>
      registerAgent(program, context, exit),
    );
    const last = written.stdout.trimEnd().split('\n').at(-1) ?? '';
    return {
      code,
      ...written,
      object: last.startsWith('{') ? (JSON.parse(last) as Record<string, unknown>) : {},
    };
  };

  return {
    folder,
    port,
    trusted,
    sessions,
    opened,
    run,
    type: (text) => void stdin.write(text),
    interrupt: () => listeners.forEach((listener) => listener()),
    file: (name, text) => writeFileSync(join(folder, name), text),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

export const FINGERPRINT = `SHA256:${'A'.repeat(43)}`;

/** An engine that does what the test says. */
export interface ScriptedEngine extends RunningEngine {
  readonly begun: Plan[];
  readonly calls: string[];
  emit(progress: Omit<Progress, 'rollout' | 'text'>): void;
  settle(state: RolloutSummary['state']): void;
}

/** `ends`: terminal state and class per switch, as `rollout show` gives them. */
export function createScriptedEngine(
  ends: Readonly<Record<string, readonly [string, RolloutView['devices'][number]['class']]>> = {},
): ScriptedEngine {
  const begun: Plan[] = [];
  const calls: string[] = [];
  const listeners = new Set<(progress: Progress) => void>();
  let state: RolloutSummary['state'] = 'running';
  const settled = Promise.withResolvers<RolloutSummary>();
  const summary = (): RolloutSummary => ({
    id: 'r1',
    planHash: begun[0]?.hash ?? '',
    state,
    ended: state === 'finished',
    reason: null,
    target: 'network-advantage',
    follows: null,
    credit: { exposure: 2, held: 0 },
    counts: {},
    devicesTotal: begun[0]?.devices.length ?? 0,
    wave: { number: 1, of: 2 },
  });
  const move = (name: string) => async (id: string, actor: string) => {
    calls.push(`${name} ${id} ${actor}`);
    if (id !== 'r1') throw new LicensingError('ROLLOUT_UNKNOWN', `there is no rollout "${id}"`);
  };
  return {
    begun,
    calls,
    emit: (progress) => listeners.forEach((listener) => listener({ rollout: 'r1', text: null, ...progress })),
    settle(next) {
      state = next;
      settled.resolve(summary());
    },
    rollouts: {
      async begin(plan, actor) {
        calls.push(`begin ${actor}`);
        const resumed = begun.length > 0;
        begun.push(plan);
        return { id: 'r1', resumed };
      },
      list: async () => [summary()],
      openChanges: async () => [],
      plannedNeeds: async () => [],
      show: async () => viewOf(summary(), begun[0], ends),
      pause: move('pause'),
      resume: move('resume'),
      abort: move('abort'),
      plan: async () => begun[0] as Plan,
      release: async () => undefined,
      journal: async () => Promise.reject(new Error('nothing is kept here')),
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    settled: () => settled.promise,
    stopAdmitting: () => void calls.push('stopAdmitting'),
    stop: async () => void calls.push('stop'),
  };
}

function viewOf(
  summary: RolloutSummary,
  plan: Plan | undefined,
  ends: Parameters<typeof createScriptedEngine>[0],
): RolloutView {
  const devices = (plan?.devices ?? []).map((device) => {
    const [state, end] = ends?.[device.address.deviceId] ?? ['SUCCEEDED', 'OK'];
    return {
      id: device.address.deviceId,
      change: 'r1-0001',
      serials: device.serials,
      state,
      class: end,
      reason: null,
      levelBefore: 'network-essentials',
      bootLevel: null,
      runningLevel: null,
      members: [],
      bootTimeBefore: null,
      bootTimeAfter: null,
      reloadsSent: 1,
      report: null,
      holds: false,
      diff: state === 'SKIPPED_BLOCKED' ? ['+ntp server 10.0.0.1'] : null,
    };
  });
  return { ...summary, devices };
}
