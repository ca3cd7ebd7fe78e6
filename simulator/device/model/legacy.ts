import { DAY_MS } from './time-text.ts';

/** What legacy Smart Licensing remembers besides the registration. Times are wall-clock milliseconds. */
export interface LegacyState {
  /** Evaluation used up before {@link evalSinceMs}. */
  readonly evalUsedMs: number;
  /** Since when the evaluation counts; null while registered. */
  readonly evalSinceMs: number | null;
  /** Last time CSSM answered about licenses; null: at the registration. */
  readonly contactMs: number | null;
  /** How the last try went. */
  readonly attempt: { readonly ms: number; readonly ok: boolean; readonly reason: string | null } | null;
  /** Since when CSSM says that licenses are missing; null: none are. */
  readonly oocMs: number | null;
  /** When the identity certificate was last renewed; null: at the registration. */
  readonly renewedMs: number | null;
}

/** Periods of legacy licensing. Sources: the YANG model's text, Cisco's field notice for CSCvx00521, captures. */
export const LEGACY_PERIODS = {
  /** Evaluation; believed, in no capture. */
  evaluation: 90 * DAY_MS,
  authorization: 30 * DAY_MS,
  /** Captured: twelve hours after an answer that licenses are missing. */
  outOfCompliance: 12 * 3_600_000,
  /** Without contact so long, the authorization expires. */
  deadline: 90 * DAY_MS,
  identityRenewal: 180 * DAY_MS,
  identity: 365 * DAY_MS,
} as const;

/** What a device begins with: registered, or with a fresh evaluation. */
export function initialLegacy(isRegistered: boolean, nowMs: number): LegacyState {
  return {
    evalUsedMs: 0,
    evalSinceMs: isRegistered ? null : nowMs,
    contactMs: null,
    attempt: null,
    oocMs: null,
    renewedMs: null,
  };
}

/** The state after a registration: the evaluation stands still. */
export function registered(legacy: LegacyState, nowMs: number): LegacyState {
  const { evalSinceMs, evalUsedMs } = legacy;
  const used = evalSinceMs === null ? evalUsedMs : evalUsedMs + nowMs - evalSinceMs;
  return { ...initialLegacy(true, nowMs), evalUsedMs: used };
}

/** The state after CSSM answered about licenses. */
export function authorized(legacy: LegacyState, isCompliant: boolean, nowMs: number): LegacyState {
  const attempt = { ms: nowMs, ok: true, reason: null };
  return { ...legacy, contactMs: nowMs, attempt, oocMs: isCompliant ? null : (legacy.oocMs ?? nowMs) };
}

/** The state after the end of a registration: the evaluation goes on where it stood. */
export function unregistered(legacy: LegacyState, nowMs: number): LegacyState {
  return { ...initialLegacy(false, nowMs), evalUsedMs: legacy.evalUsedMs };
}

/** The state when the power goes: the evaluation stands still, because no license is in use. */
export function poweredOff(legacy: LegacyState, nowMs: number): LegacyState {
  const { evalSinceMs, evalUsedMs } = legacy;
  if (evalSinceMs === null) return legacy;
  return { ...legacy, evalUsedMs: evalUsedMs + nowMs - evalSinceMs, evalSinceMs: null };
}

/** The state when IOS starts: without a registration the evaluation counts. */
export function started(legacy: LegacyState, isRegistered: boolean, nowMs: number): LegacyState {
  return isRegistered || legacy.evalSinceMs !== null ? legacy : { ...legacy, evalSinceMs: nowMs };
}
