import { describe, expect, test } from 'vitest';
import {
  ASSOCIATION,
  ASSOCIATION_TABLE,
  initialAssociation,
} from '../../../core/machines/association/index.ts';
import { initialSync, SYNC, SYNC_TABLE } from '../../../core/machines/sync/index.ts';
import type { MachineTable, TableEvent, TableState } from '../../../core/machines/table-machine.ts';
import { absentPair } from '../../../core/machines/table-machine.ts';
import { initialTransfer, TRANSFER, TRANSFER_TABLE } from '../../../core/machines/transfer/index.ts';
import type { Outcome, Transition } from '../../../core/machine.ts';

const RESULTS = ['ok', 'refused', 'not-sent', 'unknown'] as const;
const FAILURE = { code: 'TEST', message: 'test', hint: null, context: {} };
const bad = (result: 'refused' | 'not-sent' | 'unknown'): Outcome => ({ result, failure: FAILURE });

const TABLES: readonly (readonly [string, MachineTable<never>])[] = [
  ['association', ASSOCIATION_TABLE as never],
  ['transfer', TRANSFER_TABLE as never],
  ['sync', SYNC_TABLE as never],
];

describe.each(TABLES)('the table of %s', (_name, given) => {
  const table = given as unknown as MachineTable<TableState>;
  const isKnown = (name: string): boolean =>
    [table.steps, table.waits, table.ends].filter((names) => Object.hasOwn(names, name)).length === 1;

  test('leads only to states that are there, from everything with an end', () => {
    for (const [name, step] of Object.entries(table.steps)) {
      expect(isKnown(name)).toBe(true);
      for (const result of RESULTS) {
        const { to } = step.cell(result);
        expect(to.length).toBeGreaterThan(0);
        expect(to.filter((next) => !isKnown(next))).toEqual([]);
      }
    }
  });

  test('never leads from an at-most-once effect back to the same one', () => {
    const next = (name: string): readonly string[] => [
      ...RESULTS.flatMap((result) => table.steps[name]?.cell(result).to ?? []),
      ...(table.waits[name] === undefined ? [] : [table.waits[name].to]),
    ];
    for (const intent of ['TOKEN_INTENT', 'TRUST_INTENT', 'TRANSFER_INTENT']) {
      const reached = new Set<string>(next(intent));
      for (const name of reached) for (const more of next(name)) reached.add(more);
      expect(reached.has(intent)).toBe(false);
    }
  });

  test('says for every absent pair what becomes of it', () => {
    const state = (at: string): TableState => ({ at, effectNumber: 2, failure: null });
    const outcome = (number: number): TableEvent => ({ type: 'OUTCOME', number, outcome: bad('refused') });
    for (const end of Object.keys(table.ends))
      for (const event of [outcome(2), outcome(1), { type: 'WAKE' } as const, { type: 'START' } as const])
        expect(absentPair(table, state(end), event)).toBe('ignore');
    for (const step of Object.keys(table.steps)) {
      expect(absentPair(table, state(step), outcome(1))).toBe('ignore');
      expect(absentPair(table, state(step), outcome(3))).toBe('defect');
      expect(absentPair(table, state(step), { type: 'WAKE' })).toBe('ignore');
    }
    for (const wait of Object.keys(table.waits))
      expect(absentPair(table, state(wait), outcome(2))).toBe('defect');
  });
});

/** Steps through outcomes from the start. */
function walk<State extends TableState>(
  kind: { step(state: State, event: TableEvent, facts: object): Transition<State> },
  start: State,
  outcomes: readonly (Outcome | 'WAKE')[],
): Transition<State> {
  let last = kind.step(start, { type: 'START' }, {});
  for (const outcome of outcomes) {
    const { state } = last;
    const event: TableEvent =
      outcome === 'WAKE' ? { type: 'WAKE' } : { type: 'OUTCOME', number: state.effectNumber, outcome };
    last = kind.step(state, event, {});
  }
  return last;
}

const ok = (value: unknown): Outcome => ({ result: 'ok', value });

describe('transfer', () => {
  const start = initialTransfer({
    account: 'a.example',
    license: 'L',
    type: 'TERM',
    from: 'A',
    to: 'B',
    quantity: 3,
  });
  const owned = (quantity: number, free = quantity) => ({ quantity, typed: quantity, free });
  const before = ok({ from: owned(5), to: owned(1) });

  test.each([
    ['moved', { from: owned(2), to: owned(4) }, 'MOVED', 1],
    ['not moved', { from: owned(5), to: owned(1) }, 'NOT_MOVED', 0],
    ['half of each', { from: owned(2), to: owned(1) }, 'INDETERMINATE', 1],
    ['somebody else gave', { from: owned(5), to: owned(4) }, 'INDETERMINATE', 1],
  ])('a cut call whose balances say %s', (_name, after, at, callsMade) => {
    const end = walk(TRANSFER, start, [before, bad('unknown'), ok(after)]);
    expect(end).toMatchObject({ state: { at, callsMade }, effect: null, ended: true, freeClaims: true });
  });

  test('a donor that has less than planned gives nothing', () => {
    const end = walk(TRANSFER, start, [ok({ from: owned(5, 2), to: owned(1) })]);
    expect(end.state).toMatchObject({
      at: 'SKIPPED_SHORT',
      callsMade: 0,
      failure: { code: 'BALANCE_CHANGED' },
    });
  });
});

describe('association', () => {
  const address = { deviceId: 'sw', host: 'h', netconfPort: 1, sshPort: 2, credentials: 'c', hostKey: null };
  const target = { accounts: ['b.example'], virtualAccount: 'V' };
  const start = initialAssociation({ address, account: 'b.example', target, old: null, stated: ['S1'] });
  const counters = { success: 0, fail: 0, ongoingUnanswered: 0 };
  const look = (moved: string | null, belongs = false, serials = ['S1']) =>
    ok({ belongs, scheme: 'policy', serials, counters, moved, words: '' });
  const cut = [look(null), ok({ daysLeft: 1 }), bad('unknown')];

  test('another serial stops it before anything is made', () => {
    expect(walk(ASSOCIATION, start, [look(null, false, ['S2'])]).state).toMatchObject({
      at: 'IDENTITY_MISMATCH',
      trustsSent: 0,
    });
  });

  test.each([
    ['the switch belongs there', [look('none', true)], 'REPORTING'],
    ['it was rejected', [look('rejected')], 'NOT_TRUSTED'],
    ['it trusted somebody', [look('good')], 'INDETERMINATE'],
    ['nothing moved and CSSM lists it', [look('none'), ok({ instances: [{}] })], 'INDETERMINATE'],
    ['nothing moved and CSSM does not list it', [look('none'), ok({ instances: [] })], 'UNCHANGED'],
    ['it cannot be reached', [bad('not-sent'), bad('not-sent'), bad('not-sent')], 'INDETERMINATE'],
  ])('a cut trust after which %s', (_name, outcomes, at) => {
    expect(walk(ASSOCIATION, start, [...cut, ...outcomes]).state.at).toBe(at);
  });

  test('no state and no effect holds a token', () => {
    const { state, effect } = walk(ASSOCIATION, start, cut.slice(0, 2));
    expect(effect).toMatchObject({ op: 'trust', kind: 'at-most-once' });
    expect(Object.keys({ ...state, ...effect }).filter((key) => /token|secret/i.test(key))).toEqual([]);
  });
});

describe('sync', () => {
  const start = initialSync({ run: 'S1', account: 'a.example', pullsMax: 3, spread: 0.5 });
  const pulled = { startedMs: 1, endedMs: 2, pages: 3, pools: 0, instances: 0, hash: 'h' };

  test('a complete pull is put in place by the commit that ends it', () => {
    expect(walk(SYNC, start, [ok(pulled)])).toMatchObject({
      state: { at: 'KEEPING', failure: null },
      moveDocument: {
        from: { kind: 'account-staged a.example', key: 'S1' },
        to: { kind: 'account-snapshot a.example', key: 'last' },
      },
    });
  });

  test('backs off with its spread, twice as long each time, and gives up after its pulls', () => {
    const first = walk(SYNC, start, [bad('refused')]);
    const second = walk(SYNC, start, [bad('refused'), 'WAKE', bad('refused')]);
    expect([first.wakeInMs, second.wakeInMs]).toEqual([22_500, 45_000]);
    const last = walk(SYNC, start, [bad('refused'), 'WAKE', bad('refused'), 'WAKE', bad('refused')]);
    expect(last).toMatchObject({ state: { at: 'KEEPING' } });
    expect(last.moveDocument).toBeUndefined();
    const good = walk(SYNC, start, [bad('refused'), 'WAKE', ok(pulled), ok({})]);
    expect(good.state).toMatchObject({ at: 'SUCCEEDED', failure: null });
  });

  test('what waiting does not change ends it at once', () => {
    const gone: Outcome = { result: 'refused', failure: { ...FAILURE, code: 'CSSM_ACCOUNT_DELETED' } };
    expect(walk(SYNC, start, [gone, ok({})]).state.at).toBe('FAILED');
  });
});
