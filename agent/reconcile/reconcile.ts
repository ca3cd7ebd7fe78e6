/** Compares what is desired with what is configured, running and entitled, and makes plans for what is allowed. */
import { ConfigError } from '../../core/errors.ts';
import { differenceOf, waitsForSwitch } from '../../core/model/desired.ts';
import type { Actual, Waiting } from '../../core/model/desired.ts';
import { levelInUse } from '../../core/model/device.ts';
import { candidatesOf, wishFor } from '../desired/index.ts';
import type { DesiredState, Wish } from '../desired/index.ts';
import type { InventoryDevice } from '../inventory/index.ts';
import { isDemotion, isRead, readFleet } from '../planning/index.ts';
import type { ReadDevice, Reading } from '../planning/index.ts';
import { createBalances } from './balance.ts';
import type { Balances, Entitlement } from './balance.ts';
import type { Reconciliation, ReconcileAssociation, ReconcileRow, ReconcileWorld } from './contract.ts';
import { plansFor } from './plans.ts';
import type { Granted } from './plans.ts';
import { rowOf } from './row.ts';
import { openWindows } from './windows.ts';

/**
 * Compares every switch that the file is about. Reads switches, changes nothing (I24). Rejects with `DESIRED_CONFLICT` and
 * `SELECTION_EMPTY` where only a look at the models shows them, and with `INTERRUPTED`.
 */
export async function reconcile(world: ReconcileWorld): Promise<Reconciliation> {
  const { state, inventory } = world;
  const candidates = candidatesOf(state, inventory);
  const asked = candidates.filter(({ address }) => {
    const isFree = world.heldBy(address.deviceId) === null;
    return isFree && (world.isDue?.(address.deviceId) ?? true);
  });
  const readings = await readAll(world, asked);
  const wishes = candidates.flatMap((device): Wish[] => {
    const reading = readings.get(device);
    const wish = wishFor(state, device, reading !== undefined && isRead(reading) ? reading : null);
    return wish === null ? [] : [wish];
  });
  refuseEmpty(state, wishes);
  const balances = createBalances(
    world.withoutBalance ? null : world.pools,
    !world.withoutBalance,
    world.planned,
  );
  const rows: ReconcileRow[] = [];
  const granted: Granted[] = [];
  const associations: ReconcileAssociation[] = [];
  for (const wish of wishes) {
    const held = world.heldBy(wish.device.address.deviceId);
    const reading = readings.get(wish.device);
    // Who was not due is as it was seen: nothing is said of it.
    if (held === null && reading === undefined) continue;
    const judged = await judge(world, balances, wish, reading, held);
    rows.push(judged.row);
    if (judged.granted !== null) granted.push(judged.granted);
    if (judged.association !== null) associations.push(judged.association);
  }
  return { rows, plans: await plansFor(world, balances.reader, granted), associations };
}

async function readAll(
  world: ReconcileWorld,
  devices: readonly InventoryDevice[],
): Promise<ReadonlyMap<InventoryDevice, Reading>> {
  const { config, clock, signal } = world;
  const readings = await readFleet(
    world.device,
    devices.map((device) => world.associated(device)),
    {
      deadlines: config.deadlines,
      diff: true,
      readsAtOnce: config.readsAtOnce,
      clock,
      ...(signal === undefined ? {} : { signal }),
    },
  );
  return new Map(
    devices.flatMap((device, index): [InventoryDevice, Reading][] => {
      const reading = readings[index];
      return reading === undefined ? [] : [[device, reading]];
    }),
  );
}

/** An entry whose model no switch has. */
function refuseEmpty({ entries, file }: DesiredState, wishes: readonly Wish[]): void {
  const used = new Set(wishes.flatMap((wish) => wish.entries));
  const idle = entries.find((entry) => !used.has(entry));
  if (idle === undefined) return;
  const select = idle.select.map((text) => `"${text}"`).join(' or ');
  throw new ConfigError(
    'SELECTION_EMPTY',
    `${file}:${idle.line}:${idle.column}: The selection ${select} matches no switch that was read.`,
    { context: { file, line: idle.line } },
  );
}

interface Judged {
  readonly row: ReconcileRow;
  readonly granted: Granted | null;
  readonly association: ReconcileAssociation | null;
}

const NOT_ENTITLED: Entitlement = { entitled: [], waiting: null };

async function judge(
  world: ReconcileWorld,
  balances: Balances,
  wish: Wish,
  reading: Reading | undefined,
  held: Waiting | null,
): Promise<Judged> {
  const { desired } = wish;
  const view = world.view(wish.device);
  const read = reading !== undefined && isRead(reading) ? reading : null;
  const actual = actualOf(world, wish.device, read);
  const said = (
    state: ReconcileRow['state'],
    reason: Waiting | null,
    { entitled }: Entitlement = NOT_ENTITLED,
  ): Judged => ({
    row: rowOf({ wish, view, read, actual, state, reason, entitled }),
    granted: null,
    association: null,
  });
  if (held !== null) return said('waiting', held);
  if (read === null) return said('waiting', unreachable(reading));
  const difference = differenceOf(desired, actual);
  if (difference === 'none') return said('as-desired', null);
  const now = openWindows(desired.windows, world.clock.wallMs(), world.config.deadlines.upMs);
  if (difference === 'association') {
    if (now.waiting !== null) return said('waiting', now.waiting);
    const { account, virtualAccount } = desired;
    const association = { device: wish.device, account: account ?? '', virtualAccount, desired };
    return { ...said('associate', null), association };
  }
  const from = actual.running ?? actual.configured;
  const { level } = desired;
  const waiting = world.spoiledBy(wish.device.address.deviceId) ?? waitsForSwitch(actual);
  if (waiting !== null || level === null || from === null) return said('waiting', waiting);
  if (isDemotion(from, level) && !world.acceptFeatureLoss) return said('waiting', FEATURE_LOSS);
  if (now.waiting !== null) return said('waiting', now.waiting);
  const entitlement = await balances.serve(read, from, level);
  if (entitlement.waiting !== null) return said('waiting', entitlement.waiting, entitlement);
  return { ...said('plan', null, entitlement), granted: { wish, read, level, windows: now.windows } };
}

const FEATURE_LOSS: Waiting = {
  code: 'FEATURE_LOSS',
  text: 'The desired level is less than it has now: configured features may stop working.',
  next: 'A person consents: liclab reconcile --accept-feature-loss',
};

function unreachable(reading: Reading | undefined): Waiting {
  if (reading === undefined || isRead(reading))
    return { code: 'NOT_READ', text: 'It was not read.', next: 'It is read again.' };
  const { code, message, hint } = reading.failure;
  return { code, text: message, next: hint ?? 'It is tried again; look with: liclab device check ID' };
}

function actualOf(world: ReconcileWorld, device: InventoryDevice, read: ReadDevice | null): Actual {
  const { association } = world.view(device);
  const { account, virtualAccount } = world.associated(device);
  const place = { account, virtualAccount, isOrphaned: association === 'orphaned' };
  if (read === null)
    return { ...place, configured: null, startup: null, running: null, isDirty: false, blockers: [] };
  const { running, startup, usage, foreignDiff, unsaved, blockers } = read.preflight;
  return {
    ...place,
    configured: running,
    startup,
    running: levelInUse(usage),
    isDirty: foreignDiff === null ? unsaved === true : foreignDiff.length > 0,
    blockers,
  };
}
