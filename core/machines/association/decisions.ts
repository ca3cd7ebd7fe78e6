/** What a look at a switch, and its answer to a trust, mean for its association. */
import type { LicensingValues, TrustLooked } from '../../ports/licensing.ts';
import { finding, type Next } from '../table-machine.ts';
import type { AssociationState } from './state.ts';

type Decision = Next<AssociationState>;

/** The first look: who answers, and whether it belongs there already. */
export function looked(state: AssociationState, found: TrustLooked): Decision {
  const { belongs, serials, counters } = found;
  const stated = state.stated.join(', ');
  if (stated !== '' && stated !== serials.join(', ')) {
    const message = `expected serials ${stated}, got ${serials.join(', ')}`;
    return { to: 'IDENTITY_MISMATCH', failure: finding('IDENTITY_SERIALS', message) };
  }
  const set = { serials, before: counters };
  return belongs ? { to: 'REPORTING_AS_IS', set } : { to: 'TOKEN_INTENT', set };
}

/** The switch's own word on the trust. */
export function trusted(_state: AssociationState, { result, words }: LicensingValues['trust']): Decision {
  switch (result) {
    case 'trusted':
    case 'already':
      return { to: 'REPORTING' };
    case 'unheard':
      return { to: 'TRUST_LOOKING' };
    case 'rejected':
    case 'unanswered':
    case 'refused':
      return { to: 'NOT_TRUSTED', failure: finding('NOT_TRUSTED', `${result} ${words}`.trimEnd()) };
  }
}

/** The look after a trust whose end nobody saw. */
export function lookedAgain(_state: AssociationState, found: TrustLooked): Decision {
  if (found.belongs) return { to: 'REPORTING' };
  switch (found.moved) {
    case 'rejected':
    case 'unanswered': {
      const message = `${found.moved} ${found.words}`.trimEnd();
      return { to: 'NOT_TRUSTED', failure: finding('NOT_TRUSTED', message) };
    }
    case 'good':
      return { to: 'INDETERMINATE', failure: ELSEWHERE };
    case 'none':
    case null:
      return { to: 'TARGET_LOOKING' };
  }
}

const ELSEWHERE = finding(
  'TRUST_UNDECIDED',
  'the switch trusted somebody meanwhile, and does not show the account that was asked for',
  'Look at "show license status" on the switch, then associate it again.',
);

const GOOD_REPORTS: ReadonlySet<string> = new Set(['acknowledged', 'accepted']);

/** The report of a switch that belonged there already: one that was removed at CSSM is trusted anew. */
export function reportedAsIs(state: AssociationState, said: LicensingValues['usage-report']): Decision {
  return said.isForgotten ? { to: 'TOKEN_INTENT', set: { isAnew: true } } : reported(state, said);
}

/** The report, by which CSSM gets to know the switch. */
export function reported(
  _state: AssociationState,
  { result, words }: LicensingValues['usage-report'],
): Decision {
  if (GOOD_REPORTS.has(result)) return { to: 'SEEN_LOOKING' };
  const message = `its report: ${result} ${words}`.trimEnd();
  return { to: 'UNREPORTED', failure: finding('NOT_REPORTED', message) };
}
