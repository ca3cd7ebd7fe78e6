/** The vocabulary of the table: what a row says and what a decision gives. */
import type { CssmLooked } from '../../ports/cssm.ts';
import type { DeviceOp, DeviceValues } from '../../ports/device.ts';
import type { Facts, Failure, Outcome } from '../../machine.ts';
import type { Bad } from '../table-machine.ts';
import type { ChangeState, StateName } from './state.ts';

export { type Bad, finding } from '../table-machine.ts';

/** Operation of a step's effect. */
export type Op = DeviceOp | 'cssm-look';

/** Value of a good outcome of that operation. */
export type ValueOf<O extends Op> = O extends DeviceOp ? DeviceValues[O] : CssmLooked;

/** Where a decision leads. `set` replaces fields; `passed` lists boundaries passed on the way, in order. */
export interface Next {
  readonly to: StateName;
  readonly set?: Partial<ChangeState>;
  readonly passed?: readonly string[];
  readonly failure?: Failure;
  readonly note?: string;
}

/** One cell of the table: where it may lead, whether it reads the gate in its own transaction, and the decision. */
export interface Cell<Input> {
  readonly to: readonly StateName[];
  readonly gated?: true;
  decide(state: ChangeState, input: Input, facts: Facts): Next;
}

/** One row: the effect's operation and the cells of its four outcomes. */
export interface Row<O extends Op = Op> {
  readonly op: O;
  readonly ok: Cell<ValueOf<O>>;
  readonly refused: Cell<Bad>;
  readonly 'not-sent': Cell<Bad>;
  readonly unknown: Cell<Bad>;
}

/** A row as the step function uses it, whatever its operation. */
export interface AnyRow {
  readonly op: Op;
  cell(result: Outcome['result']): Cell<never>;
}

/** Makes a row; the type of the good value follows the operation. */
export function row<O extends Op>(op: O, cells: Omit<Row<O>, 'op'>): AnyRow {
  return { op, cell: (result) => cells[result] };
}

/** Adds a failure to a decision. */
export function because(failure: Failure, next: Next): Next {
  return { ...next, failure };
}

/** Forgets the session: it is gone, and its lock with it. */
export const NO_SESSION = { sessionEpoch: null, locked: false } as const;
