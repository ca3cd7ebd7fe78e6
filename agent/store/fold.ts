/** One append: drain the inbox, step the machine, write everything, all in the caller's transaction. */
import { DefectError, LicensingError } from '../../core/errors.ts';
import {
  CLOCK_JUMP_MS_MAX,
  EVENT_BYTES_MAX,
  type Facts,
  type MachineKind,
  type Needs,
  STATE_BYTES_MAX,
  type Transition,
} from '../../core/machine.ts';
import type { Digest } from '../../core/ports/digest.ts';
import type { Append, AppendResult, Committed } from '../../core/ports/store.ts';
import { StoreError } from './answer.ts';
import { domainReadings } from './domain-readings.ts';
import { poolReadings } from './pool-readings.ts';
import type { Head, Tables } from './tables.ts';

/** A machine of any kind, as the store steps it. */
export type AnyKind = MachineKind<unknown, { readonly type: string; readonly [field: string]: unknown }>;

/** The kinds of machine a store can step, and how it hashes. */
export interface FoldContext {
  readonly kinds: ReadonlyMap<string, AnyKind>;
  readonly digest: Digest;
}

/** Erases a kind's types, so that kinds of different states share a map. */
export function anyKind<State, Event extends { readonly type: string }>(
  kind: MachineKind<State, Event>,
): AnyKind {
  return kind as unknown as AnyKind;
}

/** Hash of an event: over the one before, its place, and its text. Two machines never share a chain. */
export function eventHash(
  digest: Digest,
  previous: string,
  machine: string,
  seq: number,
  body: string,
): string {
  return digest(`${previous}\n${machine}\n${seq}\n${body}`);
}

/** The machine when it has ended; of one that may still act nothing is taken. */
function endedOf(tables: Tables, machine: string | undefined): string | null {
  return machine !== undefined && tables.head(machine)?.ended === true ? machine : null;
}

/** Reads what a step must know, inside the transaction that acts on it. */
function readFacts(tables: Tables, machine: string, needs: Needs): Facts {
  const facts: { -readonly [Key in keyof Facts]: Facts[Key] } = {};
  if (needs.gate !== undefined) {
    const { rollout, windows, allowanceMs } = needs.gate;
    const gate = tables.gate(rollout);
    if (gate === null) throw new DefectError('DEFECT', `rollout ${rollout} has no gate`);
    const now = tables.wallMs();
    const inWindow =
      windows.length === 0 ||
      windows.some((window) => window.fromMs <= now && now + allowanceMs <= window.toMs);
    const jumpMs = windows.length === 0 ? 0 : tables.wallJumpMs(rollout, gate.epoch);
    facts.gate = { ...gate, inWindow, ...(jumpMs > CLOCK_JUMP_MS_MAX ? { clockJumpMs: jumpMs } : {}) };
  }
  if (needs.claims !== undefined)
    facts.claimedBy = tables.claim(machine, needs.claims, endedOf(tables, needs.takeOver));
  if (needs.rows !== undefined) {
    const { plan, from, count } = needs.rows;
    facts.rows = tables.rows(plan, from, count);
    const pools = poolReadings(tables, plan, facts.rows);
    if (pools.length > 0) facts.pools = pools;
    const domains = domainReadings(tables, facts.rows);
    if (domains.length > 0) facts.domains = domains;
  }
  return facts;
}

/** Facts as journalled: plan rows are stored once, so the event keeps their range only. */
function recorded(facts: Facts): unknown {
  const { rows, ...rest } = facts;
  return rows === undefined ? rest : { ...rest, rows: [rows[0]?.index ?? 0, rows.length] };
}

/** Most events one append may hold: a machine that raises for ever is a defect. */
const EVENTS_MAX = 10_000;

interface Fold {
  readonly head: Head;
  readonly transitions: readonly Transition<unknown>[];
}

function fold(context: FoldContext, tables: Tables, append: Append, start: Head, kind: AnyKind): Fold {
  const queue = tables.inbox(append.machine).map((message) => message.body);
  if (append.event !== null) queue.push(append.event);
  const raised: { readonly type: string }[] = [];
  const transitions: Transition<unknown>[] = [];
  let head = start;
  for (let count = 0; queue.length + raised.length > 0; count += 1) {
    if (count > EVENTS_MAX) throw new DefectError('DEFECT', `machine ${head.id} raises events without end`);
    const event = queue.shift() ?? raised.shift();
    if (event === undefined) break;
    const facts = readFacts(tables, append.machine, kind.needs(head.state, event));
    const transition = kind.step(head.state, event, facts);
    if (transition.raise !== undefined && !raised.some((other) => other.type === transition.raise?.type))
      raised.push(transition.raise);
    head = record(context, tables, head, event, facts, transition);
    transitions.push(queue.some(({ type }) => type === 'GATE') ? withoutGate(transition) : transition);
  }
  return { head, transitions };
}

function record(
  context: FoldContext,
  tables: Tables,
  head: Head,
  event: unknown,
  facts: Facts,
  transition: Transition<unknown>,
): Head {
  const body = JSON.stringify({
    event,
    facts: recorded(facts),
    boundaries: transition.boundaries ?? [],
    reason: transition.reason ?? null,
  });
  if (body.length > EVENT_BYTES_MAX)
    throw new DefectError('DEFECT', `event of ${head.id} has ${body.length} characters`);
  const seq = head.seq + 1;
  const hash = eventHash(context.digest, head.hash, head.id, seq, body);
  tables.putEvent(head.id, seq, tables.wallMs(), body, hash);
  // An ignored event is journalled; effect and timer that are outstanding go on.
  if (transition.isUnchanged === true) return { ...head, seq, hash };
  return {
    ...head,
    seq,
    hash,
    state: transition.state,
    effect: transition.effect,
    wakeInMs: transition.wakeInMs ?? null,
    ended: head.ended || transition.ended === true,
  };
}

/**
 * What a machine decides about its gate before it reads that the gate was moved since: the later word stands, which is in the
 * store already. Else the gate would say one thing and the machine, after all it has read, another.
 */
function withoutGate({ gate: _before, ...transition }: Transition<unknown>): Transition<unknown> {
  return transition;
}

/** A rollout pauses itself; an abort is not taken back by any machine. */
function moveOwnGate(tables: Tables, { rollout, state }: NonNullable<Transition<unknown>['gate']>): void {
  if (tables.gate(rollout)?.state !== 'aborted') tables.setGate(rollout, state);
}

/** Applies what the transitions say beside the machine's own row. Gives the machines that have something to read now. */
function applyEffects(
  context: FoldContext,
  tables: Tables,
  head: Head,
  transitions: readonly Transition<unknown>[],
): string[] {
  const notified: string[] = [];
  for (const transition of transitions) {
    for (const { to, body } of transition.send ?? []) {
      tables.send(head.id, to, body);
      notified.push(to);
    }
    for (const spawn of transition.spawn ?? []) {
      tables.spawn(spawn, context.kinds.get(spawn.kind)?.version ?? 0);
      notified.push(spawn.id);
    }
    if (transition.gate !== undefined) moveOwnGate(tables, transition.gate);
    if (transition.moveDocument !== undefined) tables.moveDocument(transition.moveDocument);
    if (transition.freeClaims === true) tables.freeClaims(head.id);
    if (transition.ended === true) tables.endReservations(head.id);
  }
  return notified;
}

/** Performs one append on open tables. Throws {@link DefectError} before anything but events was written. */
export function performAppend(context: FoldContext, tables: Tables, append: Append): AppendResult {
  const start = tables.head(append.machine);
  if (start === null || start.owner !== append.owner || start.fence !== append.fence)
    return { result: 'lost' };
  const kind = kindOf(context, start);
  const { head, transitions } = fold(context, tables, append, start, kind);
  if (JSON.stringify(head.state).length > STATE_BYTES_MAX)
    throw new DefectError('DEFECT', `state of ${head.id} is too large`);
  const notified = applyEffects(context, tables, head, transitions);
  tables.clearInbox(append.machine);
  tables.putRow(head);
  return { result: 'committed', committed: committedOf(head, transitions, notified) };
}

function kindOf(context: FoldContext, { id, kind: name, version }: Head): AnyKind {
  const kind = context.kinds.get(name);
  if (kind !== undefined && kind.version === version) return kind;
  throw new DefectError('STATE_VERSION', `machine ${id} was written by version ${version} of ${name}`, {
    hint: 'Finish it with the release that began it.',
  });
}

/**
 * Steps ended machines with an operator's RELEASE. Throws `CHANGE_UNKNOWN`, `CHANGE_NOT_ENDED`; the caller's transaction is then
 * given up, so that all are released or none.
 */
export function performRelease(
  context: FoldContext,
  tables: Tables,
  machines: readonly string[],
  actor: string,
): void {
  for (const machine of machines) {
    const start = tables.head(machine);
    if (start === null) throw new StoreError('CHANGE_UNKNOWN', `there is no change ${machine}`);
    if (!start.ended) {
      throw new LicensingError(
        'CHANGE_NOT_ENDED',
        `${machine} has not ended: what it holds is not released while it may still act`,
        { definite: true, hint: 'Wait for its end; rollout show tells it.' },
      );
    }
    const event = { type: 'RELEASE', actor };
    const transition = kindOf(context, start).step(start.state, event, {});
    const head = record(context, tables, start, event, {}, transition);
    applyEffects(context, tables, head, [transition]);
    tables.putRow(head);
  }
}

function committedOf(
  row: Head,
  transitions: readonly Transition<unknown>[],
  notified: readonly string[],
): Committed {
  return {
    row,
    isNewEffect: row.effect !== null && transitions.some((transition) => transition.isUnchanged !== true),
    release: transitions.some((transition) => transition.release === true),
    boundaries: transitions.flatMap((transition) => transition.boundaries ?? []),
    notified: [...new Set(notified)],
  };
}
