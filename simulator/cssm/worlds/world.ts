import type { CssmOptionsInput } from '../options.ts';
import type { AccountSpec } from '../account-spec.ts';

/** Smart Accounts that are ready made, with names and quantities as a company has them. All of it is made up. */
export interface World {
  /** What a lab file calls it. */
  readonly name: string;
  /** One sentence for a list. */
  readonly about: string;
  readonly accounts: readonly AccountSpec[];
  /** How CSSM behaves in it, unless the lab file says otherwise. */
  readonly options: CssmOptionsInput;
}

/** From a usage report to its acknowledgement in a world of some size: Cisco says "several minutes". */
export const SLOW_ACK: CssmOptionsInput = { ackDelayMs: 180_000 };
