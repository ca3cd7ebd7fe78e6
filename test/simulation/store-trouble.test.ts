/** The store fails in the middle of a rollout (F34, F35): nothing is sent, and after the repair it goes on by itself. */
import { describe, expect, test } from 'vitest';
import { LicenseLabError } from '../../core/errors.ts';
import type { Store } from '../../core/ports/store.ts';
import { createJudge } from './invariants.ts';
import { createWorld } from './world.ts';

const MINUTE_MS = 60_000;
const MUTATIONS: ReadonlySet<string> = new Set(['edit', 'save', 'reload-received', 'cli']);

/** Which calls fail while the store is in trouble: of a full disk the writes of machines, of a broken file every one. */
type Scope = 'appends' | 'everything';

/** Runs six switches; the store fails from the first `boundary` on, for half an hour. */
function withTrouble(code: string, scope: Scope, boundary: string) {
  const world = createWorld({ seed: 21, devices: 6, waves: [6] });
  const judge = createJudge(world);
  let isFailing = false;
  let wasFailing = false;
  let isOver = false;
  const acts: string[] = [];
  const error = new LicenseLabError(code, 'the disk is full', { definite: true });
  const fail = (answer: () => void): void => void world.clock.setTimer('store trouble', 0, answer);
  const store: Store = {
    ...world.store,
    append: (append, done) =>
      isFailing ? fail(() => done({ result: 'failed', error })) : world.store.append(append, done),
    ...(scope === 'appends'
      ? {}
      : {
          beat: (worker, done) =>
            isFailing ? fail(() => done({ ok: false, error })) : world.store.beat(worker, done),
          workers: (done) => (isFailing ? fail(() => done({ ok: false, error })) : world.store.workers(done)),
          take: (worker, dead, kinds, max, done) =>
            isFailing
              ? fail(() => done({ ok: false, error }))
              : world.store.take(worker, dead, kinds, max, done),
        }),
  };
  world.observe((committed) => {
    judge.onCommit(committed);
    if (committed.row.kind === 'rollout') isOver = committed.row.ended;
    if (wasFailing || !committed.boundaries.includes(boundary)) return;
    wasFailing = true;
    isFailing = true;
  });
  world.begin();
  const engine = world.engine(judge.watch(world.devicePort), store);
  world.run(() => isFailing);
  // What was committed before the trouble may still be on its way.
  const fromMs = world.clock.monotonicMs() + MINUTE_MS;
  world.run(() => world.clock.monotonicMs() >= fromMs);
  const stop = world.journal.listen(({ op, session }) => {
    if (session !== null && MUTATIONS.has(op)) acts.push(op);
  });
  world.run(() => world.clock.monotonicMs() >= fromMs + 30 * MINUTE_MS);
  stop();
  isFailing = false;
  world.run(() => isOver || world.rollout().at !== 'running');
  if (!isOver) world.read<void>((done) => world.store.setGate('R1', 'open', 'operator', done as never));
  world.run(() => isOver);
  world.settleInstant();
  engine.stop();
  const ends = world.changes().map(({ at }) => at);
  return { acts, ends, violations: judge.finish() };
}

describe.each(['B1', 'B3', 'B5', 'B8', 'B10', 'B13', 'B16'])('from the first %s on', (boundary) => {
  test('a full disk stops every act and loses nothing: all end, none is reloaded twice (F35, I10)', () => {
    const { acts, ends, violations } = withTrouble('STORE_FULL', 'appends', boundary);
    expect({ acts, violations }).toEqual({ acts: [], violations: [] });
    expect(ends).toEqual(Array.from({ length: 6 }, () => 'SUCCEEDED'));
  });

  test('a store that fails at everything costs the lease too, and another one goes on after the repair (F34, I10, I11)', () => {
    const { acts, ends, violations } = withTrouble('STORE_BROKEN', 'everything', boundary);
    expect({ acts, violations }).toEqual({ acts: [], violations: [] });
    expect(ends).toEqual(Array.from({ length: 6 }, () => 'SUCCEEDED'));
  });
});
