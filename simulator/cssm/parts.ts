import type { Clock } from '../../core/ports/clock.ts';
import type { Random } from '../../core/ports/random.ts';
import type { Faults } from '../faults/contract.ts';
import type { GroundJournal } from '../journal/journal.ts';
import type { Ledger } from './ledger/index.ts';
import type { CssmOptions } from './options.ts';
import type { Polls } from './routes/csw/polls.ts';

/** What every part of CSSM is given. */
export interface CssmParts {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly random: Random;
  readonly faults: Faults;
  readonly journal: GroundJournal;
  readonly options: CssmOptions;
  readonly polls: Polls;
}
