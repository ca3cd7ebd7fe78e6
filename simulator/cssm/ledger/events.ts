import type {
  AccountStatus,
  GoneAnswer,
  Lot,
  OnPremState,
  ReportingPolicy,
  RoleGrant,
  Udi,
  Used,
} from './state.ts';

/** Part of a lot that goes to another Virtual Account, as a lot of its own. */
export interface LotPiece {
  readonly lot: string;
  readonly quantity: number;
  /** Id of the lot that it becomes. */
  readonly as: string;
}

/** A change of the ledger. Domains are lower case; licenses are named as CSSM lists them. */
export type LedgerChange =
  | {
      readonly type: 'account-opened';
      readonly domain: string;
      readonly id: number;
      readonly name: string;
      readonly accountType: 'CUSTOMER' | 'HOLDING';
      readonly status: AccountStatus;
      readonly goneAnswer: GoneAnswer;
    }
  | {
      readonly type: 'account-status';
      readonly domain: string;
      readonly status: AccountStatus;
      readonly goneAnswer: GoneAnswer;
    }
  | {
      readonly type: 'virtual-account-opened';
      readonly domain: string;
      readonly id: number;
      readonly name: string;
      readonly description: string;
      readonly access: string;
      readonly isDefault: boolean;
    }
  | {
      readonly type: 'virtual-account-closed';
      readonly domain: string;
      readonly name: string;
      /** Takes what is left in it; null when it was empty. */
      readonly transferTo: string | null;
    }
  | { readonly type: 'virtual-account-default'; readonly domain: string; readonly name: string }
  | {
      readonly type: 'roles-set';
      readonly domain: string;
      readonly user: string;
      readonly roles: readonly RoleGrant[];
    }
  | { readonly type: 'policy-set'; readonly domain: string; readonly policy: ReportingPolicy }
  | {
      readonly type: 'alert-raised';
      readonly domain: string;
      readonly id: string;
      readonly name: string;
      readonly source: string;
    }
  | { readonly type: 'alert-cleared'; readonly domain: string; readonly id: string }
  | { readonly type: 'on-prem-set'; readonly domain: string; readonly onPrem: OnPremState | null }
  | {
      readonly type: 'deposited';
      readonly domain: string;
      readonly virtualAccount: string;
      readonly lot: Lot;
    }
  | {
      readonly type: 'expired';
      readonly domain: string;
      readonly virtualAccount: string;
      readonly lots: readonly string[];
      /** Last day on which they counted. */
      readonly end: string;
    }
  | {
      readonly type: 'withdrawn';
      readonly domain: string;
      readonly virtualAccount: string;
      readonly lot: string;
      readonly quantity: number;
    }
  | {
      readonly type: 'transferred';
      readonly domain: string;
      readonly from: string;
      readonly to: string;
      readonly pieces: readonly LotPiece[];
    }
  | {
      readonly type: 'reserved';
      readonly domain: string;
      readonly virtualAccount: string;
      readonly license: string;
      /** All that is reserved now, not the difference. */
      readonly quantity: number;
    }
  | {
      readonly type: 'token-created';
      readonly token: string;
      readonly domain: string;
      readonly virtualAccount: string;
      readonly description: string;
      readonly expiresAt: number;
      readonly usesMax: number | null;
      readonly exportControlled: boolean;
    }
  | { readonly type: 'token-revoked'; readonly token: string }
  | {
      readonly type: 'trusted';
      readonly uuid: string;
      readonly domain: string;
      readonly virtualAccount: string;
      readonly hostname: string;
      readonly udis: readonly Udi[];
      readonly release: string;
      /** Null: the lab made the device with trust already in place. */
      readonly token: string | null;
    }
  | {
      readonly type: 'reported';
      readonly uuid: string;
      readonly report: number;
      readonly hostname: string;
      readonly udis: readonly Udi[];
      readonly release: string;
      readonly usage: readonly Used[];
      /** Identities of the RUM reports in it; absent: the device's own exchange, which numbers none. */
      readonly rums?: readonly string[];
    }
  | { readonly type: 'acknowledged'; readonly uuid: string; readonly report: number }
  | {
      readonly type: 'authorized';
      readonly uuid: string;
      /** All that is authorized to the device now, not the difference. */
      readonly authorized: readonly Used[];
    }
  | { readonly type: 'instance-moved'; readonly uuid: string; readonly to: string }
  | { readonly type: 'instance-removed'; readonly uuid: string };

/** A change that happened: numbered without gaps from 1, at a moment of the simulator's wall clock. */
export type LedgerEvent = LedgerChange & { readonly seq: number; readonly at: number };

/** One kind of change. */
export type ChangeOf<Type extends LedgerChange['type']> = Extract<LedgerChange, { readonly type: Type }>;
