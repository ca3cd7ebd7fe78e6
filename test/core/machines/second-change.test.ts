/** Start states that another change left, and what becomes of what it held (R8). */
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../core/machine.ts';
import { LEVEL_CHANGE } from '../../../core/machines/level-change/index.ts';
import type { Preflight } from '../../../core/model/device.ts';
import { ChangeDriver, OPEN } from './driver.ts';
import { ADVANTAGE, bad, ESSENTIALS, identity, look, ok, preflight, usageOf } from './samples.ts';

describe('a switch that an earlier change left behind', () => {
  const saved = preflight({ running: ADVANTAGE });
  const locked = (from: Preflight, ...more: Outcome[]) =>
    new ChangeDriver().start().outcomes(ok(identity()), ok(from), ...more);

  test('saved and not reloaded: nothing is written again, it is reloaded and verified', () => {
    const change = locked(saved, ok(look()));
    expect(change.state).toMatchObject({ at: 'SAVE_PROVEN', saveProven: true, editMaybe: false });
    expect(change.outcome(ok(look())).effect).toMatchObject({ op: 'reload' });
    expect(change.boundaries).not.toContain('B5');
  });

  test('saved, but nobody can tell what is unsaved: it is written and saved as any other', () => {
    const blind = preflight({ running: ADVANTAGE, unsaved: null, startup: ADVANTAGE, foreignDiff: [] });
    expect(locked(blind, ok(look({ unsaved: null }))).effect).toMatchObject({ op: 'edit' });
  });

  test('saved, and the rollout is aborted before the reload: skipped, since this change wrote nothing', () => {
    const change = locked(saved, ok(look()));
    change.gate = { ...OPEN, state: 'aborted' };
    expect(change.outcome(ok(look())).state).toMatchObject({ at: 'SKIPPED_ABORT', reloadsSent: 0 });
  });

  test('saved by itself anew, aborted: nothing is there to go back to, and it says what is saved', () => {
    const blind = preflight({ running: ADVANTAGE, unsaved: null, startup: ADVANTAGE, foreignDiff: [] });
    const clean = look({ unsaved: null, startup: ADVANTAGE, foreignDiff: [] });
    const change = locked(blind, ok(look({ unsaved: null })), ...[clean, clean, clean, clean].map(ok));
    expect(change.state.at).toBe('SAVE_PROVEN');
    change.gate = { ...OPEN, state: 'aborted' };
    expect(change.outcome(ok(clean)).state).toMatchObject({ at: 'SAVED_PENDING_RELOAD' });
  });

  test('to be reverted before it was reloaded: edited and saved, and not taken down for nothing', () => {
    const inUse = preflight({ usage: usageOf(ADVANTAGE) });
    const change = locked(inUse, ok(look({ running: ESSENTIALS })), ok(look()), ok(look()), ok(look()));
    expect(change.state).toMatchObject({
      at: 'ALREADY_AT_LEVEL',
      reloadsSent: 0,
      notes: ['no-reload-needed'],
    });
    expect(change.transitions.at(-1)).toMatchObject({ ended: true, freeClaims: true });
  });

  const successor = () => {
    const change = new ChangeDriver();
    change.state = { ...change.state, device: { ...change.state.device, takesOver: 'R0-0001' } };
    return change;
  };

  test('a change takes over when it begins, and keeps what it took until it ends well', () => {
    const change = successor();
    expect(LEVEL_CHANGE.needs(change.state, { type: 'START' })).toMatchObject({ takeOver: 'R0-0001' });
    change.gate = { ...OPEN, state: 'aborted' };
    expect(change.start().state.at).toBe('SKIPPED_ABORT');
    expect(change.transitions.at(-1)?.freeClaims).toBeUndefined();
    const good = successor().start();
    good.outcomes(ok(identity()), ok(preflight({ running: ADVANTAGE, usage: usageOf(ADVANTAGE) })));
    expect(good.transitions.at(-1)).toMatchObject({ freeClaims: true });
  });

  test('a person frees an ended change; one that may still act ignores it', () => {
    const change = new ChangeDriver().start();
    const before = change.state;
    expect(change.event({ type: 'RELEASE', actor: 'carol' }).state).toEqual(before);
    expect(change.transitions.at(-1)?.freeClaims).toBeUndefined();
    change.outcome(bad('not-sent', 'UNREACHABLE'));
    expect(change.state.at).toBe('FAILED_UNCHANGED');
    const ended = change.state;
    change.event({ type: 'RELEASE', actor: 'carol' });
    expect(change.transitions.at(-1)).toMatchObject({ state: ended, freeClaims: true, isUnchanged: true });
  });
});
