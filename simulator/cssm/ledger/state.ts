/**
 * What CSSM knows, as plain data. Only `apply.ts` changes it, event by event, so a past moment is had by folding fewer
 * events. Sources of the ideas: `reference/cssm.md` 3.
 */

/** States besides `active` are our words: only `Active` is a public literal (cssm.md 8). */
export type AccountStatus = 'pending' | 'active' | 'deactivated' | 'deleted';

/** How calls about an account that is gone are answered: HTTP 200 with ERROR, 403, or 404. All three are plausible (cssm.md 8). */
export type GoneAnswer = 'error' | 'forbidden' | 'not-found';

/** `licenseType` values seen in public clients (cssm.md 1.5). */
export type LotType = 'PERPETUAL' | 'TERM' | 'DEMO' | 'STANDARD';

/** One purchase. Days are `2026-01-31`, both included; null means without that end. */
export interface Lot {
  readonly id: string;
  readonly license: string;
  readonly type: LotType;
  readonly quantity: number;
  readonly start: string | null;
  readonly end: string | null;
  readonly subscription: string | null;
}

/** A quantity of one license, by CSSM's name for it. */
export interface Used {
  readonly license: string;
  readonly quantity: number;
}

/** Identity of one chassis: product id and serial number. */
export interface Udi {
  readonly pid: string;
  readonly serial: string;
}

/** A Virtual Account with what it holds. */
export interface VirtualAccountState {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  /** `PUBLIC` or `RESTRICTED`. */
  readonly access: string;
  isDefault: boolean;
  readonly lots: Map<string, Lot>;
  /** Identifiers of its product instances, in the order they came. */
  readonly instances: Set<string>;
  /** Per license, summed over the instances. */
  readonly inUse: Map<string, number>;
  readonly reserved: Map<string, number>;
}

/** Roles of an account [D, C S12] (`reference/cssm.md` 3.3). Those of a Smart Account hold in all of its Virtual Accounts. */
export const ROLES = [
  'Smart Account Administrator',
  'Smart Account User',
  'Smart Account Viewer',
  'Virtual Account Administrator',
  'Virtual Account User',
  'Virtual Account Viewer',
] as const;

/** One role of a user; `virtualAccount` is null for roles of the whole Smart Account. */
export interface RoleGrant {
  readonly role: (typeof ROLES)[number];
  readonly virtualAccount: string | null;
}

/** Days until a report is due: the first one, the ones after it, and one after a change. 0: none is asked for. */
export interface ReportingDays {
  readonly first: number;
  readonly frequency: number;
  readonly onChange: number;
}

/** What CSSM asks of devices, sent with every acknowledgement (`reference/cssm.md` 3.6). */
export interface ReportingPolicy {
  readonly name: string;
  readonly isAckRequired: boolean;
  readonly perpetual: ReportingDays;
  readonly subscription: ReportingDays;
  readonly enforced: ReportingDays;
  readonly exported: ReportingDays;
}

/** An alert that no rule derives: somebody or something raised it. */
export interface RaisedAlert {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly raisedAt: number;
}

/** An SSM On-Prem that mirrors an account: when Cisco's access token was last fetched, and when it last synchronized. */
export interface OnPremState {
  readonly name: string;
  readonly authorizedAt: number;
  readonly synchronizedAt: number;
}

/** A Smart Account. */
export interface SmartAccountState {
  readonly id: number;
  readonly domain: string;
  readonly name: string;
  readonly type: 'CUSTOMER' | 'HOLDING';
  status: AccountStatus;
  goneAnswer: GoneAnswer;
  readonly virtualAccounts: Map<string, VirtualAccountState>;
  policy: ReportingPolicy;
  /** By user name, lower case. */
  readonly roles: Map<string, readonly RoleGrant[]>;
  readonly alerts: Map<string, RaisedAlert>;
  onPrem: OnPremState | null;
}

/** A usage report that was taken and not yet processed. */
export interface WaitingReport {
  readonly report: number;
  readonly usage: readonly Used[];
}

/** A licensed device. A stack is one instance with several UDIs, shown under the first. */
export interface InstanceState {
  readonly uuid: string;
  readonly domain: string;
  virtualAccount: string;
  hostname: string;
  udis: readonly Udi[];
  release: string;
  readonly registeredAt: number;
  lastContactAt: number;
  /** As of the last report that was acknowledged. */
  usage: readonly Used[];
  acknowledged: number;
  /** When the last acknowledgement was made; null before the first. */
  acknowledgedAt: number | null;
  /** Identities of the RUM reports taken last, oldest first: they are not taken twice. */
  rums: readonly string[];
  /** Authorized to this device: restricted and reserved licenses, held until they are returned. */
  authorized: readonly Used[];
  waiting: readonly WaitingReport[];
}

/** A registration token: lets devices trust one Virtual Account. */
export interface TokenState {
  readonly token: string;
  readonly domain: string;
  readonly virtualAccount: string;
  readonly description: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Null: any number. */
  readonly usesMax: number | null;
  readonly exportControlled: boolean;
  uses: number;
  isRevoked: boolean;
}

/** Everything. */
export interface LedgerState {
  /** Number of the last event folded in. */
  seq: number;
  idsMade: number;
  lotsMade: number;
  reportsMade: number;
  alertsMade: number;
  readonly accounts: Map<string, SmartAccountState>;
  readonly instances: Map<string, InstanceState>;
  readonly tokens: Map<string, TokenState>;
  /** Instances that a serial belongs to; more than one after a trust with another account. */
  readonly bySerial: Map<string, readonly string[]>;
  /** Serial -> instance that was removed; until the device is trusted anew. */
  readonly removed: Map<string, string>;
}

/** Nothing yet. */
export function emptyLedger(): LedgerState {
  return {
    seq: 0,
    idsMade: 0,
    lotsMade: 0,
    reportsMade: 0,
    alertsMade: 0,
    accounts: new Map(),
    instances: new Map(),
    tokens: new Map(),
    bySerial: new Map(),
    removed: new Map(),
  };
}

/** The account of a domain, in whatever state; undefined when there never was one. */
export function findAccount(state: LedgerState, domain: string): SmartAccountState | undefined {
  return state.accounts.get(domain.toLowerCase());
}

/** The instance of that account to which any of the serials belongs. */
export function findInstance(
  state: LedgerState,
  domain: string,
  serials: readonly string[],
): InstanceState | undefined {
  for (const serial of serials) {
    for (const uuid of state.bySerial.get(serial) ?? []) {
      const instance = state.instances.get(uuid);
      if (instance?.domain === domain.toLowerCase()) return instance;
    }
  }
  return undefined;
}
