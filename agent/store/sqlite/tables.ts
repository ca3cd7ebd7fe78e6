import { DefectError } from '../../../core/errors.ts';
import type { Message, Reservation } from '../../../core/machine.ts';
import type { Effect } from '../../../core/machine.ts';
import type { GateState } from '../../../core/ports/store.ts';
import { BALANCE_MS_MAX } from '../pool-readings.ts';
import type { Head, Tables } from '../tables.ts';
import type { WallWatch } from '../wall-watch.ts';
import type { Connection } from './connection.ts';

/** Columns of {@link headOf}. */
export const HEAD_COLUMNS =
  'id, kind, version, rollout, owner, fence, seq, hash, state, effect, wake_in_ms, ended';

/** A row of the machine table as a value. */
export function headOf(row: Record<string, unknown>): Head {
  return {
    id: row['id'] as string,
    kind: row['kind'] as string,
    version: row['version'] as number,
    rollout: row['rollout'] as string | null,
    owner: row['owner'] as string | null,
    fence: row['fence'] as number,
    seq: row['seq'] as number,
    hash: row['hash'] as string,
    state: JSON.parse(row['state'] as string) as unknown,
    effect: row['effect'] === null ? null : (JSON.parse(row['effect'] as string) as Effect),
    wakeInMs: row['wake_in_ms'] as number | null,
    ended: row['ended'] === 1,
  };
}

/** Selects machine rows; `where` is one of our own constants. */
export function selectHeads(connection: Connection, where: string, ...values: (string | number)[]): Head[] {
  return connection.all(`select ${HEAD_COLUMNS} from machine ${where}`, ...values).map(headOf);
}

/** Inserts a machine that nobody owns. */
export function insertMachine(
  connection: Connection,
  id: string,
  kind: string,
  version: number,
  rollout: string | null,
  state: unknown,
): void {
  connection.run(
    `insert into machine (id, kind, version, rollout, owner, fence, seq, hash, checked_seq, state, effect, wake_in_ms, ended)
     values (?, ?, ?, ?, null, 0, 0, '', 0, ?, null, null, 0)`,
    id,
    kind,
    version,
    rollout,
    JSON.stringify(state),
  );
}

/** Puts a message into an inbox. */
export function insertMessage(
  connection: Connection,
  recipient: string,
  sender: string,
  body: Message['body'],
): void {
  connection.run(
    'insert into inbox (recipient, sender, body) values (?, ?, ?)',
    recipient,
    sender,
    JSON.stringify(body),
  );
}

/** Sets a gate and counts its epoch up. */
export function writeGate(connection: Connection, rollout: string, state: GateState): void {
  connection.run(
    `insert into gate values (?, ?, 1) on conflict (rollout) do update set state = excluded.state, epoch = gate.epoch + 1`,
    rollout,
    state,
  );
}

function claim(
  connection: Connection,
  machine: string,
  names: readonly string[],
  from: string | null,
): string | null {
  for (const name of names) {
    const holder = connection.get('select machine from claim where name = ?', name)?.['machine'];
    if (holder !== undefined && holder !== machine && holder !== from) return holder as string;
  }
  if (from !== null) connection.run('update claim set machine = ? where machine = ?', machine, from);
  for (const name of names) connection.run('insert or ignore into claim values (?, ?)', name, machine);
  return null;
}

/** Claims whose name begins so: names end in `:` and a device, and `;` follows `:`. */
function claimsUnder(connection: Connection, prefix: string) {
  return connection
    .all(
      `select name, machine, coalesce((select ended from machine where id = claim.machine), 1) as ended
       from claim where name >= ? and name < ? order by name`,
      prefix,
      `${prefix.slice(0, -1)};`,
    )
    .map((row) => ({
      name: row['name'] as string,
      machine: row['machine'] as string,
      isEnded: row['ended'] === 1,
    }));
}

/** What a machine that has ended held is taken over from it. */
function claimAtStart(connection: Connection, machine: string, names: readonly string[]): void {
  for (const name of names)
    connection.run(
      `insert into claim values (?, ?) on conflict (name) do update set machine = excluded.machine
       where coalesce((select ended from machine where id = claim.machine), 1) = 1`,
      name,
      machine,
    );
}

function reserve(connection: Connection, machine: string, reservations: readonly Reservation[]): void {
  for (const { account, virtualAccount, license, quantity } of reservations) {
    connection.run(
      'insert into reservation values (?, ?, ?, ?, ?, null)',
      machine,
      account,
      virtualAccount,
      license,
      quantity,
    );
  }
}

/** Tables of the transaction that is open on this connection. */
export function sqliteTables(connection: Connection, wallMs: () => number, wallJumpMs: WallWatch): Tables {
  return {
    head: (machine) => selectHeads(connection, 'where id = ?', machine)[0] ?? null,
    inbox: (machine) =>
      connection
        .all('select seq, sender, body from inbox where recipient = ? order by seq', machine)
        .map((row) => ({
          from: row['sender'] as string,
          seq: row['seq'] as number,
          body: JSON.parse(row['body'] as string) as Message['body'],
        })),
    gate(rollout) {
      const row = connection.get('select state, epoch from gate where rollout = ?', rollout);
      return row === undefined ? null : { state: row['state'] as GateState, epoch: row['epoch'] as number };
    },
    rows: (plan, from, count) =>
      connection
        .all(
          'select position, body from plan_row where plan = ? and position >= ? order by position limit ?',
          plan,
          from,
          count,
        )
        .map((row) => ({
          index: row['position'] as number,
          body: JSON.parse(row['body'] as string) as unknown,
        })),
    claim: (machine, names, from) => claim(connection, machine, names, from),
    claimsUnder: (prefix) => claimsUnder(connection, prefix),
    plan(hash) {
      const body = connection.get('select body from plan where hash = ?', hash)?.['body'];
      return body === undefined ? null : (JSON.parse(body as string) as unknown);
    },
    document(kind, key) {
      const body = connection.get('select body from document where kind = ? and key = ?', kind, key)?.[
        'body'
      ];
      return body === undefined ? null : (JSON.parse(body as string) as unknown);
    },
    reservations: (account) =>
      connection
        .all(
          'select machine, account, virtual_account, license, quantity, ended_at from reservation where account = ? collate nocase',
          account,
        )
        .map((row) => ({
          machine: row['machine'] as string,
          account: row['account'] as string,
          virtualAccount: row['virtual_account'] as string,
          license: row['license'] as string,
          quantity: row['quantity'] as number,
          endedAt: row['ended_at'] as number | null,
        })),
    wallMs,
    wallJumpMs,
    clearInbox: (machine) => connection.run('delete from inbox where recipient = ?', machine),
    putEvent: (machine, seq, at, body, hash) =>
      connection.run('insert into event values (?, ?, ?, ?, ?)', machine, seq, Math.round(at), body, hash),
    putRow: (head) =>
      connection.run(
        'update machine set seq = ?, hash = ?, state = ?, effect = ?, wake_in_ms = ?, ended = ? where id = ?',
        head.seq,
        head.hash,
        JSON.stringify(head.state),
        head.effect === null ? null : JSON.stringify(head.effect),
        head.wakeInMs,
        head.ended ? 1 : 0,
        head.id,
      ),
    send: (from, to, body) => insertMessage(connection, to, from, body),
    spawn(spawn, version) {
      insertMachine(connection, spawn.id, spawn.kind, version, spawn.rollout, spawn.state);
      insertMessage(connection, spawn.id, spawn.rollout ?? spawn.id, spawn.first);
      claimAtStart(connection, spawn.id, spawn.claims ?? []);
      reserve(connection, spawn.id, spawn.reserve);
    },
    setGate: (rollout, state) => writeGate(connection, rollout, state),
    moveDocument({ from, to }) {
      const source = connection.get('select 1 from document where kind = ? and key = ?', from.kind, from.key);
      if (source === undefined)
        throw new DefectError('DEFECT', `there is no document ${from.kind} ${from.key} to move`);
      connection.run('delete from document where kind = ? and key = ?', to.kind, to.key);
      const sql = 'update document set kind = ?, key = ? where kind = ? and key = ?';
      connection.run(sql, to.kind, to.key, from.kind, from.key);
    },
    freeClaims: (machine) => connection.run('delete from claim where machine = ?', machine),
    endReservations(machine) {
      const now = Math.round(wallMs());
      connection.run('update reservation set ended_at = ? where machine = ?', now, machine);
      connection.run('delete from reservation where ended_at < ?', now - BALANCE_MS_MAX);
    },
  };
}
