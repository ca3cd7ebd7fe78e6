import type { GoneAnswer } from './ledger/index.ts';

/** How long CSSM takes, in milliseconds of the lab's clock. */
export interface CssmLatency {
  /** For each request, and so for each page. */
  readonly baseMs: number;
  /** For each row of an answer: a big account takes minutes, however it is cut into pages. */
  readonly perRowMs: number;
  /** For each KiB of an answer. */
  readonly perKibMs: number;
  /** For each license in a summary, which is added up from all instances. */
  readonly summaryMs: number;
  /** Part by which each delay varies, 0 to 1: 0.1 is 90 to 110 %. */
  readonly jitter: number;
  /** A device's request and its answer. */
  readonly deviceMs: number;
}

/** A client of the northbound API. */
export interface CssmApiClient {
  readonly id: string;
  readonly secret: string;
  /** Whose roles count; absent: a service, which may everything. */
  readonly user?: string | undefined;
  /** False: no API is subscribed; tokens are issued and every call is `403 Invalid Client`. Default true. */
  readonly isSubscribed?: boolean | undefined;
  /** Until it is propagated, from the start of the lab (Cisco: up to about 30 min). Default 0. */
  readonly liveAfterMs?: number | undefined;
}

/** A person who may sign in by the password grant. */
export interface CssmUser {
  readonly name: string;
  readonly password: string;
}

/** Observed oddities (`reference/cssm.md` 1.3), on by default; off for the debugging of a client. */
export interface CssmQuirks {
  /** `isDefault` is the text "true" or "false" in v1, `default` in PnP too. */
  readonly textBooleans: boolean;
  /** `poll_id` has 17 to 18 digits, beyond 2^53. */
  readonly unsafeIds: boolean;
  /** `productInstacesRemoveRequests` and `vitualAccounts` are spelt as in the service. */
  readonly misspeltKeys: boolean;
  /** "None" stands where null is meant. */
  readonly noneTexts: boolean;
  /** Values of the newer device list carry blanks around them. */
  readonly paddedValues: boolean;
}

/** Every oddity off. */
export const CLEAN_QUIRKS: CssmQuirks = {
  textBooleans: false,
  unsafeIds: false,
  misspeltKeys: false,
  noneTexts: false,
  paddedValues: false,
};

/** Everything about CSSM that a lab may set. */
export interface CssmOptions {
  readonly latency: CssmLatency;
  /** From a usage report to its acknowledgement, when the usage counts. Cisco's takes minutes. */
  readonly ackDelayMs: number;
  /** From a request for authorization codes to their being there; evidently short [I, S1]. */
  readonly authorizationDelayMs: number;
  /** What CSSM recommends between two polls; 300 was recorded. */
  readonly pollIntervalS: number;
  readonly clients: readonly CssmApiClient[];
  readonly users: readonly CssmUser[];
  /** Requests of one client; null: no limit. Cisco's numbers are not public. */
  readonly rateLimit: { readonly perSecond: number; readonly burst: number } | null;
  /** How calls about an account that is gone are answered, unless its deletion says otherwise. */
  readonly goneAnswer: GoneAnswer;
  /** Life of an access token; 3599 s was recorded. */
  readonly accessTokenLifeMs: number;
  /** Life of a token of SSM On-Prem; not public, 8 h assumed. */
  readonly onPremTokenLifeMs: number;
  /** Usage reports whose signature does not fit their bytes are refused (C21). Our own scheme for `builtin`: `device/rum.ts`. */
  readonly checkSignatures: boolean;
  readonly quirks: CssmQuirks;
}

/**
 * Small enough for a lab of 24 switches (a full pull takes about a second, an acknowledgement ten), and minutes for a big
 * account: 5,000 product instances take 200 s. Rate limit and latency are assumed (`reference/cssm.md` 8).
 */
export const CSSM_DEFAULTS: CssmOptions = {
  latency: { baseMs: 150, perRowMs: 40, perKibMs: 0, summaryMs: 100, jitter: 0.1, deviceMs: 300 },
  ackDelayMs: 10_000,
  authorizationDelayMs: 1_000,
  pollIntervalS: 300,
  clients: [{ id: 'lab', secret: 'lab-only-secret' }],
  users: [],
  rateLimit: { perSecond: 10, burst: 20 },
  goneAnswer: 'error',
  accessTokenLifeMs: 3_599_000,
  onPremTokenLifeMs: 28_800_000,
  checkSignatures: false,
  quirks: { textBooleans: true, unsafeIds: true, misspeltKeys: true, noneTexts: true, paddedValues: true },
};

/** Options of which anything may be left out. */
export type CssmOptionsInput = Partial<Omit<CssmOptions, 'latency' | 'quirks'>> & {
  readonly latency?: Partial<CssmLatency>;
  readonly quirks?: Partial<CssmQuirks>;
};

/** The options with what was left out. */
export function withDefaults(options: CssmOptionsInput = {}): CssmOptions {
  return {
    ...CSSM_DEFAULTS,
    ...options,
    latency: { ...CSSM_DEFAULTS.latency, ...options.latency },
    quirks: { ...CSSM_DEFAULTS.quirks, ...options.quirks },
  };
}

/** Options with those of `over` in place of the same ones, latencies and quirks one by one. */
export function overlaid(options: CssmOptionsInput, over: CssmOptionsInput = {}): CssmOptionsInput {
  return {
    ...options,
    ...over,
    latency: { ...options.latency, ...over.latency },
    quirks: { ...options.quirks, ...over.quirks },
  };
}
