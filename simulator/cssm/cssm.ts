import type { Clock } from '../../core/ports/clock.ts';
import type { Random } from '../../core/ports/random.ts';
import type { CssmLink } from '../device/contract.ts';
import type { Faults } from '../faults/contract.ts';
import type { GroundJournal } from '../journal/journal.ts';
import { createCssmControl } from './control/desk.ts';
import type { CssmControlDesk } from './control/desk.ts';
import { acknowledgeLater } from './device/acknowledge.ts';
import { createCssmLink, createDeviceExchange } from './device/exchange.ts';
import { createLedger } from './ledger/index.ts';
import type { Ledger, LedgerSettings } from './ledger/index.ts';
import { withDefaults } from './options.ts';
import type { CssmOptionsInput } from './options.ts';
import { createPolls } from './routes/csw/polls.ts';
import { createHandler } from './routes/handler.ts';
import type { CssmHandler } from './routes/http.ts';
import { ledgerOf } from './world.ts';
import type { AccountSpec } from './account-spec.ts';

/** What a simulated CSSM is made of. */
export interface CssmSettings {
  readonly accounts: readonly AccountSpec[];
  readonly clock: Clock;
  readonly random: Random;
  readonly faults: Faults;
  readonly journal: GroundJournal;
  /** What is left out is as in `CSSM_DEFAULTS`. */
  readonly options?: CssmOptionsInput;
  /** How the ledger outlives the process; with a past the accounts are not made anew. Default: it does not. */
  readonly kept?: Pick<LedgerSettings, 'past' | 'keep'>;
}

/** A simulated CSSM. It has no socket: `server.ts` and `memory-http.ts` bring requests to {@link Cssm.handle}. */
export interface Cssm {
  readonly handle: CssmHandler;
  /** The way from devices of this process. */
  readonly link: CssmLink;
  readonly control: CssmControlDesk;
  readonly ledger: Ledger;
}

/** Makes CSSM with the accounts of a lab; `CSSM_WORLD` when they cannot be made. */
export function createCssm(settings: CssmSettings): Cssm {
  const { accounts, clock, random, faults, journal, options, kept = {} } = settings;
  const settled = withDefaults(options);
  const past = kept.past ?? null;
  const first = random.split('cssm');
  const ledger =
    past === null ? ledgerOf(accounts, settled.goneAnswer, clock.wallMs(), first, kept) : createLedger(kept);
  // What goes on must not draw the same identifiers again.
  const own = past === null ? first : first.split(`after event ${ledger.state.seq}`);
  const polls = createPolls(own.split('polls'), settled.quirks.unsafeIds);
  const parts = { ledger, clock, random: own, faults, journal, options: settled, polls };
  const exchange = createDeviceExchange(parts);
  for (const { uuid, domain, waiting } of ledger.state.instances.values()) {
    for (const { report } of waiting) acknowledgeLater(parts, domain, uuid, report);
  }
  return {
    handle: createHandler(parts, exchange),
    link: createCssmLink(exchange, parts),
    control: createCssmControl(parts),
    ledger,
  };
}
