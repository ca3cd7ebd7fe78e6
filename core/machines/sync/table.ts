/**
 * The synchronization as a table: everything CSSM shows of an account is read and staged, and one transaction puts a complete pull
 * in the place of the snapshot before. An anomaly rejects the pull as a whole; the last good snapshot stays. A crash leaves the
 * old one current, and the pull starts again.
 */
import type { Failure } from '../../machine.ts';
import type { LicensingEffect, Pulled } from '../../ports/licensing.ts';
import { type Bad, type Cell, type MachineTable, type Next, type Step } from '../table-machine.ts';
import { CURRENT, currentKind, stagedKind, SYNC_ENDS, type SyncState } from './state.ts';

type State = SyncState;

/** First delay before a pull is tried again, and the longest. */
const FIRST_MS = 30_000;
const CAP_MS = 15 * 60_000;

/** How often the history is tried to be written. */
const KEEPS_MAX = 3;

/** Nothing that waiting changes: the account is gone, the client is refused, a person ended it. */
const LASTING: ReadonlySet<string> = new Set([
  'CSSM_ACCOUNT_DELETED',
  'CSSM_ACCOUNT_INACTIVE',
  'CSSM_CLIENT_REFUSED',
  'CSSM_NOT_SUBSCRIBED',
  'CSSM_FORBIDDEN',
  'CSSM_TLS',
  'INTERRUPTED',
]);

/** Milliseconds until the next pull. */
export function backoffMs({ pulls, spread }: State): number {
  return Math.round(Math.min(CAP_MS, FIRST_MS * 2 ** (pulls - 1)) * (1 - spread / 2));
}

function pulled(state: State, value: Pulled): Next<State> {
  const { account, run } = state;
  return {
    to: 'KEEPING',
    set: { pulled: value, pulls: state.pulls + 1, failure: null },
    moveDocument: {
      from: { kind: stagedKind(account), key: run },
      to: { kind: currentKind(account), key: CURRENT },
    },
  };
}

const notPulled: Cell<State, Bad> = {
  to: ['BACKING_OFF', 'KEEPING'],
  decide(state, { failure, value }) {
    const pulls = state.pulls + 1;
    const set = { pulls, pulled: (value as Pulled | undefined) ?? state.pulled };
    const isOver = pulls >= state.pullsMax || LASTING.has(failure.code);
    return { to: isOver ? 'KEEPING' : 'BACKING_OFF', set, failure };
  },
};

const endOf = ({ failure }: State): Next<State> => ({ to: failure === null ? 'SUCCEEDED' : 'FAILED' });

const notKept: Cell<State, Bad> = {
  to: ['KEEPING', 'SUCCEEDED', 'FAILED'],
  decide(state) {
    const keeps = state.keeps + 1;
    return keeps < KEEPS_MAX ? { to: 'KEEPING', set: { keeps } } : endOf(state);
  },
};

const PULLING: Step<State> = {
  op: 'pull',
  effect: ({ account, run }): LicensingEffect => ({ op: 'pull', kind: 'read', account, run }),
  cell: (result) => (result === 'ok' ? { to: ['KEEPING'], decide: pulled } : notPulled),
};

const KEEPING: Step<State> = {
  op: 'keep-run',
  effect: ({ account, failure, pulled: run }): LicensingEffect => ({
    op: 'keep-run',
    kind: 'mutation',
    account,
    run: run ?? NOTHING_PULLED,
    failure: causeOf(failure),
  }),
  cell: (result) =>
    result === 'ok' ? { to: ['SUCCEEDED', 'FAILED'], decide: (state: State) => endOf(state) } : notKept,
};

/** A pull whose effect did not even begin. */
const NOTHING_PULLED: Pulled = {
  startedMs: 0,
  endedMs: 0,
  storeMs: 0,
  pages: 0,
  pools: 0,
  instances: 0,
  hash: '',
};

function causeOf(failure: Failure | null) {
  if (failure === null) return null;
  const level = failure.context['level'];
  return { code: failure.code, level: typeof level === 'string' ? level : null, text: failure.message };
}

/** The whole table. */
export const SYNC_TABLE: MachineTable<State> = {
  kind: 'sync',
  version: 1,
  steps: { PULLING, KEEPING },
  waits: {
    NEW: { event: 'START', to: 'PULLING' },
    BACKING_OFF: { event: 'WAKE', to: 'PULLING', wakeInMs: backoffMs },
  },
  ends: SYNC_ENDS,
};
