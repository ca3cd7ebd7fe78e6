/** A fault as it was asked for. Scripted faults are consumed in order, then behaviour is normal again. */
export interface FaultRequest {
  /** Registered name, e.g. `netconf.lying-ok`. */
  readonly fault: string;
  /** `ID`, `site:X`, `cssm:ACCOUNT` or `*`. */
  readonly target: string;
  /** How often it happens; absent: once. */
  readonly times?: number;
  /** Chance in (0, 1] that a matching moment counts; absent: 1. */
  readonly probability?: number;
  /** Protocol moment: only for this rpc, CLI line prefix or HTTP path, and with `chunk` after that chunk of the reply. */
  readonly after?: {
    readonly rpc?: string;
    readonly cli?: string;
    readonly http?: string;
    readonly chunk?: number;
  };
  /** Parameters of the fault, checked by its schema. */
  readonly params?: Readonly<Record<string, unknown>>;
}

/** The moment at which code asks whether a fault happens now. */
export interface FaultMoment {
  /** Device id, or `cssm`. */
  readonly device: string;
  /** Device that sends what CSSM gets; absent: the agent, or nobody. */
  readonly from?: string | undefined;
  readonly site?: string | undefined;
  readonly account?: string | undefined;
  readonly rpc?: string;
  readonly cli?: string;
  readonly http?: string;
  readonly chunk?: number;
}

/** A fault that happens now. */
export interface ActiveFault {
  readonly fault: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What device and CSSM code asks. Taking a fault consumes one of its times; null means behave normally. */
export interface Faults {
  take(fault: string, moment: FaultMoment): ActiveFault | null;
}
