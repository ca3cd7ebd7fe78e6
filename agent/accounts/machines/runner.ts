/** Associations, transfers and synchronizations as promises over an engine: begin one, or go on with the one that is open. */
import { LicenseLabError } from '../../../core/errors.ts';
import {
  ASSOCIATION,
  type AssociationState,
  initialAssociation,
} from '../../../core/machines/association/index.ts';
import { initialSync, SYNC, type SyncState } from '../../../core/machines/sync/index.ts';
import {
  initialTransfer,
  TRANSFER,
  type TransferOrder,
  type TransferState,
} from '../../../core/machines/transfer/index.ts';
import type { MachineKind } from '../../../core/machine.ts';
import type { Clock, Timer } from '../../../core/ports/clock.ts';
import type { MachineRow, Started, Store } from '../../../core/ports/store.ts';
import type { Random } from '../../../core/ports/random.ts';
import type { Engine } from '../../runtime/engine.ts';
import { ask } from '../../store/index.ts';

/** Kinds of the machines about accounts. */
export const LICENSING_KINDS: readonly string[] = [ASSOCIATION.kind, TRANSFER.kind, SYNC.kind];

/** What the runner works with. */
export interface RunnerWorld {
  readonly engine: Engine;
  /** Kinds that the engine runs. */
  readonly kinds: readonly string[];
  readonly store: Store;
  /** Unscaled: looks at machines of other processes are on it. */
  readonly leaseClock: Clock;
  readonly random: Random;
  readonly actor: string;
  readonly newId: (prefix: string) => string;
}

/** How a machine that was asked for ended. `isResumed`: it was open before, by this or another process. */
export interface Ended<State> {
  readonly state: State;
  readonly isResumed: boolean;
}

/** The machines about accounts. All promises reject with the store's errors, and with `ENGINE_STOPPED`. */
export interface LicensingMachines {
  /** One switch, one open association. One that is open for another target goes on to its end first. */
  associate(order: Parameters<typeof initialAssociation>[0]): Promise<Ended<AssociationState>>;
  /** One pool, one open transfer. Rejects with `TRANSFER_IN_PROGRESS` when one of the pools is being moved otherwise. */
  transfer(order: TransferOrder): Promise<Ended<TransferState>>;
  /** One account, one open run. `pullsMax`: whole pulls before it fails, with back-off between them. */
  sync(account: string, pullsMax: number): Promise<Ended<SyncState>>;
  /**
   * Resumes every machine of the runner's kinds that is open: those of dead processes are taken over, those of living ones are
   * waited for. Gives them as they ended.
   */
  resume(): Promise<readonly MachineRow[]>;
  stop(): void;
}

/** Milliseconds between two looks at a machine that another process may own. */
const LOOK_MS = 1_000;

/** Makes the runner. */
export function createLicensingMachines(world: RunnerWorld): LicensingMachines {
  const { engine, kinds, store, newId, random, actor } = world;
  const life = { isOver: false };

  async function run<State>(
    kind: Pick<MachineKind<State, never>, 'kind' | 'version'>,
    id: string,
    state: State,
    claims: readonly string[],
  ): Promise<Ended<State>> {
    const { kind: name, version } = kind;
    const machine = { id, kind: name, version, state, claims, actor };
    const { row, isNew } = await ask<Started>((done) => engine.start(machine, done));
    return { state: (await ended(world, life, row.id)).state as State, isResumed: !isNew };
  }

  return {
    associate(order) {
      const { address } = order;
      return run(ASSOCIATION, newId('A'), initialAssociation(order), [`association:${address.deviceId}`]);
    },
    async transfer(order) {
      const { account, license, from, to } = order;
      const claims = [from, to].map((pool) => JSON.stringify(['pool', account, license, pool]));
      const end = await run(TRANSFER, newId('T'), initialTransfer(order), claims);
      if (!end.isResumed) return end;
      throw new LicenseLabError('TRANSFER_IN_PROGRESS', `Another transfer of ${license} was under way.`, {
        definite: true,
        hint: 'It has ended now. Plan again: liclab license reapply',
      });
    },
    sync(account, pullsMax) {
      const id = newId('S');
      const spread = random.split(id).next();
      return run(SYNC, id, initialSync({ run: id, account, pullsMax, spread }), [`sync:${account}`]);
    },
    async resume() {
      const open = await openRows(store, kinds);
      engine.sweep();
      return Promise.all(open.map(({ id }) => ended(world, life, id)));
    },
    stop() {
      life.isOver = true;
      engine.stop();
    },
  };
}

async function openRows(store: Store, kinds: readonly string[]): Promise<readonly MachineRow[]> {
  const lists = await Promise.all(
    kinds.map((kind) => ask<readonly MachineRow[]>((done) => store.machines({ kind, isOpen: true }, done))),
  );
  return lists.flat();
}

/** Settles when the machine has ended, and never after a stop: told by our own commits, and looked at for those of other processes. */
function ended(
  { engine, store, leaseClock }: RunnerWorld,
  life: { readonly isOver: boolean },
  id: string,
): Promise<MachineRow> {
  return new Promise((resolve, reject) => {
    let timer: Timer | null = null;
    const settle = (row: MachineRow): void => {
      timer?.cancel();
      unobserve();
      resolve(row);
    };
    const look = (): void => {
      timer = null;
      // Nobody waits any more: the verb is leaving.
      if (life.isOver) return;
      store.machine(id, (answer) => {
        if (life.isOver) return;
        if (!answer.ok) {
          unobserve();
          reject(answer.error);
        } else if (answer.value?.ended === true) settle(answer.value);
        else timer = leaseClock.setTimer('machine look', LOOK_MS, look);
      });
    };
    const unobserve = engine.observe(({ row }) => {
      if (row.id === id && row.ended) settle(row);
    });
    look();
  });
}
