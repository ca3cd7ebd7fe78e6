import { isLicenseLabError } from '../../core/errors.ts';
import { balanceOf } from '../../core/model/balance.ts';
import type { Balance, DeviceNow, Pool } from '../../core/model/balance.ts';
import type { Level } from '../../core/model/level.ts';
import type { BalanceRow, PlanDevice, PlanOptions } from '../../core/model/plan.ts';
import type { Refusal } from './draft.ts';
import type { Changing } from './sort-out.ts';
import { listDevices } from './words.ts';

/** Reads the licenses of a Virtual Account. `reserved` counts what running rollouts were promised. */
export interface PoolReader {
  pools(account: string, virtualAccount: string): Promise<readonly Pool[]>;
}

/** Licenses before and after, and why they do not allow the plan. */
export interface PlannedBalance {
  readonly rows: readonly BalanceRow[];
  readonly refusals: readonly Refusal[];
}

/** Compares what the plan needs with what every Virtual Account owns. Not read with `withoutBalance`. */
export async function plannedBalance(
  changing: readonly Changing[],
  target: Level,
  reader: PoolReader | null,
  options: Pick<PlanOptions, 'withoutBalance' | 'allowOveruse'>,
): Promise<PlannedBalance> {
  if (options.withoutBalance || changing.length === 0) return { rows: [], refusals: [] };
  if (reader === null)
    return refused('BALANCE_NO_CSSM', 'The inventory names no CSSM, so the licenses cannot be counted.');
  const homeless = changing.filter(({ device }) => device.account === null || device.virtualAccount === null);
  if (homeless.length > 0) {
    const names = listDevices(homeless.map(({ device }) => device.address.deviceId));
    return refused('BALANCE_NO_ACCOUNT', `The inventory states no account and virtualAccount for ${names}.`);
  }
  const groups = Map.groupBy(changing, ({ device }) =>
    JSON.stringify([device.account, device.virtualAccount]),
  );
  const parts: PlannedBalance[] = [];
  for (const group of groups.values())
    parts.push(await balanceOfGroup(group, target, reader, options.allowOveruse));
  return { rows: parts.flatMap(({ rows }) => rows), refusals: parts.flatMap(({ refusals }) => refusals) };
}

/** Licenses that the change of one switch adds to those it uses now; null where its models are not known. */
export function addedLicenses(device: Changing, target: Level): PlanDevice['licenses'] | null {
  const { rows, unknownModels } = balanceOf([nowOf(device)], target, []);
  if (unknownModels.length > 0) return null;
  return rows.flatMap(({ license, before, after }) =>
    after > before ? [{ license, quantity: after - before }] : [],
  );
}

/** Licenses that CSSM must show for one switch afterwards; empty where its models are not known. */
export function licensesAfter(device: Changing, target: Level): PlanDevice['licenses'] {
  const { rows } = balanceOf([nowOf(device)], target, []);
  return rows.filter((row) => row.after > 0).map(({ license, after }) => ({ license, quantity: after }));
}

async function balanceOfGroup(
  group: readonly Changing[],
  target: Level,
  reader: PoolReader,
  allowOveruse: boolean,
): Promise<PlannedBalance> {
  const account = group[0]?.device.account ?? '';
  const virtualAccount = group[0]?.device.virtualAccount ?? '';
  const pools = await poolsOf(reader, account, virtualAccount);
  if (typeof pools === 'string') return refused('BALANCE_UNREADABLE', pools);
  const balance = balanceOf(group.map(nowOf), target, pools);
  if (balance.unknownModels.length > 0) {
    return refused(
      'BALANCE_MODEL_UNKNOWN',
      `The licenses of these models are not known: ${balance.unknownModels.join(', ')}.`,
    );
  }
  const rows = balance.rows.map((row) => rowOf(account, virtualAccount, row));
  return { rows, refusals: allowOveruse ? [] : shortages(rows) };
}

/** The pools, or why they could not be read. */
async function poolsOf(
  reader: PoolReader,
  account: string,
  virtualAccount: string,
): Promise<readonly Pool[] | string> {
  try {
    return await reader.pools(account, virtualAccount);
  } catch (error) {
    if (!isLicenseLabError(error)) throw error;
    return `The licenses of ${account} / ${virtualAccount} could not be read: ${error.message}`;
  }
}

function shortages(rows: readonly BalanceRow[]): readonly Refusal[] {
  return rows
    .filter((row) => row.short > 0)
    .map((row) => ({
      code: 'LICENSES_SHORT',
      text:
        `${row.account} / ${row.virtualAccount} has ${row.quantity} of "${row.license}"; ` +
        `${row.inUseAfter} would be in use: ${row.short} short.`,
      hint: 'Add licenses to the Virtual Account, change fewer switches, or consent with --allow-overuse.',
    }));
}

function rowOf(account: string, virtualAccount: string, row: Balance['rows'][number]): BalanceRow {
  const { license, quantity, inUseBefore, inUseAfter, reserved, promised, short } = row;
  return { account, virtualAccount, license, quantity, inUseBefore, inUseAfter, reserved, promised, short };
}

function nowOf({ identity, preflight, from }: Changing): DeviceNow {
  const members = preflight.members.length > 0 ? preflight.members : identity.members;
  // Empty is not a value: a switch that lists no license in use is counted by its level.
  return { members, level: from, usage: preflight.usage.length > 0 ? preflight.usage : null };
}

function refused(code: string, text: string): PlannedBalance {
  return {
    rows: [],
    refusals: [{ code, text, hint: 'Plan with --without-balance to go on without counting licenses.' }],
  };
}
