import { describe, expect, test } from 'vitest';
import { BOUNDARIES } from '../../core/machines/level-change/index.ts';
import type { Engine } from '../../agent/runtime/engine.ts';
import { createJudge } from './invariants.ts';
import { createWorld } from './world.ts';

/** Runs one change and kills the agent at a moment; a new agent goes on. */
function killedAt(
  when: { readonly boundary: string } | { readonly op: string },
  { times = 1, typed }: { readonly times?: number; readonly typed?: string } = {},
) {
  const world = createWorld({ seed: 7, devices: 1, waves: [1] });
  const judge = createJudge(world);
  let engine: Engine | null = null;
  let kills = 0;
  let isOver = false;
  const kill = (): void => {
    if (kills >= times) return;
    kills += 1;
    engine?.stop();
    engine = null;
  };
  world.observe((committed) => {
    judge.onCommit(committed);
    if (committed.row.kind === 'rollout') isOver = committed.row.ended;
    if ('boundary' in when && committed.boundaries.includes(when.boundary)) kill();
  });
  world.journal.listen((entry) => {
    if ('op' in when && entry.op === when.op && entry.session !== null) kill();
  });
  world.begin();
  for (let lives = 0; !isOver; lives += 1) {
    if (lives > 10) throw new Error('it does not end');
    if (kills > 0 && typed !== undefined) world.device('sw-0001').configure([typed]);
    engine = world.engine(judge.watch(world.devicePort));
    world.run(() => engine === null || isOver);
  }
  world.settleInstant();
  (engine as Engine | null)?.stop();
  const reloads = world.journal.from(0).filter((entry) => entry.op === 'reload-received').length;
  const [change] = world.changes();
  const saves = world.journal.from(0).filter((entry) => entry.op === 'save').length;
  return { violations: judge.finish(), end: change?.at, why: change?.failure?.code, reloads, saves, kills };
}

describe('the agent is killed', () => {
  test.each(Object.entries(BOUNDARIES))('right after the commit of %s (%s), before it acts', (boundary) => {
    const { violations, end, reloads, kills } = killedAt({ boundary });
    expect(kills).toBe(1);
    expect(violations).toEqual([]);
    // Between the intent and the send nobody may send again: two reads prove that nothing happened.
    if (boundary === 'B10' || boundary === 'B9')
      expect({ end, reloads }).toEqual({ end: 'SAVED_PENDING_RELOAD', reloads: 0 });
    else expect({ end, reloads }).toEqual({ end: 'SUCCEEDED', reloads: 1 });
  });

  test.each(['edit', 'save', 'reload-received'])('while the switch carries out %s', (op) => {
    const { violations, end, reloads, kills } = killedAt({ op });
    expect(kills).toBe(1);
    expect(violations).toEqual([]);
    expect({ end, reloads }).toEqual({ end: 'SUCCEEDED', reloads: 1 });
  });

  test('and a colleague types before the next one comes: the lines are not saved along with ours', () => {
    const { violations, ...ended } = killedAt({ boundary: 'B5' }, { typed: 'vlan 77' });
    expect(violations).toEqual([]);
    expect(ended).toEqual({
      end: 'FAILED_UNCHANGED',
      why: 'FOREIGN_UNSAVED',
      reloads: 0,
      saves: 0,
      kills: 1,
    });
  });

  test('five times in a row at the same boundary of the recovery', () => {
    const { violations, end, reloads, kills } = killedAt({ boundary: 'B8' }, { times: 5 });
    expect(violations).toEqual([]);
    expect(kills).toBeGreaterThan(0);
    expect({ end, reloads }).toEqual({ end: 'SUCCEEDED', reloads: 1 });
  });
});
