import { z } from 'zod';
import { checkShape, count, date, someText, text, whole } from './fields.ts';
import type { JsonObject } from './json.ts';
import type { Page } from './page-walk.ts';

/** A purchase inside a pool. */
export interface PoolLot {
  /** `PERPETUAL`, `TERM`, `DEMO`, `STANDARD` were seen. */
  readonly type: string;
  readonly quantity: number;
  /** First and last day, `2019-05-20`; null for perpetual. */
  readonly start: string | null;
  readonly end: string | null;
  readonly subscription: string;
  readonly status: string;
}

/** All licenses of one name in one Virtual Account. */
export interface LicensePool {
  readonly virtualAccount: string;
  readonly license: string;
  readonly quantity: number;
  readonly inUse: number;
  readonly reserved: number;
  /** Bought and not deposited yet (`pendingQuantity`); 0 where CSSM does not say. */
  readonly pending: number;
  /** Quantity minus in use minus reserved as CSSM states it; its sign in a shortage is not public. */
  readonly available: number;
  /** `PREPAID` or `USAGE`. */
  readonly billing: string;
  readonly isCompliant: boolean;
  readonly lots: readonly PoolLot[];
  readonly substitutions: readonly {
    readonly license: string;
    readonly substituted: string;
    readonly quantity: number;
  }[];
}

const lot = z.object({
  licenseType: text,
  quantity: count,
  startDate: date,
  endDate: date,
  subscriptionId: text,
  status: text,
});
const substitution = z.object({ licenseName: text, substitutedLicense: text, substitutedQuantity: count });
const page = z.object({
  totalRecords: count,
  licenses: z.array(
    z.object({
      license: someText,
      virtualAccount: someText,
      quantity: count,
      inUse: count,
      available: whole,
      reserved: count.nullish(),
      pendingQuantity: count.nullish(),
      status: text,
      billingType: text,
      licenseDetails: z.array(lot).nullish(),
      licenseSubstitutions: z.array(substitution).nullish(),
    }),
  ),
});

/** Answer of `POST /v1/accounts/{domain}/licenses`. */
export function decodePools(body: JsonObject): Page<LicensePool> {
  const { totalRecords, licenses } = checkShape(page, body, 'list of licenses');
  return { total: totalRecords, rows: licenses.map(poolOf) };
}

/** Tells the rows of one pull apart. */
export function poolKey(pool: LicensePool): string {
  return JSON.stringify([pool.virtualAccount, pool.license, pool.billing]);
}

function poolOf(row: z.output<typeof page>['licenses'][number]): LicensePool {
  return {
    virtualAccount: row.virtualAccount,
    license: row.license,
    quantity: row.quantity,
    inUse: row.inUse,
    reserved: row.reserved ?? 0,
    pending: row.pendingQuantity ?? 0,
    available: row.available,
    billing: row.billingType,
    isCompliant: row.status.toLowerCase() === 'in compliance',
    lots: (row.licenseDetails ?? []).map((part) => ({
      type: part.licenseType,
      quantity: part.quantity,
      start: part.startDate,
      end: part.endDate,
      subscription: part.subscriptionId,
      status: part.status,
    })),
    substitutions: (row.licenseSubstitutions ?? []).map((part) => ({
      license: part.licenseName,
      substituted: part.substitutedLicense,
      quantity: part.substitutedQuantity,
    })),
  };
}
