/**
 * A machine made from a table: one row per step with all four outcomes and the states each may lead to. Total by type: what the
 * table has no cell for is ignored when it is late, and a defect when nobody could have sent it.
 */
import { DefectError } from '../errors.ts';
import type {
  DocumentMove,
  Effect,
  Failure,
  MachineKind,
  Numbered,
  Outcome,
  Result,
  Transition,
} from '../machine.ts';

/** Events of a machine made from a table. Outcomes of another effect number are late and ignored. */
export type TableEvent =
  | { readonly type: 'START' }
  | { readonly type: 'OUTCOME'; readonly number: number; readonly outcome: Outcome }
  | { readonly type: 'WAKE' };

/** What every such state has. */
export interface TableState extends Numbered {
  readonly at: string;
  /** Why it ended, or the last trouble on the way; null when there was none. */
  readonly failure: Failure | null;
}

/** Where a decision leads. `set` replaces fields. */
export interface Next<State extends TableState> {
  readonly to: State['at'];
  readonly set?: Partial<State>;
  readonly failure?: Failure;
  readonly moveDocument?: DocumentMove;
}

/** What a refusal or a lost answer tells. */
export interface Bad {
  readonly failure: Failure;
  readonly value?: unknown;
}

/** One cell of the table. */
export interface Cell<State extends TableState, Input> {
  readonly to: readonly State['at'][];
  decide(state: State, input: Input): Next<State>;
}

/** The cells of one step. */
export type Cells<State extends TableState, Value> = {
  readonly [R in Result]: Cell<State, R extends 'ok' ? Value : Bad>;
};

/** One step: its effect, and what each outcome leads to. */
export interface Step<State extends TableState> {
  readonly op: string;
  effect(state: State): Effect;
  cell(result: Result): Cell<State, never>;
}

/** A state without an effect: the event that moves it, and for WAKE how long it waits. */
export interface Wait<State extends TableState> {
  readonly event: 'START' | 'WAKE';
  readonly to: State['at'];
  wakeInMs?(state: State): number;
}

/** A whole table. Every state is exactly one of a step, a wait and an end; the value of an end is its class. */
export interface MachineTable<State extends TableState> {
  readonly kind: string;
  readonly version: number;
  readonly steps: Readonly<Record<string, Step<State>>>;
  readonly waits: Readonly<Record<string, Wait<State>>>;
  readonly ends: Readonly<Record<string, string>>;
}

/** What becomes of an event the table has no cell for; null: it has one. */
export function absentPair<State extends TableState>(
  table: MachineTable<State>,
  state: State,
  event: TableEvent,
): 'ignore' | 'defect' | null {
  if (event.type === 'OUTCOME') {
    if (event.number < state.effectNumber || Object.hasOwn(table.ends, state.at)) return 'ignore';
    return event.number === state.effectNumber && Object.hasOwn(table.steps, state.at) ? null : 'defect';
  }
  return table.waits[state.at]?.event === event.type ? null : 'ignore';
}

function decide<State extends TableState>(
  table: MachineTable<State>,
  state: State,
  event: TableEvent,
): Next<State> {
  const wait = table.waits[state.at];
  if (event.type !== 'OUTCOME' && wait !== undefined) return { to: wait.to };
  const step = table.steps[state.at];
  if (event.type !== 'OUTCOME' || step === undefined)
    throw new DefectError('DEFECT', `${state.at} of ${table.kind} has no cell for ${event.type}`);
  const { outcome } = event;
  const cell = step.cell(outcome.result);
  const input =
    outcome.result === 'ok'
      ? outcome.value
      : { failure: outcome.failure, value: 'value' in outcome ? outcome.value : undefined };
  const next = cell.decide(state, input as never);
  if (cell.to.includes(next.to)) return next;
  throw new DefectError(
    'DEFECT',
    `${state.at} on ${outcome.result} led to ${next.to}, which its row does not list`,
  );
}

/** The last trouble stays in sight until it is taken back; a good end has none but its own. */
function keptFailure<State extends TableState>(
  table: MachineTable<State>,
  before: State,
  { to, set }: Next<State>,
): Failure | null {
  if (table.ends[to] === 'OK') return null;
  return set?.failure === undefined ? before.failure : set.failure;
}

function transition<State extends TableState>(
  table: MachineTable<State>,
  before: State,
  next: Next<State>,
): Transition<State> {
  const state: State = {
    ...before,
    ...next.set,
    at: next.to,
    effectNumber: before.effectNumber + 1,
    failure: next.failure ?? keptFailure(table, before, next),
  };
  const wakeInMs = table.waits[next.to]?.wakeInMs?.(state);
  return {
    state,
    effect: table.steps[next.to]?.effect(state) ?? null,
    boundaries: [next.to],
    ...(wakeInMs === undefined ? {} : { wakeInMs }),
    ...(next.moveDocument === undefined ? {} : { moveDocument: next.moveDocument }),
    ...(next.failure === undefined ? {} : { reason: `${next.failure.code}: ${next.failure.message}` }),
    ...(Object.hasOwn(table.ends, next.to) ? { ended: true, freeClaims: true } : {}),
  };
}

/** Makes the kind of machine. Its claims are made when it is stored and freed at every end. */
export function tableMachine<State extends TableState>(
  table: MachineTable<State>,
): MachineKind<State, TableEvent> {
  return {
    kind: table.kind,
    version: table.version,
    needs: () => ({}),
    step(state, event) {
      const absent = absentPair(table, state, event);
      if (absent === 'defect')
        throw new DefectError('DEFECT', `${state.at} of ${table.kind} got an outcome it does not wait for`);
      if (absent === 'ignore')
        return { state, effect: table.steps[state.at]?.effect(state) ?? null, isUnchanged: true };
      return transition(table, state, decide(table, state, event));
    },
  };
}

/** A failure of our own finding. */
export function finding(code: string, message: string, hint: string | null = null): Failure {
  return { code, message, hint, context: {} };
}
