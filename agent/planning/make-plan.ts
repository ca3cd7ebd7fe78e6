import { defaultExposure, defaultFailureBudget, MAX_UNAVAILABLE, VERDICTS } from '../../core/model/plan.ts';
import type { DomainBy, Follows, Plan, PlanDevice, PlanOptions } from '../../core/model/plan.ts';
import type { Level } from '../../core/model/level.ts';
import { parseSelector } from '../../core/model/selector.ts';
import { parseWaves, waveSizes } from '../../core/model/waves.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { DevicePort } from '../../core/ports/device.ts';
import type { Digest } from '../../core/ports/digest.ts';
import type { Inventory } from '../inventory/index.ts';
import { addedLicenses, licensesAfter, plannedBalance } from './balance.ts';
import type { PoolReader } from './balance.ts';
import { belongs, candidates, emptySelection } from './candidates.ts';
import { refuseFeatureLoss } from './demotion.ts';
import { noteOf } from './draft.ts';
import type { DeviceNote, PlanDraft, Refusal } from './draft.ts';
import { planHash } from './hash.ts';
import { plannedMessages } from './messages.ts';
import { domainOf, spreadDomains } from './order.ts';
import { isRead } from './read-device.ts';
import type { Reading } from './read-device.ts';
import { readFleet } from './read-fleet.ts';
import type { FleetOptions } from './read-fleet.ts';
import { sortOut } from './sort-out.ts';
import type { Changing } from './sort-out.ts';
import { listDevices, switches } from './words.ts';
import { rfc3339 } from './zoned-time.ts';

/** Waves where the plan names none: one, five, a tenth, a quarter, the rest. */
export const DEFAULT_WAVES = '1,5,10%,25%';

/** What is wanted. */
export interface PlanRequest {
  /** Selection expressions; one of them must match. */
  readonly select: readonly string[];
  readonly target: Level;
  readonly waves: string;
  /** Null: the default, or with `options.strict` the failure budget. */
  readonly exposure: number | null;
  readonly failureBudget: number | null;
  /** Null: the default. */
  readonly maxUnavailable: number | null;
  readonly domainBy: DomainBy;
  /** Plan without the switches that cannot be read, instead of refusing. */
  readonly skipUnreadable: boolean;
  /** Absent: a plan of its own. */
  readonly follows?: Follows & {
    /** Ended change that the new one takes over, by id of the switch. */
    readonly takesOver: ReadonlyMap<string, string>;
  };
  readonly options: PlanOptions;
}

/** What planning works with. */
export interface PlanningWorld {
  readonly inventory: Inventory;
  readonly device: DevicePort;
  /** Null: no CSSM is known. */
  readonly cssm: PoolReader | null;
  readonly clock: Clock;
  /** Milliseconds since 1970-01-01 UTC on the clock of the store, which is never scaled. Default: that of `clock`. */
  readonly storeMs?: () => number;
  readonly digest: Digest;
  readonly readsAtOnce: number;
  readonly onRead?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Reads the selected switches and their licenses and says what would be done; nothing is changed (I24). Rejects for what
 * is wrong in the request (`SELECTOR_*`, `SELECTION_EMPTY`, `WAVES_INVALID`) and with `INTERRUPTED`; what a safety rule
 * refuses is an answer.
 */
export async function makePlan(request: PlanRequest, world: PlanningWorld): Promise<PlanDraft> {
  const { options } = request;
  const selector = parseSelector(request.select);
  parseWaves(request.waves);
  const wanted = candidates(selector, world.inventory.devices);
  const readings = await readFleet(world.device, wanted, readingOf(options, world));
  const isNobody = !readings.some((reading) => !isRead(reading) || belongs(selector, reading));
  if (isNobody) throw emptySelection(request.select, selector, world.inventory.devices);
  return draftPlan(
    request,
    world,
    readings.filter((reading) => !isRead(reading) || belongs(selector, reading)),
    wanted.length,
  );
}

/** How the switches of a plan are read. */
export function readingOf(options: PlanOptions, world: PlanningWorld): FleetOptions {
  return {
    deadlines: options.deadlines,
    // Without a report and with NETCONF alone the CLI is not used at all.
    diff: options.report || options.verify === 'cli',
    readsAtOnce: world.readsAtOnce,
    clock: world.clock,
    ...(world.onRead === undefined ? {} : { onRead: world.onRead }),
    ...(world.signal === undefined ? {} : { signal: world.signal }),
  };
}

/**
 * Says what would be done with switches that were read already; all of them belong to the selection. `of` is how many were
 * asked, for messages.
 */
export async function draftPlan(
  request: PlanRequest,
  world: Pick<PlanningWorld, 'cssm' | 'clock' | 'storeMs' | 'digest'>,
  readings: readonly Reading[],
  of = readings.length,
): Promise<PlanDraft> {
  const { options, target } = request;
  const selected = readings.filter(isRead);
  const failed = readings.flatMap((reading) =>
    isRead(reading) ? [] : [noteOf(reading.device.address.deviceId, reading.failure)],
  );
  const takesOver = request.follows?.takesOver ?? new Map<string, string>();
  const sorted = sortOut(selected, target, options.saveForeign, takesOver);
  const unreadable = [...failed, ...sorted.unreadable];
  const balanceAtMs = world.storeMs?.() ?? world.clock.wallMs();
  const balance = await plannedBalance(sorted.changing, target, world.cssm, options);
  const refusals = [
    ...refuseUnreadable(unreadable, of, request.skipUnreadable),
    ...refuseFeatureLoss(sorted.changing, target, options.acceptFeatureLoss),
    ...balance.refusals,
  ];
  const isPlan = refusals.length === 0 && sorted.changing.length > 0;
  const skipped = request.skipUnreadable ? unreadable : [];
  return {
    plan: isPlan
      ? assemble(request, world, sorted.changing, { rows: balance.rows, atMs: balanceAtMs })
      : null,
    refusals,
    selected: selected.length,
    leftOut: [...sorted.leftOut, ...skipped],
    warnings: sorted.warnings,
    unreadable,
    balance: balance.rows,
  };
}

/** A dead switch must not go unnoticed, and must not hold up the others: the person decides. */
function refuseUnreadable(
  unreadable: readonly DeviceNote[],
  of: number,
  isSkipped: boolean,
): readonly Refusal[] {
  if (unreadable.length === 0 || isSkipped) return [];
  const names = listDevices(unreadable.map(({ device }) => device));
  const others = of - unreadable.length;
  return [
    {
      code: 'DEVICES_UNREADABLE',
      text: `${unreadable.length} of ${switches(of)} could not be read: ${names}.`,
      hint:
        others > 0
          ? `Repair them, or plan the other ${others} with --skip-unreadable.`
          : 'Repair them first.',
    },
  ];
}

function assemble(
  request: PlanRequest,
  world: Pick<PlanningWorld, 'clock' | 'digest'>,
  changing: readonly Changing[],
  balance: { readonly rows: Plan['balance']; readonly atMs: number },
): Plan {
  const { options, target, domainBy } = request;
  const ordered = spreadDomains(changing, domainBy);
  const waves = waveSizes(request.waves, changing.length);
  const failureBudget = request.failureBudget ?? defaultFailureBudget(changing.length);
  const { follows } = request;
  const content: Omit<Plan, 'hash'> = {
    schema: 'liclab.plan/1',
    target,
    select: request.select,
    ...(follows === undefined ? {} : { follows: { rollout: follows.rollout, as: follows.as } }),
    options,
    wavesText: request.waves,
    waves,
    exposure: request.exposure ?? (options.strict ? failureBudget : defaultExposure(waves)),
    failureBudget,
    maxUnavailable: request.maxUnavailable ?? MAX_UNAVAILABLE,
    domainBy,
    verdicts: VERDICTS,
    devices: ordered.map((device, index) => planDevice(device, index, request)),
    balance: balance.rows,
    messages: plannedMessages(changing, target, options),
    madeAt: rfc3339(world.clock.wallMs()),
    ...(options.withoutBalance ? {} : { balanceAtMs: Math.round(balance.atMs) }),
  };
  return { ...content, hash: planHash(content, world.digest) };
}

function planDevice(
  changing: Changing,
  index: number,
  { target, domainBy, follows }: PlanRequest,
): PlanDevice {
  const { device, identity, from } = changing;
  const takesOver = follows?.takesOver.get(device.address.deviceId);
  return {
    index,
    address: device.address,
    serials: identity.serials.toSorted(),
    members: identity.members.map(({ slot, serial, model }) => ({ slot, serial, model })),
    from,
    site: device.site,
    domain: domainOf(changing, domainBy),
    account: device.account,
    virtualAccount: device.virtualAccount,
    licenses: licensesAfter(changing, target),
    added: addedLicenses(changing, target) ?? [],
    ...(takesOver === undefined ? {} : { takesOver }),
  };
}
