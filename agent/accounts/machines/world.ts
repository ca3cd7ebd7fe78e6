import type { Clock } from '../../../core/ports/clock.ts';
import type { Digest } from '../../../core/ports/digest.ts';
import type { LicensingCall, LicensingEffect, LicensingOp } from '../../../core/ports/licensing.ts';
import type { Outcome } from '../../../core/machine.ts';
import type { Address } from '../../../core/ports/network.ts';
import type { CssmClient } from '../../cssm/index.ts';
import type { Conversation } from '../../drivers/device/conversation.ts';
import type { OpenChange } from '../balance.ts';
import type { Documents } from '../documents.ts';
import type { Progress, Publisher } from '../progress.ts';
import type { ReadInstances } from './shared-instances.ts';
import type { TokenVault } from './token-vault.ts';

/** What the effects of associations, transfers and synchronizations are performed with. */
export interface EffectWorld {
  readonly documents: Documents;
  readonly cssm: CssmClient;
  readonly clock: Clock;
  /** Unscaled: signs of life. */
  readonly beatClock: Clock;
  readonly digest: Digest;
  /** One CLI session for `talk`; rejects when the switch could not be spoken with. */
  readonly speak: <Value>(
    address: Address,
    deadlineMs: number,
    talk: (talk: Conversation) => Promise<Value>,
  ) => Promise<Value>;
  /** Changes of levels that have begun and not ended. */
  readonly openChanges: () => Promise<readonly OpenChange[]>;
  /** Told of every page of a pull. */
  readonly onProgress: (account: string, progress: Progress) => void;
}

/** The world and what a process keeps between effects. */
export interface Performing extends EffectWorld {
  readonly tokens: TokenVault;
  readonly instances: ReadInstances;
  /** Pulls that are complete and not yet in the history, by account. */
  readonly publishers: Map<string, Publisher>;
}

/** The effect of one operation. */
export type EffectOf<Op extends LicensingOp> = Extract<LicensingEffect, { readonly op: Op }>;

/** Performs one operation; `done` may be called in the same tick, the port sees to it that it is later. */
export type Performer<Op extends LicensingOp> = (
  world: Performing,
  effect: EffectOf<Op>,
  mayWrite: LicensingCall['mayWrite'],
  done: (outcome: Outcome) => void,
) => void;
