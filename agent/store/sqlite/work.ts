/** What each call of the store does inside its transaction or read. */
import type { Reservation } from '../../../core/machine.ts';
import type {
  Checkpoint,
  GateState,
  MachineQuery,
  MachineRow,
  NewMachine,
  NewRollout,
  Started,
  StoredDocument,
  StoredEvent,
  WorkerRow,
} from '../../../core/ports/store.ts';
import { StoreError } from '../answer.ts';
import { nextCheckpoint } from '../checkpoints.ts';
import { documentText } from '../document.ts';
import type { FoldContext } from '../fold.ts';
import { checkGateMove } from '../gate.ts';
import type { Connection } from './connection.ts';
import { HEAD_COLUMNS, headOf, insertMachine, insertMessage, selectHeads, writeGate } from './tables.ts';

/** Takes machines nobody owns, or a dead worker. */
export function take(
  connection: Connection,
  worker: string,
  dead: readonly string[],
  kinds: readonly string[] | null,
  max: number,
): MachineRow[] {
  const sql = `update machine set owner = ?, fence = fence + 1 where id in (
    select id from machine where ended = 0 and (owner is null or owner in (select value from json_each(?)))
      and (? is null or kind in (select value from json_each(?))) order by id limit ?)
    returning ${HEAD_COLUMNS}`;
  const wanted = kinds === null ? null : JSON.stringify(kinds);
  return connection.all(sql, worker, JSON.stringify(dead), wanted, wanted ?? '[]', max).map(headOf);
}

/** Stores a machine with its claims, or gives the one that holds a claim. */
export function start(connection: Connection, machine: NewMachine): Started {
  const { id, kind, version, state, owner, claims, actor } = machine;
  for (const name of claims) {
    const holder = connection.get('select machine from claim where name = ?', name)?.['machine'];
    const [row] = holder === undefined ? [] : selectHeads(connection, 'where id = ?', holder as string);
    if (row !== undefined) return { row, isNew: false };
  }
  insertMachine(connection, id, kind, version, null, state);
  connection.run('update machine set owner = ?, fence = 1 where id = ?', owner, id);
  for (const name of claims) connection.run('insert into claim values (?, ?)', name, id);
  insertMessage(connection, id, `operator:${actor}`, { type: 'START' });
  const [row] = selectHeads(connection, 'where id = ?', id);
  if (row === undefined) throw new StoreError('STORE_BROKEN', `machine ${id} was stored and is not there`);
  return { row, isNew: true };
}

/** Stores a plan with its rollout, once per plan hash. */
export function begin(
  connection: Connection,
  rollout: NewRollout,
  wallMs: number,
): { id: string; resumed: boolean } {
  const known = connection.get('select id from rollout where plan_hash = ?', rollout.planHash)?.['id'];
  if (known !== undefined) return { id: known as string, resumed: true };
  connection.run('insert into plan values (?, ?)', rollout.planHash, JSON.stringify(rollout.plan));
  for (const row of rollout.rows) {
    connection.run(
      'insert into plan_row values (?, ?, ?)',
      rollout.planHash,
      row.index,
      JSON.stringify(row.body),
    );
  }
  connection.run(
    'insert into rollout values (?, ?, ?, ?)',
    rollout.id,
    rollout.planHash,
    rollout.actor,
    Math.round(wallMs),
  );
  writeGate(connection, rollout.id, 'open');
  insertMachine(connection, rollout.id, rollout.kind, rollout.version, rollout.id, rollout.state);
  // The approval, in the journal: who began exactly which plan.
  const start = { type: 'START', plan: rollout.planHash, actor: rollout.actor };
  insertMessage(connection, rollout.id, `operator:${rollout.actor}`, start);
  return { id: rollout.id, resumed: false };
}

/** Sets a gate and tells its rollout. */
export function setGate(connection: Connection, rollout: string, state: GateState, actor: string): void {
  const known = connection.get('select state from gate where rollout = ?', rollout);
  checkGateMove(rollout, known === undefined ? null : (known['state'] as GateState), state);
  writeGate(connection, rollout, state);
  insertMessage(connection, rollout, `operator:${actor}`, { type: 'GATE', state, actor });
}

function checkpointOf(row: Record<string, unknown>): Checkpoint {
  return {
    seq: row['seq'] as number,
    at: row['at'] as number,
    heads: row['heads'] as string,
    hash: row['hash'] as string,
  };
}

/** Links all heads that changed since the last checkpoint. */
export function checkpoint(connection: Connection, context: FoldContext, wallMs: number): Checkpoint | null {
  const changed = connection.all('select id, seq, hash from machine where seq > checked_seq');
  if (changed.length === 0) return null;
  const last = connection.get('select seq, at, heads, hash from checkpoint order by seq desc limit 1');
  const heads = changed.map(
    (row) => [row['id'] as string, row['seq'] as number, row['hash'] as string] as const,
  );
  const next = nextCheckpoint(
    context.digest,
    last === undefined ? null : checkpointOf(last),
    heads,
    Math.round(wallMs),
  );
  connection.run('insert into checkpoint values (?, ?, ?, ?)', next.seq, next.at, next.heads, next.hash);
  connection.run('update machine set checked_seq = seq where seq > checked_seq');
  return next;
}

/** All checkpoints, oldest first. */
export function checkpoints(connection: Connection): Checkpoint[] {
  return connection.all('select seq, at, heads, hash from checkpoint order by seq').map(checkpointOf);
}

/** Events of one machine or of all. */
export function events(connection: Connection, machine: string | null): StoredEvent[] {
  const columns = 'select machine, seq, at, body, hash from event';
  const rows =
    machine === null
      ? connection.all(`${columns} order by machine, seq`)
      : connection.all(`${columns} where machine = ? order by seq`, machine);
  return rows as unknown as StoredEvent[];
}

/** A stored plan with its rows. */
export function plan(connection: Connection, hash: string) {
  const body = connection.get('select body from plan where hash = ?', hash)?.['body'];
  if (body === undefined) return null;
  const rows = connection.all('select position, body from plan_row where plan = ? order by position', hash);
  return {
    plan: JSON.parse(body as string) as unknown,
    rows: rows.map((row) => ({
      index: row['position'] as number,
      body: JSON.parse(row['body'] as string) as unknown,
    })),
  };
}

/** Machines by rollout and kind. */
export function machines(connection: Connection, { rollout, kind, isOpen }: MachineQuery): MachineRow[] {
  const conditions: string[] = [];
  const values: string[] = [];
  if (rollout !== undefined) {
    conditions.push('rollout = ?');
    values.push(rollout);
  }
  if (kind !== undefined) {
    conditions.push('kind = ?');
    values.push(kind);
  }
  if (isOpen === true) conditions.push('ended = 0');
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')} `;
  return selectHeads(connection, `${where}order by id`, ...values);
}

/** Machines of a rollout that hold a claim. */
export function claimants(connection: Connection, rollout: string): string[] {
  const sql =
    'select distinct id from machine join claim on claim.machine = machine.id where rollout = ? order by id';
  return connection.all(sql, rollout).map((row) => row['id'] as string);
}

/** Machines of a worker that have messages. */
export function withInbox(connection: Connection, worker: string): string[] {
  const sql =
    'select distinct recipient from inbox join machine on machine.id = inbox.recipient where machine.owner = ? and machine.ended = 0';
  return connection.all(sql, worker).map((row) => row['recipient'] as string);
}

/** Reserved quantities per pool. */
export function reserved(connection: Connection): Reservation[] {
  return connection
    .all(
      'select account, virtual_account, license, sum(quantity) as quantity from reservation where ended_at is null group by 1, 2, 3 order by 1, 2, 3',
    )
    .map((row) => ({
      account: row['account'] as string,
      virtualAccount: row['virtual_account'] as string,
      license: row['license'] as string,
      quantity: row['quantity'] as number,
    }));
}

/** Writes or removes a document. */
export function putDocument(
  connection: Connection,
  kind: string,
  key: string,
  body: unknown,
  wallMs: number,
): void {
  if (body === null) {
    connection.run('delete from document where kind = ? and key = ?', kind, key);
    return;
  }
  const sql =
    'insert into document values (?, ?, ?, ?) on conflict (kind, key) do update set at = excluded.at, body = excluded.body';
  connection.run(sql, kind, key, Math.round(wallMs), documentText(body));
}

/** Documents of a kind. */
export function documents(connection: Connection, kind: string): StoredDocument[] {
  return connection
    .all('select kind, key, at, body from document where kind = ? order by key', kind)
    .map((row) => ({
      kind: row['kind'] as string,
      key: row['key'] as string,
      at: row['at'] as number,
      body: JSON.parse(row['body'] as string) as unknown,
    }));
}

/** Adds or refreshes a worker. */
export function beat(connection: Connection, worker: Omit<WorkerRow, 'beat'>): void {
  connection.run(
    'insert into worker values (?, 1, ?, ?) on conflict (id) do update set beat = worker.beat + 1',
    worker.id,
    worker.host,
    worker.pid,
  );
}
