import type { Desired, Waiting } from '../../core/model/desired.ts';
import type { Need } from '../../core/model/fit.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { DevicePort } from '../../core/ports/device.ts';
import type { Digest } from '../../core/ports/digest.ts';
import type { DeviceView } from '../accounts/index.ts';
import type { Config } from '../config/index.ts';
import type { DesiredState } from '../desired/index.ts';
import type { Inventory, InventoryDevice } from '../inventory/index.ts';
import type { PoolReader } from '../planning/index.ts';

/** What a comparison works with. */
export interface ReconcileWorld {
  readonly state: DesiredState;
  /** As the file says; selections go by it. */
  readonly inventory: Inventory;
  /** A switch with the account that it belongs to now. */
  associated(device: InventoryDevice): InventoryDevice;
  view(device: InventoryDevice): DeviceView;
  readonly device: DevicePort;
  /** Null: no CSSM is known, or `withoutBalance`. */
  readonly pools: PoolReader | null;
  readonly clock: Clock;
  /** On the store's clock. */
  readonly storeMs: () => number;
  readonly digest: Digest;
  readonly config: Pick<Config, 'deadlines' | 'readsAtOnce'>;
  /** Why a switch is not even read: a rollout has it. */
  heldBy(id: string): Waiting | null;
  /** Why the level of a switch is left alone although it differs: an earlier change ended badly. */
  spoiledBy(id: string): Waiting | null;
  /** Licenses that open rollouts will need and have not reserved. */
  readonly planned: readonly Need[];
  /** False: the switch is not read, because it was seen as desired lately. */
  isDue?(id: string): boolean;
  readonly withoutBalance: boolean;
  readonly acceptFeatureLoss: boolean;
  readonly signal?: AbortSignal;
}

/** What becomes of one switch. */
export type RowState = 'as-desired' | 'plan' | 'associate' | 'waiting';

/** A license that the change of a switch adds: what it needs, and what was left when its turn came. */
export interface EntitledRow {
  readonly license: string;
  readonly needed: number;
  /** Null: the balance is not known. */
  readonly left: number | null;
}

/** One switch: wanted, configured, running, entitled. Levels as text; null: not known. */
export interface ReconcileRow {
  readonly id: string;
  /** Lines of the file that are about it. */
  readonly lines: readonly number[];
  readonly desired: {
    readonly level: string | null;
    readonly account: string | null;
    readonly virtualAccount: string | null;
  };
  readonly configured: string | null;
  readonly startup: string | null;
  readonly running: string | null;
  readonly account: string | null;
  readonly virtualAccount: string | null;
  readonly entitled: readonly EntitledRow[];
  readonly serials: readonly string[];
  readonly state: RowState;
  /** Null unless it waits. */
  readonly reason: Waiting | null;
}

/** A plan for what is allowed now. */
export interface ReconcilePlan {
  readonly plan: Plan;
  readonly desired: Desired;
  /** Lines of the file that it comes from. */
  readonly lines: readonly number[];
}

/** A switch whose account differs. */
export interface ReconcileAssociation {
  readonly device: InventoryDevice;
  readonly account: string;
  readonly virtualAccount: string | null;
  readonly desired: Desired;
}

/** A comparison, and what can be done about it. */
export interface Reconciliation {
  readonly rows: readonly ReconcileRow[];
  readonly plans: readonly ReconcilePlan[];
  readonly associations: readonly ReconcileAssociation[];
}
