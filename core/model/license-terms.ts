import type { LicensePool } from '../wire/cssm/index.ts';

/** A purchase that ends: all lots of one license in one Virtual Account with the same subscription and last day. */
export interface LicenseTerm {
  readonly license: string;
  readonly virtualAccount: string;
  /** Empty where CSSM names none. */
  readonly subscription: string;
  readonly quantity: number;
  /** Last day, `2026-01-31`. */
  readonly end: string;
  /** Whole days (UTC) to it; negative once it is over. */
  readonly daysLeft: number;
  /** How many of the licenses in use are not covered any more once it has ended. */
  readonly shortAfter: number;
}

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** Terms of pools, the nearest end first; those that are over come with them as long as CSSM lists them. */
export function termsOf(pools: readonly LicensePool[], nowMs: number): readonly LicenseTerm[] {
  const today = Math.floor(nowMs / DAY_MS);
  const terms = new Map<string, LicenseTerm>();
  for (const { license, virtualAccount, quantity: owned, inUse, reserved, lots } of pools) {
    for (const { end, quantity, subscription } of lots) {
      const endDay = end === null ? null : dayNumber(end);
      if (end === null || endDay === null) continue;
      const daysLeft = endDay - today;
      const key = JSON.stringify([license, virtualAccount, subscription, end]);
      const ending = quantity + (terms.get(key)?.quantity ?? 0);
      // A term that is over is no part of what CSSM says is owned.
      const left = daysLeft < 0 ? owned : Math.max(0, owned - ending);
      const shortAfter = Math.max(0, inUse + reserved - left);
      terms.set(key, { license, virtualAccount, subscription, quantity: ending, end, daysLeft, shortAfter });
    }
  }
  return [...terms.values()].toSorted(
    (a, b) =>
      a.daysLeft - b.daysLeft || order(a.virtualAccount, b.virtualAccount) || order(a.license, b.license),
  );
}

/** Names a term for as long as it stands; a renewal has another last day and is another term. */
export function termKey({ license, virtualAccount, subscription, end }: LicenseTerm): string {
  return JSON.stringify([virtualAccount, license, subscription, end]);
}

/** Days of each month before, in a year without and with a leap day. */
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days since 1970-01-01 of `2026-01-31`, also with a time behind it; null when it is no day. */
export function dayNumber(text: string): number | null {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ].*)?$/.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const inMonth = (MONTH_DAYS[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
  if (year < 1970 || day < 1 || day > inMonth) return null;
  const before = MONTH_DAYS.slice(0, month - 1).reduce((sum, days) => sum + days, 0);
  const leapDay = isLeap && month > 2 ? 1 : 0;
  const leapYears = (upTo: number): number =>
    Math.floor(upTo / 4) - Math.floor(upTo / 100) + Math.floor(upTo / 400);
  return 365 * (year - 1970) + leapYears(year - 1) - leapYears(1969) + before + leapDay + day - 1;
}

/** Order of code units: the same on every machine. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
