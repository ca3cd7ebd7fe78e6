import { LEGACY_PERIODS, type LegacyState } from './legacy.ts';
import type { DeviceState } from './state.ts';

/** Registration and authorization as a legacy switch sees them at a moment. */
export type LegacyStatus =
  | { readonly kind: 'eval'; readonly leftMs: number }
  | { readonly kind: 'eval-expired'; readonly expiredMs: number }
  | {
      readonly kind: 'authorized' | 'out-of-compliance' | 'authorization-expired';
      /** Since when. */
      readonly sinceMs: number;
      readonly lastMs: number;
      readonly lastOk: boolean;
      readonly reason: string | null;
      readonly nextMs: number;
      readonly deadlineMs: number;
    };

/** The registration in force; one whose certificate was not renewed for a year has ended. */
export function legacyTrust(state: DeviceState, nowMs: number): DeviceState['licensing']['trust'] {
  const { trust, legacy } = state.licensing;
  if (trust === null) return null;
  return nowMs < (legacy.renewedMs ?? trust.installedMs) + LEGACY_PERIODS.identity ? trust : null;
}

/** Where legacy licensing stands. Features keep running in every one of these states. */
export function legacyStatus(state: DeviceState, nowMs: number): LegacyStatus {
  const { licensing } = state;
  const { legacy } = licensing;
  const trust = legacyTrust(state, nowMs);
  if (trust === null || licensing.trust === null)
    return evaluation(legacy, licensing.trust?.installedMs ?? nowMs, nowMs);
  const contactMs = legacy.contactMs ?? trust.installedMs;
  const deadlineMs = contactMs + LEGACY_PERIODS.deadline;
  const isMissing = legacy.oocMs !== null;
  const period = isMissing ? LEGACY_PERIODS.outOfCompliance : LEGACY_PERIODS.authorization;
  const isExpired = nowMs >= deadlineMs;
  return {
    kind: isExpired ? 'authorization-expired' : isMissing ? 'out-of-compliance' : 'authorized',
    sinceMs: isExpired ? deadlineMs : (legacy.oocMs ?? contactMs),
    lastMs: legacy.attempt?.ms ?? contactMs,
    lastOk: legacy.attempt?.ok ?? true,
    reason: legacy.attempt?.reason ?? null,
    nextMs: contactMs + period,
    deadlineMs,
  };
}

function evaluation(
  { evalUsedMs, evalSinceMs }: LegacyState,
  fallbackMs: number,
  nowMs: number,
): LegacyStatus {
  const sinceMs = evalSinceMs ?? fallbackMs;
  const leftMs = LEGACY_PERIODS.evaluation - evalUsedMs - (nowMs - sinceMs);
  return leftMs > 0 ? { kind: 'eval', leftMs } : { kind: 'eval-expired', expiredMs: nowMs + leftMs };
}
