import type { SmartAccountState, VirtualAccountState } from '../ledger/index.ts';
import type { CssmParts } from '../parts.ts';
import type { Fields } from './fields.ts';
import type { CssmResponse } from './http.ts';
import type { Rights } from './rights.ts';

/** What an operation answers, and how many rows of a list that is: rows take time. */
export interface Answered {
  readonly response: CssmResponse;
  readonly rows: number;
  /** Licenses that were added up for it; absent: none. */
  readonly summarized?: number;
}

/** What an operation gets. */
export interface Call {
  readonly parts: CssmParts;
  /** Present moment, milliseconds since 1970-01-01 UTC, and its day. */
  readonly at: number;
  readonly today: string;
  /** Parts of the path by name, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body; empty for GET. */
  readonly fields: Fields;
  /** The body as it came: numbers beyond 2^53 are read from here. */
  readonly text: string;
  readonly client: string;
  /** Whose roles count; null: a service. */
  readonly user: string | null;
  /** What the client may see and do in the account; in operations about nothing, in none. */
  readonly rights: Rights;
}

/** Dialects (`reference/cssm.md` 1.3): each has its envelope, its case and its paging. */
export type Dialect = 'v1' | 'csw' | 'software' | 'pnp' | 'ea';

/** One operation. `path` is a pattern below the base of its dialect: `:name` is one part of the path. */
export type Operation = {
  readonly name: string;
  readonly dialect: Dialect;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Changes something: a Viewer may not. */
  readonly isWrite?: boolean;
} & (
  | { readonly about: 'nothing'; readonly run: (call: Call) => Answered }
  /** The account of `:domain` is looked up first and is in use. */
  | { readonly about: 'account'; readonly run: (call: Call, account: SmartAccountState) => Answered }
  /** Account and Virtual Account of the X-CSW headers are looked up first and are in use. */
  | {
      readonly about: 'pool';
      readonly run: (call: Call, account: SmartAccountState, virtualAccount: VirtualAccountState) => Answered;
    }
);
