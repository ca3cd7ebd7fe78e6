import type { SmartAccountState } from '../../ledger/index.ts';
import type { CssmParts } from '../../parts.ts';
import type { Answered } from './envelope.ts';
import type { Fields } from './fields.ts';

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
  readonly client: string;
}

/** One operation of the v1 family. `path` is a pattern: `:name` is one part of the path. */
export type Operation = {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
} & (
  | { readonly about: 'nothing'; readonly run: (call: Call) => Answered }
  /** The account of `:domain` is looked up first and is in use. */
  | { readonly about: 'account'; readonly run: (call: Call, account: SmartAccountState) => Answered }
);
