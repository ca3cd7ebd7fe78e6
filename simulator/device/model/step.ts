import { formatLevel, type Level } from '../../../core/model/level.ts';
import type { GroundEntry, GroundOp } from '../../journal/journal.ts';
import { type CandidateState, CLEAN_CANDIDATE, isCandidateOn } from './candidate.ts';
import { type Config, isNetconfOn } from './config.ts';
import { poweredOff, started } from './legacy.ts';
import { type LicensingState, withLevelInUse } from './licensing.ts';
import type { Lock } from './lock.ts';
import type { PartialLock } from './partial-lock.ts';
import { membersAfterBoot, withReturned, withSerials } from './members.ts';
import type { ScheduledReload } from './scheduled-reload.ts';
import {
  type BootPlan,
  type DeviceState,
  isCliUp,
  isNetconfUp,
  type PendingReload,
  type Phase,
  type ReloadVia,
} from './state.ts';
import { usageOf } from './usage.ts';

/** What happens to a device. `atMs` is wall-clock time; timers carry the count of the boot that started them. */
export type DeviceEvent =
  | { readonly type: 'power-on'; readonly atMs: number; readonly plan: BootPlan }
  | { readonly type: 'power-off'; readonly atMs: number }
  | { readonly type: 'reload-accepted'; readonly reload: PendingReload; readonly inMs: number }
  | { readonly type: 'reload-due'; readonly atMs: number; readonly boot: number }
  | { readonly type: 'crashed'; readonly atMs: number; readonly boot: number; readonly plan: BootPlan }
  | { readonly type: 'phase-over'; readonly atMs: number; readonly boot: number; readonly phase: Phase }
  | { readonly type: 'member-back'; readonly boot: number; readonly slot: number }
  | { readonly type: 'swapped'; readonly serials: readonly string[] }
  | { readonly type: 'edited'; readonly atMs: number; readonly config: Config; readonly user: string }
  | { readonly type: 'saved'; readonly atMs: number; readonly config: Config }
  | { readonly type: 'partial-locks'; readonly locks: readonly PartialLock[] }
  | { readonly type: 'locked'; readonly lock: Lock }
  | { readonly type: 'unlocked' }
  | { readonly type: 'candidate'; readonly candidate: CandidateState }
  | { readonly type: 'scheduled'; readonly scheduled: ScheduledReload | null }
  | { readonly type: 'licensing'; readonly licensing: LicensingState };

/** What is to be done because of it. */
export type Todo =
  | { readonly do: 'timer'; readonly name: string; readonly afterMs: number; readonly event: TimerEvent }
  | { readonly do: 'drop-sessions'; readonly only?: 'netconf' }
  | { readonly do: 'note'; readonly op: GroundOp; readonly detail: GroundEntry['detail'] };

/** What a timer brings when it fires; the shell adds the time, and to a crash the next boot. */
export type TimerEvent =
  | { readonly type: 'reload-due'; readonly boot: number }
  | { readonly type: 'crash-due'; readonly boot: number }
  | { readonly type: 'phase-over'; readonly boot: number; readonly phase: Phase }
  | { readonly type: 'member-back'; readonly boot: number; readonly slot: number };

/** The state after an event, and what to do. The same state comes back when an event means nothing (any more). */
export interface Step {
  readonly state: DeviceState;
  readonly todo: readonly Todo[];
}

const NEEDS_IOS: ReadonlySet<DeviceEvent['type']> = new Set([
  'reload-accepted',
  'reload-due',
  'crashed',
  'edited',
  'saved',
  'locked',
]);

/** Level that a switch boots with when startup names none. Assumed: the default of the 9300. */
export const FALLBACK_LEVEL: Level = { network: 'network-essentials', addon: null };

/** Default time from SSH to the crash of a crashing boot. */
const CRASH_AFTER_MS = 30_000;

/**
 * The transition function of a device: pure, total, and the only way its state changes. What only a running IOS can do is
 * ignored while none runs.
 */
export function step(state: DeviceState, event: DeviceEvent): Step {
  if (NEEDS_IOS.has(event.type) && !isCliUp(state)) return { state, todo: [] };
  switch (event.type) {
    case 'power-on':
      if (state.phase !== 'off') return { state, todo: [] };
      return beginBoot(state, 'power', 'PowerOn', event.plan, event.atMs, [
        { do: 'note', op: 'power', detail: { on: true } },
      ]);
    case 'power-off':
      if (state.phase === 'off') return { state, todo: [] };
      return powerOff(state, event.atMs);
    case 'reload-accepted':
      if (state.reload !== null) return { state, todo: [] };
      return {
        state: { ...state, reload: event.reload },
        todo: [timer('reload', event.inMs, { type: 'reload-due', boot: state.boot.count })],
      };
    case 'reload-due':
      if (state.reload === null || event.boot !== state.boot.count) return { state, todo: [] };
      return reboot(state, state.reload, event.atMs);
    case 'crashed':
      if (event.boot !== state.boot.count) return { state, todo: [] };
      return reboot(state, { reason: CRASH_REASON, via: 'crash', plan: event.plan }, event.atMs);
    case 'phase-over':
      if (event.boot !== state.boot.count || event.phase !== state.phase) return { state, todo: [] };
      return nextPhase(state, event.atMs);
    case 'member-back':
      if (event.boot !== state.boot.count) return { state, todo: [] };
      return { state: { ...state, members: withReturned(state.members, event.slot) }, todo: [] };
    case 'swapped':
      return { state: { ...state, members: withSerials(state.members, event.serials) }, todo: [] };
    case 'edited':
      return edited(state, event);
    case 'saved':
      return { state: saved(state, event.config, event.atMs), todo: [] };
    case 'locked':
      return { state: { ...state, lock: event.lock }, todo: [] };
    case 'unlocked':
      return { state: { ...state, lock: null }, todo: [] };
    case 'partial-locks':
      return { state: { ...state, partialLocks: event.locks }, todo: [] };
    case 'candidate':
      return { state: { ...state, candidate: event.candidate }, todo: [] };
    case 'scheduled':
      return { state: { ...state, scheduled: event.scheduled }, todo: [] };
    case 'licensing':
      return { state: { ...state, licensing: event.licensing }, todo: [] };
  }
}

const CRASH_REASON = 'Critical process iosd fault on rp_0_0 (rc=134)';

function timer(name: string, afterMs: number, event: TimerEvent): Todo {
  return { do: 'timer', name, afterMs, event };
}

function powerOff(state: DeviceState, atMs: number): Step {
  const licensing = { ...state.licensing, legacy: poweredOff(state.licensing.legacy, atMs) };
  return {
    state: {
      ...state,
      phase: 'off',
      reload: null,
      scheduled: null,
      lock: null,
      candidate: CLEAN_CANDIDATE,
      partialLocks: [],
      level: null,
      licensing,
    },
    todo: [{ do: 'drop-sessions' }, { do: 'note', op: 'power', detail: { on: false } }],
  };
}

function reboot(state: DeviceState, reload: PendingReload, atMs: number): Step {
  const { reason, via, plan } = reload;
  const detail = { reason, via, boot: state.boot.count + 1 };
  return beginBoot(state, via, reason, plan, atMs, [
    { do: 'drop-sessions' },
    { do: 'note', op: 'reload-executed', detail },
  ]);
}

function beginBoot(
  state: DeviceState,
  via: ReloadVia,
  reason: string,
  plan: BootPlan,
  atMs: number,
  before: readonly Todo[],
): Step {
  const count = state.boot.count + 1;
  const phase: Phase = plan.trouble.neverReturns === true ? 'dead' : 'loading';
  const todo =
    phase === 'dead'
      ? before
      : [...before, timer('boot loader', plan.loadingMs, { type: 'phase-over', boot: count, phase })];
  return {
    state: {
      ...state,
      phase,
      reload: null,
      scheduled: null,
      lock: null,
      candidate: CLEAN_CANDIDATE,
      partialLocks: [],
      boot: { ...state.boot, count, reason, via, plan, beganMs: atMs },
    },
    todo,
  };
}

function nextPhase(state: DeviceState, atMs: number): Step {
  switch (state.phase) {
    case 'loading':
      return startIos(state, atMs);
    case 'starting':
      return cliUp(state);
    case 'cli-up':
      return enter(state, 'syncing', state.boot.plan.syncMs, 'netconf');
    case 'syncing':
      return {
        state: { ...state, phase: 'ready' },
        todo: [{ do: 'note', op: 'ready', detail: { service: 'all', boot: state.boot.count } }],
      };
    case 'off':
    case 'ready':
    case 'dead':
      return { state, todo: [] };
  }
}

/** IOS starts: running becomes what startup is, and the level in use with it. */
function startIos(state: DeviceState, atMs: number): Step {
  const { plan, count } = state.boot;
  const { trouble } = plan;
  const level = trouble.oldLevel === true ? state.level : (state.startup.level ?? FALLBACK_LEVEL);
  const levelText = level === null ? 'none' : formatLevel(level);
  const members = membersAfterBoot(state.facts, trouble);
  const before = usageOf(state.level, state.members);
  const used = withLevelInUse(state.licensing, levelText, before, atMs);
  const booted: DeviceState = {
    ...state,
    phase: 'starting',
    boot: { ...state.boot, bootTimeMs: atMs },
    running: state.startup,
    isUnsaved: false,
    level,
    members,
    hasForeignHostKey: trouble.foreignHostKey === true,
    lastChange: null,
    licensing: { ...used, legacy: started(used.legacy, used.trust !== null, atMs) },
  };
  const serials = members.map((member) => member.serial);
  const detail = {
    boot: count,
    via: state.boot.via,
    level: levelText,
    serials,
  };
  return {
    state: booted,
    todo: [
      { do: 'note', op: 'boot', detail },
      timer('ios start', plan.startingMs, { type: 'phase-over', boot: count, phase: 'starting' }),
    ],
  };
}

function cliUp(state: DeviceState): Step {
  const { plan, count } = state.boot;
  const { trouble } = plan;
  const next = enter(state, 'cli-up', plan.netconfMs, 'cli');
  const todo = [...next.todo];
  if (trouble.crashes !== undefined && trouble.crashes > 0) {
    todo.push(timer('crash', trouble.crashAfterMs ?? CRASH_AFTER_MS, { type: 'crash-due', boot: count }));
  }
  const { member } = trouble;
  if (member !== undefined && member.returnsMs !== null) {
    const { slot, returnsMs } = member;
    todo.push(timer('member', returnsMs, { type: 'member-back', boot: count, slot }));
  }
  return { state: next.state, todo };
}

function enter(state: DeviceState, phase: Phase, forMs: number, service: string): Step {
  const { count } = state.boot;
  return {
    state: { ...state, phase },
    todo: [
      { do: 'note', op: 'ready', detail: { service, boot: count } },
      timer(phase, forMs, { type: 'phase-over', boot: count, phase }),
    ],
  };
}

/** Switching the candidate or NETCONF itself on or off restarts the NETCONF server: sessions end, and it comes back as after a boot (assumed times). */
function edited(state: DeviceState, event: DeviceEvent & { readonly type: 'edited' }): Step {
  const lastChange = { ms: event.atMs, user: event.user };
  const next: DeviceState = { ...state, running: event.config, isUnsaved: true, lastChange };
  const isSwitched =
    isCandidateOn(state.running) !== isCandidateOn(event.config) ||
    isNetconfOn(state.running) !== isNetconfOn(event.config);
  if (!isSwitched || !isNetconfUp(state)) return { state: next, todo: [] };
  const { plan, count } = state.boot;
  return {
    state: { ...next, phase: 'cli-up', lock: null, candidate: CLEAN_CANDIDATE, partialLocks: [] },
    todo: [
      { do: 'drop-sessions', only: 'netconf' },
      timer('netconf restart', plan.netconfMs, { type: 'phase-over', boot: count, phase: 'cli-up' }),
    ],
  };
}

/** Startup becomes what was saved; a change during the save stays unsaved. */
function saved(state: DeviceState, config: Config, atMs: number): DeviceState {
  return { ...state, startup: config, isUnsaved: state.running !== config, lastSaveMs: atMs };
}
