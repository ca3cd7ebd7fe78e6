import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { StoreError } from '../answer.ts';
import { SCHEMA, SCHEMA_VERSION } from './schema.ts';

/** Result codes of SQLite we tell apart (sqlite.org/rescode.html); extended codes carry the primary one in their low byte. */
const PRIMARY = {
  busy: 5,
  locked: 6,
  readonly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  notADatabase: 26,
} as const;

function primaryCode(error: unknown): number | null {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code & 0xff : null;
}

/** True when another connection holds the write lock. */
export function isBusy(error: unknown): boolean {
  const code = primaryCode(error);
  return code === PRIMARY.busy || code === PRIMARY.locked;
}

/** The error a user sees for what SQLite threw; anything else is passed on as it is. */
export function sqliteError(error: unknown): unknown {
  switch (primaryCode(error)) {
    case PRIMARY.full:
      return new StoreError('STORE_FULL', 'the store could not be written: no space is left', {
        cause: error,
        hint: 'Free space; nothing more is sent meanwhile.',
      });
    case PRIMARY.readonly:
    case PRIMARY.ioError:
      return new StoreError('STORE_BROKEN', 'the store could not be written', {
        cause: error,
        hint: 'Check the disk and the permissions of the data folder.',
      });
    case PRIMARY.corrupt:
    case PRIMARY.notADatabase:
      return new StoreError('STORE_BROKEN', 'the store file is damaged', {
        cause: error,
        hint: 'Keep it for analysis and start with another --data folder.',
      });
    case PRIMARY.busy:
    case PRIMARY.locked:
      return new StoreError('STORE_BUSY', 'another process held the store too long', {
        cause: error,
        retry: 'same-session',
      });
    case null:
    default:
      return error;
  }
}

/** One connection with its prepared statements. */
export interface Connection {
  readonly db: DatabaseSync;
  run(sql: string, ...values: SQLInputValue[]): void;
  get(sql: string, ...values: SQLInputValue[]): Record<string, unknown> | undefined;
  all(sql: string, ...values: SQLInputValue[]): Record<string, unknown>[];
}

/** Prepares each distinct text once. Statements are never iterated across calls. */
function connect(db: DatabaseSync): Connection {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    db,
    run: (sql, ...values) => void prepare(sql).run(...values),
    get: (sql, ...values) => prepare(sql).get(...values),
    all: (sql, ...values) => prepare(sql).all(...values),
  };
}

function migrate(connection: Connection): void {
  const { db } = connection;
  db.exec('begin immediate');
  try {
    const isNew = connection.get("select 1 from sqlite_master where name = 'meta'") === undefined;
    if (isNew) {
      db.exec(SCHEMA);
      connection.run("insert into meta values ('schema', ?)", String(SCHEMA_VERSION));
    }
    const version = Number(connection.get("select value from meta where name = 'schema'")?.['value']);
    if (version !== SCHEMA_VERSION) {
      throw new StoreError(
        'STORE_VERSION',
        `the store has schema ${version}, this release needs ${SCHEMA_VERSION}`,
        { hint: 'Use the release that wrote it.' },
      );
    }
    db.exec('commit');
  } catch (error) {
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
}

/** Milliseconds SQLite itself may block at start for the lock; afterwards 0, because it would block the event loop. */
const OPEN_TIMEOUT_MS = 2_000;

/**
 * Opens the store file, making it (0600, in a folder of 0700) where it is absent. Every commit is fsynced: WAL with
 * `synchronous=FULL`.
 */
export function openConnection(file: string): Connection {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  try {
    const db = new DatabaseSync(file, { timeout: OPEN_TIMEOUT_MS, enableForeignKeyConstraints: false });
    db.exec('pragma journal_mode = wal; pragma synchronous = full;');
    const connection = connect(db);
    migrate(connection);
    db.exec('pragma busy_timeout = 0');
    return connection;
  } catch (error) {
    throw sqliteError(error);
  }
}
