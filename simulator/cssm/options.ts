import type { GoneAnswer } from './ledger/index.ts';

/** How long CSSM takes, in milliseconds of the lab's clock. */
export interface CssmLatency {
  /** For each request. */
  readonly baseMs: number;
  /** For each row of an answer: a big account takes minutes, however it is cut into pages. */
  readonly perRowMs: number;
  /** Part by which each delay varies, 0 to 1: 0.1 is 90 to 110 %. */
  readonly jitter: number;
  /** A device's request and its answer. */
  readonly deviceMs: number;
}

/** A client of the northbound API. */
export interface CssmApiClient {
  readonly id: string;
  readonly secret: string;
}

/** Everything about CSSM that a lab may set. */
export interface CssmOptions {
  readonly latency: CssmLatency;
  /** From a usage report to its acknowledgement, when the usage counts. Cisco's takes minutes. */
  readonly ackDelayMs: number;
  readonly clients: readonly CssmApiClient[];
  /** Requests of one client; null: no limit. Cisco's numbers are not public. */
  readonly rateLimit: { readonly perSecond: number; readonly burst: number } | null;
  /** How calls about an account that is gone are answered, unless its deletion says otherwise. */
  readonly goneAnswer: GoneAnswer;
  /** Life of an access token; 3599 s was recorded. */
  readonly accessTokenLifeMs: number;
  /** Observed oddities, on by default; off for the debugging of a client. */
  readonly quirks: {
    /** `isDefault` is the text "true" or "false". */
    readonly textBooleans: boolean;
  };
}

/**
 * Small enough for a lab of 24 switches (a full pull takes about a second, an acknowledgement ten), and minutes for a big
 * account: 5,000 product instances take 200 s. Rate limit and latency are assumed (`reference/cssm.md` 8).
 */
export const CSSM_DEFAULTS: CssmOptions = {
  latency: { baseMs: 150, perRowMs: 40, jitter: 0.1, deviceMs: 300 },
  ackDelayMs: 10_000,
  clients: [{ id: 'lab', secret: 'lab-only-secret' }],
  rateLimit: { perSecond: 10, burst: 20 },
  goneAnswer: 'error',
  accessTokenLifeMs: 3_599_000,
  quirks: { textBooleans: true },
};

/** The options with what was left out. */
export function withDefaults(
  options: Partial<Omit<CssmOptions, 'latency'>> & { readonly latency?: Partial<CssmLatency> } = {},
): CssmOptions {
  return { ...CSSM_DEFAULTS, ...options, latency: { ...CSSM_DEFAULTS.latency, ...options.latency } };
}
