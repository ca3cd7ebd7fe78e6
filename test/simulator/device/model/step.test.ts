import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../core/random.ts';
import { drawBootPlan } from '../../../../simulator/device/model/boot.ts';
import { initialState } from '../../../../simulator/device/model/initial.ts';
import type { BootTrouble, DeviceState } from '../../../../simulator/device/model/state.ts';
import { type DeviceEvent, step, type Todo } from '../../../../simulator/device/model/step.ts';
import { SPEC, STACK } from '../lab.ts';

const T0 = Date.UTC(2026, 0, 5, 8);

function start(spec = SPEC): DeviceState {
  return initialState(spec, createRandom(1), T0);
}

function planOf(state: DeviceState, trouble: BootTrouble = {}) {
  return drawBootPlan(state.facts.platforms, createRandom('boot'), trouble);
}

/** Follows timers until none is left; gives the phases passed through. */
function settle(first: DeviceState, event: DeviceEvent) {
  let state = first;
  let atMs = T0;
  const phases: string[] = [];
  const timers: Extract<Todo, { do: 'timer' }>[] = [];
  const apply = (next: DeviceEvent) => {
    const result = step(state, next);
    state = result.state;
    if (phases.at(-1) !== state.phase) phases.push(state.phase);
    timers.push(...result.todo.filter((todo) => todo.do === 'timer'));
  };
  apply(event);
  for (let timer = timers.shift(); timer !== undefined; timer = timers.shift()) {
    atMs += timer.afterMs;
    if (timer.event.type === 'crash-due') {
      apply({ type: 'crashed', atMs, boot: timer.event.boot, plan: planOf(state, { crashes: 0 }) });
    } else {
      apply({ ...timer.event, atMs } as DeviceEvent);
    }
  }
  return { state, phases };
}

const reloadOf = (state: DeviceState, trouble: BootTrouble = {}): DeviceEvent => ({
  type: 'reload-accepted',
  reload: { reason: 'test', via: 'netconf', plan: planOf(state, trouble) },
  inMs: 1000,
});

describe('the pure device model', () => {
  test('a reload goes through every phase and takes running from startup', () => {
    const before = start();
    const edited = step(before, {
      type: 'edited',
      atMs: T0,
      config: { ...before.running, hostname: 'lost' },
      user: 'admin',
    }).state;
    const { state, phases } = settle(edited, reloadOf(edited));
    expect(phases).toEqual(['ready', 'loading', 'starting', 'cli-up', 'syncing', 'ready']);
    expect(state.running).toBe(before.startup);
    expect(state.isUnsaved).toBe(false);
    expect(state.boot).toMatchObject({ count: 2, reason: 'test', via: 'netconf' });
  });

  test('a change during a save stays unsaved', () => {
    const before = start();
    const saved = before.running;
    const changed = step(before, {
      type: 'edited',
      atMs: T0,
      config: { ...saved, hostname: 'b' },
      user: 'a',
    }).state;
    const after = step(changed, { type: 'saved', atMs: T0, config: saved }).state;
    expect([after.isUnsaved, after.startup.hostname]).toEqual([true, saved.hostname]);
  });

  test.each<[string, DeviceEvent]>([
    ['a timer of an older boot', { type: 'phase-over', atMs: T0, boot: 0, phase: 'loading' }],
    ['a timer of another phase', { type: 'phase-over', atMs: T0, boot: 1, phase: 'loading' }],
    ['power on while on', { type: 'power-on', atMs: T0, plan: planOf(start()) }],
    ['a reload that was not asked for', { type: 'reload-due', atMs: T0, boot: 1 }],
    ['a crash of an older boot', { type: 'crashed', atMs: T0, boot: 0, plan: planOf(start()) }],
    ['the return of a member of an older boot', { type: 'member-back', boot: 0, slot: 2 }],
  ])('%s changes nothing', (_name, event) => {
    const state = start();
    expect(step(state, event)).toEqual({ state, todo: [] });
  });

  test.each<[string, BootTrouble, Partial<DeviceState>]>([
    ['the old level', { oldLevel: true }, { level: SPEC.level }],
    ['never', { neverReturns: true }, { phase: 'dead' }],
    ['a foreign host key', { foreignHostKey: true }, { hasForeignHostKey: true }],
  ])('trouble of a boot: %s', (_name, trouble, expected) => {
    const level = { network: 'network-advantage', addon: null } as const;
    const base = start();
    const state = { ...base, startup: { ...base.startup, level } };
    expect(settle(state, reloadOf(state, trouble)).state).toMatchObject(expected);
  });

  test('roles move up when the first members do not come back', () => {
    const state = start({ ...SPEC, ...STACK });
    const member = { slot: 1, state: 'removed', returnsMs: 60_000 } as const;
    const { state: after } = settle(state, reloadOf(state, { member }));
    expect(after.members.map(({ role, state: now }) => [role, now])).toEqual([
      ['member', 'ready'],
      ['active', 'ready'],
      ['standby', 'ready'],
    ]);
  });

  test('whatever happens in whatever order, the model stays sound', () => {
    const config = start().running;
    const event = fc.oneof(
      fc.constant<DeviceEvent>({ type: 'power-off', atMs: T0 }),
      fc.constant<DeviceEvent>({ type: 'power-on', atMs: T0, plan: planOf(start()) }),
      fc.constant<DeviceEvent>(reloadOf(start())),
      fc.nat(4).map((boot): DeviceEvent => ({ type: 'reload-due', atMs: T0, boot })),
      fc.nat(4).map((boot): DeviceEvent => ({ type: 'crashed', atMs: T0, boot, plan: planOf(start()) })),
      fc
        .record({
          boot: fc.nat(4),
          phase: fc.constantFrom('loading', 'starting', 'cli-up', 'syncing', 'ready'),
        })
        .map((timer): DeviceEvent => ({ type: 'phase-over', atMs: T0, ...timer })),
      fc.constant<DeviceEvent>({ type: 'edited', atMs: T0, config: { ...config, hostname: 'x' }, user: 'a' }),
      fc.constant<DeviceEvent>({ type: 'saved', atMs: T0, config }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let state = start();
        for (const next of events) {
          const result = step(state, next);
          expect(result.state.boot.count - state.boot.count).toBeLessThanOrEqual(1);
          if (result.state.phase === 'loading') expect(result.state.reload).toBeNull();
          if (!result.state.isUnsaved && result.state.phase === 'starting')
            expect(result.state.running).toBe(result.state.startup);
          state = result.state;
        }
      }),
    );
  });
});
