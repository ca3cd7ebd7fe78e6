import { DAY_MS, dayNumber } from '../../core/model/license-terms.ts';

/** The token with which an SSM On-Prem synchronizes with Cisco by itself. */
export interface SyncToken {
  /** Day on which somebody last signed in, as the inventory says. */
  readonly signedIn: string;
  /** Its last day. */
  readonly ends: string;
  /** Negative once it is over. */
  readonly daysLeft: number;
  readonly isOverdue: boolean;
}

/** Days for which an On-Prem may synchronize after somebody signed in (`reference/cssm.md` C27). */
const TOKEN_DAYS = 180;

/**
 * How the token of an On-Prem stands. Its API does not tell (none is public), so the day of the last sign-in is written into the
 * inventory by hand. Null: it is not, or is no day.
 */
export function syncTokenOf(signedIn: string | null, nowMs: number): SyncToken | null {
  const day = signedIn === null ? null : dayNumber(signedIn);
  if (signedIn === null || day === null) return null;
  const ends = new Date((day + TOKEN_DAYS) * DAY_MS).toISOString().slice(0, 10);
  const daysLeft = day + TOKEN_DAYS - Math.floor(nowMs / DAY_MS);
  return { signedIn, ends, daysLeft, isOverdue: daysLeft < 0 };
}
