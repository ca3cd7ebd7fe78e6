import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../core/machine.ts';
import {
  absentPair,
  BOUNDARIES,
  type ChangeEvent,
  type EndName,
  ENDS,
  isEnd,
  isStep,
  LEVEL_CHANGE,
  TABLE,
  WAITS,
} from '../../../core/machines/level-change/index.ts';
import { ChangeDriver, OPEN } from './driver.ts';
import {
  ADVANTAGE,
  bad,
  BOOT_AFTER,
  ESSENTIALS,
  identity,
  look,
  ok,
  preflight,
  usageOf,
  verification,
} from './samples.ts';

const RESULTS = ['ok', 'refused', 'not-sent', 'unknown'] as const;

/** Outcomes of the way to the reload intent, in order. */
const UNTIL_RELOAD: Outcome[] = [
  ok(identity()),
  ok(preflight()),
  ok(look({ running: ESSENTIALS })),
  ok(look()),
  ok({ ...look(), text: 'Save running-config successful' }),
  ok(look()),
];
const AFTER_RELOAD: Outcome[] = [
  ok({ text: '' }),
  ok({ seen: 'down', bootTime: '' }),
  ok({ afterMs: 1 }),
  ok({ afterMs: 1, missing: [] }),
  ok(identity({ bootTime: BOOT_AFTER, sessionEpoch: 'e2' })),
  ok(verification()),
  ok({ text: '' }),
  ok({ seen: true, lastContact: null, polls: 1 }),
];

const reached = (...outcomes: Outcome[]) => new ChangeDriver().start().outcomes(...outcomes);

describe('the straight way', () => {
  test('passes the nineteen boundaries in order, once each, and ends as SUCCEEDED', () => {
    const change = reached(...UNTIL_RELOAD, ...AFTER_RELOAD);
    expect(change.state.at).toBe('SUCCEEDED');
    expect(change.boundaries).toEqual(Object.keys(BOUNDARIES));
    expect(change.state.reloadsSent).toBe(1);
    expect(change.state.failure).toBeNull();
  });

  test('tells the rollout once that it is verified and once that it has settled', () => {
    const change = reached(...UNTIL_RELOAD, ...AFTER_RELOAD);
    const sent = change.transitions
      .flatMap((transition) => transition.send ?? [])
      .map((message) => message.body.type);
    expect(sent).toEqual(['VERIFIED', 'SETTLED']);
  });
});

describe('each trouble ends in its named state', () => {
  const rows: [string, EndName, ChangeDriver][] = [
    ['unreachable', 'FAILED_UNCHANGED', reached(bad('not-sent', 'UNREACHABLE'))],
    ['wrong password', 'FAILED_UNCHANGED', reached(bad('not-sent', 'AUTH_FAILED'))],
    ['host key changed', 'IDENTITY_MISMATCH', reached(bad('not-sent', 'HOST_KEY_CHANGED'))],
    ['serial differs', 'IDENTITY_MISMATCH', reached(ok(identity({ serials: ['OTHER'] })))],
    [
      'already at the level',
      'ALREADY_AT_LEVEL',
      reached(ok(identity()), ok(preflight({ running: ADVANTAGE, usage: usageOf(ADVANTAGE) }))),
    ],
    [
      'foreign unsaved',
      'SKIPPED_BLOCKED',
      reached(ok(identity()), ok(preflight({ unsaved: true, foreignDiff: ['+hostname x'] }))),
    ],
    [
      'nobody can tell what is unsaved',
      'SKIPPED_BLOCKED',
      reached(ok(identity()), ok(preflight({ unsaved: null }))),
    ],
    ['no boot level stated', 'SKIPPED_BLOCKED', reached(ok(identity()), ok(preflight({ running: null })))],
    [
      'device busy',
      'SKIPPED_BLOCKED',
      reached(ok(identity()), ok(preflight({ blockers: ['an install is in progress'] }))),
    ],
    [
      'lock held by a person',
      'SKIPPED_BLOCKED',
      reached(ok(identity()), ok(preflight()), bad('refused', 'DEVICE_LOCKED')),
    ],
    [
      'edit between preflight and lock',
      'SKIPPED_BLOCKED',
      reached(ok(identity()), ok(preflight()), ok(look({ running: ESSENTIALS, unsaved: true }))),
    ],
    [
      'edit refused',
      'FAILED_UNCHANGED',
      reached(...UNTIL_RELOAD.slice(0, 3), bad('refused', 'EDIT_REFUSED', look({ running: ESSENTIALS }))),
    ],
    [
      'lying ok, twice',
      'FAILED_UNCHANGED',
      reached(
        ...UNTIL_RELOAD.slice(0, 3),
        ok(look({ running: ESSENTIALS })),
        ok(look({ running: ESSENTIALS })),
      ),
    ],
    [
      'save fails, revert works',
      'FAILED_REVERTED',
      reached(
        ...UNTIL_RELOAD.slice(0, 4),
        bad('refused', 'SAVE_REFUSED'),
        ok(look({ running: ESSENTIALS })),
        ok(look({ running: ESSENTIALS, startup: ESSENTIALS })),
      ),
    ],
    [
      'save fails, revert fails too',
      'FAILED_CHANGED_NOT_SAVED',
      reached(
        ...UNTIL_RELOAD.slice(0, 4),
        bad('refused', 'SAVE_REFUSED'),
        bad('refused', 'EDIT_REFUSED', look({ startup: ESSENTIALS, unsaved: true })),
      ),
    ],
    ['reload refused', 'SAVED_PENDING_RELOAD', reached(...UNTIL_RELOAD, bad('refused', 'RELOAD_REFUSED'))],
    [
      'reload accepted, never goes down',
      'INDETERMINATE',
      reached(...UNTIL_RELOAD, ok({ text: '' }), ok({ seen: 'still-up', bootTime: '' })),
    ],
    [
      'crash before the send',
      'SAVED_PENDING_RELOAD',
      reached(...UNTIL_RELOAD, bad('unknown', 'INTERRUPTED'), ok({ seen: 'still-up', bootTime: '' })),
    ],
    [
      'never returns',
      'LOST',
      reached(...UNTIL_RELOAD, ...AFTER_RELOAD.slice(0, 2), bad('not-sent', 'DEADLINE')),
    ],
    [
      'other host key after reload',
      'IDENTITY_MISMATCH',
      reached(...UNTIL_RELOAD, ...AFTER_RELOAD.slice(0, 2), bad('not-sent', 'HOST_KEY_CHANGED')),
    ],
    [
      'other serial after reload',
      'IDENTITY_MISMATCH',
      reached(...UNTIL_RELOAD, ...AFTER_RELOAD.slice(0, 4), ok(identity({ serials: ['OTHER'] }))),
    ],
    [
      'member missing after reload',
      'FAILED_DEGRADED',
      reached(...UNTIL_RELOAD, ...AFTER_RELOAD.slice(0, 4), ok(identity({ serials: [] }))),
    ],
    [
      'old level after reload',
      'FAILED_OLD_LEVEL',
      reached(...UNTIL_RELOAD, ...AFTER_RELOAD.slice(0, 5), ok(verification({ usage: usageOf(ESSENTIALS) }))),
    ],
    [
      'crash loop',
      'FAILED_DEGRADED',
      reached(...UNTIL_RELOAD, ...AFTER_RELOAD.slice(0, 5), ok(verification({ rebootsInDwell: 1 }))),
    ],
    [
      'CSSM does not show it',
      'SUCCEEDED_UNREPORTED',
      reached(...UNTIL_RELOAD, ...AFTER_RELOAD.slice(0, 7), ok({ seen: false, lastContact: null, polls: 9 })),
    ],
    [
      'dirty before the reload',
      'SAVED_PENDING_RELOAD',
      reached(
        ...UNTIL_RELOAD.slice(0, 5),
        ok(look({ unsaved: true })),
        ok(look({ unsaved: true, startup: ADVANTAGE, foreignDiff: ['+vlan 9'] })),
      ),
    ],
  ];
  test.each(rows)('%s: %s', (_description, end, change) => {
    expect(change.state.at).toBe(end);
    expect(change.state.endClass).toBe(ENDS[end]);
  });
});

test('an end after the reload claims no level that was read before it', () => {
  const lost = reached(...UNTIL_RELOAD, ...AFTER_RELOAD.slice(0, 2), bad('not-sent', 'DEADLINE'));
  expect(lost.state).toMatchObject({ at: 'LOST', levelInUse: null });
});

describe('after a lost session', () => {
  test('an edit whose reply was lost is looked for under a new lock before anything is claimed', () => {
    const change = reached(...UNTIL_RELOAD.slice(0, 3), bad('unknown', 'CONNECTION_LOST'));
    expect(change.effect?.op).toBe('identify');
    change.outcomes(ok(identity({ sessionEpoch: 'e2' })), ok(look({ unsaved: true })));
    expect(change.effect).toMatchObject({ op: 'look', sessionEpoch: 'e2', startup: true, quietMs: 60_000 });
    change.outcome(ok(look({ unsaved: true, startup: ESSENTIALS, foreignDiff: [] })));
    expect(change.state.at).toBe('SAVE_INTENT');
  });

  test("a colleague's edit that came meanwhile is not saved: our line is taken back", () => {
    const change = reached(
      ...UNTIL_RELOAD.slice(0, 3),
      bad('unknown', 'CONNECTION_LOST'),
      ok(identity()),
      ok(look({ unsaved: true })),
    );
    change.outcome(ok(look({ unsaved: true, startup: ESSENTIALS, foreignDiff: ['+vlan 9'] })));
    expect(change.effect).toMatchObject({ op: 'edit', level: ESSENTIALS });
    change.outcomes(
      ok(look({ running: ESSENTIALS, unsaved: true })),
      ok(look({ running: ESSENTIALS, startup: ESSENTIALS, foreignDiff: ['+vlan 9'] })),
    );
    expect(change.state.at).toBe('FAILED_REVERTED');
  });

  test('a reload that was not sent is asked for again only after identify, lock, look and drift check', () => {
    const change = reached(...UNTIL_RELOAD, bad('not-sent', 'SESSION_LOST'));
    change.outcomes(
      ok(identity({ sessionEpoch: 'e2' })),
      ok(look()),
      ok(look({ startup: ADVANTAGE, foreignDiff: [] })),
    );
    expect(change.state.at).toBe('SAVE_PROVEN');
    change.outcome(ok(look()));
    expect(change.state.at).toBe('RELOAD_INTENT');
  });

  test("somebody else's reboot is verified, never followed by ours", () => {
    const change = reached(...UNTIL_RELOAD.slice(0, 5), ok(look({ bootTime: BOOT_AFTER })));
    expect(change.state.at).toBe('UP_SEEN');
    change.outcomes(...AFTER_RELOAD.slice(3));
    expect(change.state).toMatchObject({ at: 'SUCCEEDED', reloadsSent: 0, notes: ['foreign-reload'] });
  });
});

describe('the gate', () => {
  test('closed before the edit: the lock is given up, and the change waits; abort skips it', () => {
    const change = new ChangeDriver();
    change.start().outcomes(...UNTIL_RELOAD.slice(0, 2));
    change.gate = { state: 'paused', epoch: 2, inWindow: true };
    change.outcome(ok(look({ running: ESSENTIALS })));
    expect(change.state.at).toBe('AWAITING_WINDOW');
    expect(change.transitions.at(-1)).toMatchObject({ release: true, effect: null });
    change.gate = { state: 'aborted', epoch: 3, inWindow: true };
    expect(change.wake().state.at).toBe('SKIPPED_ABORT');
  });

  test('aborted after the save: reverted, or kept as the plan says', () => {
    const aborted = (onAbort: 'revert' | 'keep') => {
      const change = new ChangeDriver({ onAbort });
      change.start().outcomes(...UNTIL_RELOAD.slice(0, 5));
      change.gate = { state: 'aborted', epoch: 2, inWindow: true };
      return change.outcome(ok(look()));
    };
    expect(aborted('keep').state.at).toBe('SAVED_PENDING_RELOAD');
    const reverting = aborted('revert');
    expect(reverting.effect).toMatchObject({ op: 'edit', level: ESSENTIALS });
    reverting.outcomes(
      ok(look({ running: ESSENTIALS, unsaved: true })),
      ok(look({ running: ESSENTIALS, startup: ADVANTAGE, unsaved: true, foreignDiff: [] })),
      ok({ ...look({ running: ESSENTIALS }), text: '' }),
      ok(look({ running: ESSENTIALS, startup: ESSENTIALS, foreignDiff: [] })),
    );
    expect(reverting.state).toMatchObject({
      at: 'FAILED_REVERTED',
      failure: { code: 'ROLLOUT_ABORTED' },
      reloadsSent: 0,
    });
  });

  test('closed before the reload: the change waits without a lock and looks again before it goes on', () => {
    const change = new ChangeDriver();
    change.start().outcomes(...UNTIL_RELOAD.slice(0, 5));
    change.gate = { state: 'open', epoch: 1, inWindow: false };
    change.outcome(ok(look()));
    expect(change.state).toMatchObject({ at: 'SAVED_AWAITING_GATE', locked: false, sessionEpoch: null });
    change.gate = { state: 'open', epoch: 1, inWindow: true };
    expect(change.wake().state.at).toBe('REJOINING');
  });
});

describe('the table', () => {
  const edges = (skip: (step: string, result: string) => boolean) => {
    const next = new Map<string, Set<string>>();
    for (const [step, row] of Object.entries(TABLE)) {
      const to = RESULTS.filter((result) => !skip(step, result)).flatMap((result) => row.cell(result).to);
      next.set(step, new Set(to));
    }
    for (const [wait, { to }] of Object.entries(WAITS)) next.set(wait, new Set(to));
    return next;
  };

  test('no way leads from a reload back to the same kind of reload, except not sent', () => {
    for (const intent of ['RELOAD_INTENT', 'CLI_RELOAD_INTENT']) {
      const next = edges((step, result) => step === intent && result === 'not-sent');
      const seen = new Set<string>();
      const queue = [...(next.get(intent) ?? [])];
      for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
        if (seen.has(state)) continue;
        seen.add(state);
        queue.push(...(next.get(state) ?? []));
      }
      expect(seen.has(intent), intent).toBe(false);
    }
  });

  test('every terminal state but those the rollout gives is reached, and every step leads on', () => {
    const reachable = new Set([...edges(() => false).values()].flatMap((to) => [...to]));
    const byRollout = new Set(['SKIPPED_BUDGET', 'SKIPPED_WINDOW']);
    expect(Object.keys(ENDS).filter((end) => !reachable.has(end) && !byRollout.has(end))).toEqual([]);
  });

  test('every pair of state and event has an answer: a cell, ignored, or a defect', () => {
    const events: ChangeEvent[] = [
      { type: 'START' },
      { type: 'WAKE' },
      ...RESULTS.map(
        (result) =>
          ({ type: 'OUTCOME', number: 7, outcome: result === 'ok' ? ok({}) : bad(result) }) as const,
      ),
    ];
    for (const at of [...Object.keys(TABLE), ...Object.keys(WAITS), ...Object.keys(ENDS)]) {
      for (const event of events) {
        const state = { ...new ChangeDriver().state, at: at as never, effectNumber: 7 };
        const absent = absentPair(state, event);
        const expected =
          event.type === 'OUTCOME'
            ? isEnd(at)
              ? 'ignore'
              : isStep(at)
                ? null
                : 'defect'
            : (WAITS as Record<string, { event: string }>)[at]?.event === event.type
              ? null
              : 'ignore';
        expect(absent, `${at} ${event.type}`).toBe(expected);
      }
    }
  });

  test('a late outcome changes nothing', () => {
    const change = reached(...UNTIL_RELOAD);
    const before = change.state;
    change.event({ type: 'OUTCOME', number: before.effectNumber - 1, outcome: bad('unknown') });
    expect(change.state).toBe(before);
    expect(change.transitions.at(-1)?.isUnchanged).toBe(true);
  });
});

describe('whatever happens', () => {
  const level = fc.constantFrom(
    ESSENTIALS,
    ADVANTAGE,
    { network: 'network-advantage', addon: null } as const,
    null,
  );
  const anyLook = fc.record({
    running: level,
    startup: level,
    unsaved: fc.constantFrom(true, false, null),
    foreignDiff: fc.constantFrom(null, [], ['+vlan 9']),
    bootTime: fc.constantFrom('2026-01-01T00:00:00+00:00', BOOT_AFTER),
  });
  const serials = fc.constantFrom(identity().serials, identity().serials, ['OTHER'], []);
  const values = fc.record({
    identify: serials.map((found) => identity({ serials: found })),
    preflight: anyLook.map((seen) => preflight(seen)),
    look: anyLook,
    down: fc.constantFrom('down', 'rebooted', 'still-up'),
    verify: fc.record({
      usage: level.map((found) => (found === null ? [] : usageOf(found))),
      rebootsInDwell: fc.constantFrom(0, 0, 1),
      bootTime: fc.constantFrom('2026-01-01T00:00:00+00:00', BOOT_AFTER),
    }),
    result: fc.constantFrom('ok', 'ok', 'ok', ...RESULTS),
    gate: fc.constantFrom('open', 'open', 'open', 'paused', 'aborted'),
    code: fc.constantFrom('TEST', 'AUTH_FAILED', 'HOST_KEY_CHANGED', 'SESSION_LOST'),
    withLook: fc.boolean(),
  });
  type Values = typeof values extends fc.Arbitrary<infer V> ? V : never;
  const valueOf = (op: string, v: Values): unknown => {
    if (op === 'identify') return v.identify;
    if (op === 'preflight') return v.preflight;
    if (op === 'await-down') return { seen: v.down, bootTime: '' };
    if (op === 'verify') return verification(v.verify);
    if (op === 'cssm-look') return { seen: true, lastContact: null, polls: 1 };
    return { ...v.look, text: '', afterMs: 0, missing: [] };
  };

  test('a change ends, asks for a reload at most once, and never breaks its table', () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 80, maxLength: 80 }), fc.boolean(), (stream, cliReload) => {
        const change = new ChangeDriver({ cliReload }).start();
        let reloads = 0;
        for (const v of stream) {
          if (isEnd(change.state.at)) break;
          change.gate = { state: v.gate as 'open', epoch: 1, inWindow: true };
          const { effect } = change;
          if (effect === null) {
            change.wake();
            continue;
          }
          const isReload = effect.op === 'reload' || effect.op === 'cli-reload';
          const mayHaveBeenDone = v.result === 'ok' || v.result === 'unknown';
          if (isReload && mayHaveBeenDone) reloads += 1;
          if (change.state.at === 'RELOAD_INTENT') expect(change.boundaries.at(-1)).toBe('B10');
          change.outcome(
            v.result === 'ok'
              ? ok(valueOf(effect.op, v))
              : bad(v.result as 'refused', v.code, v.withLook ? v.look : undefined),
          );
        }
        expect(reloads).toBeLessThanOrEqual(1);
        // Faults that never stop still end the change: every loop is counted.
        for (let left = 100; left > 0 && !isEnd(change.state.at); left -= 1) {
          change.gate = OPEN;
          if (change.effect === null) change.wake();
          else change.outcome(bad('not-sent', 'SESSION_LOST'));
        }
        expect(isEnd(change.state.at)).toBe(true);
        expect(change.state.reloadsSent).toBe(reloads);
        expect(JSON.stringify(change.state).length).toBeLessThan(8_192);
      }),
      { numRuns: 2_000 },
    );
  });

  test('the kind is named and versioned', () => {
    expect(LEVEL_CHANGE).toMatchObject({ kind: 'level-change', version: 1 });
  });
});
