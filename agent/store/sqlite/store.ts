import type { Clock } from '../../../core/ports/clock.ts';
import type { Random } from '../../../core/ports/random.ts';
import type { Answer, Store, WorkerRow } from '../../../core/ports/store.ts';
import { answerLater } from '../answer.ts';
import { type FoldContext, performAppend, performRelease } from '../fold.ts';
import { createCommitter } from './committer.ts';
import { openConnection, sqliteError } from './connection.ts';
import { createWallWatch } from '../wall-watch.ts';
import { sqliteTables } from './tables.ts';
import * as work from './work.ts';

/** What a SQLite store is made from. */
export interface SqliteStoreOptions extends FoldContext {
  /** File of the store; made when absent. */
  readonly file: string;
  /** Unscaled: commits and busy retries run on it, and it labels events. */
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * The store of one machine: node:sqlite, WAL, every commit fsynced. Several processes may share the file. Throws
 * `STORE_BROKEN`, `STORE_BUSY`, `STORE_VERSION` when it cannot be opened.
 */
export function openSqliteStore(options: SqliteStoreOptions): Store {
  const connection = openConnection(options.file);
  const wallMs = (): number => options.clock.wallMs();
  const tables = sqliteTables(connection, wallMs, createWallWatch(options.clock));
  const committer = createCommitter(connection, options.clock, options.random);
  const write = <Value>(done: Answer<Value>, run: () => Value): void => committer.add({ work: run, done });
  const read = <Value>(done: Answer<Value>, run: () => Value): void =>
    answerLater(() => {
      try {
        return run();
      } catch (error) {
        throw sqliteError(error);
      }
    }, done);

  return {
    take: (worker, dead, kinds, max, done) =>
      write(done, () => work.take(connection, worker, dead, kinds, max)),
    start: (machine, done) => write(done, () => work.start(connection, machine)),
    append: (append, done) =>
      committer.add({
        work: () => performAppend(options, tables, append),
        done: (answer) => done(answer.ok ? answer.value : { result: 'failed', error: answer.error }),
      }),
    release: (machines, actor, done) => write(done, () => performRelease(options, tables, machines, actor)),
    claimants: (rollout, done) => read(done, () => work.claimants(connection, rollout)),
    begin: (rollout, done) => write(done, () => work.begin(connection, rollout, wallMs())),
    setGate: (rollout, state, actor, done) =>
      write(done, () => work.setGate(connection, rollout, state, actor)),
    gates: (done) =>
      read(done, () => connection.all('select rollout, state, epoch from gate order by rollout') as never),
    machine: (id, done) => read(done, () => tables.head(id)),
    machines: (query, done) => read(done, () => work.machines(connection, query)),
    withInbox: (worker, done) => read(done, () => work.withInbox(connection, worker)),
    plan: (hash, done) => read(done, () => work.plan(connection, hash)),
    events: (machine, done) => read(done, () => work.events(connection, machine)),
    checkpoints: (done) => read(done, () => work.checkpoints(connection)),
    checkpoint: (done) => write(done, () => work.checkpoint(connection, options, wallMs())),
    reserved: (done) => read(done, () => work.reserved(connection)),
    putDocument: (kind, key, body, done) =>
      write(done, () => work.putDocument(connection, kind, key, body, wallMs())),
    documents: (kind, done) => read(done, () => work.documents(connection, kind)),
    beat: (worker, done) => write(done, () => work.beat(connection, worker)),
    workers: (done) =>
      read(
        done,
        () => connection.all('select id, beat, host, pid from worker order by id') as unknown as WorkerRow[],
      ),
    forgetWorker: (id, done) => write(done, () => connection.run('delete from worker where id = ?', id)),
    close: (done) =>
      committer.close(() => {
        connection.db.close();
        done();
      }),
  };
}
