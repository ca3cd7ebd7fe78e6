import { decideAcknowledgement } from '../ledger/index.ts';
import type { CssmParts } from '../parts.ts';

/**
 * Acknowledges a report when it is due: usage counts only then, and one that comes too late for its account is dropped. Faults
 * may delay it or keep it away for good (C17, C22). `done` is called when it was made. Gives the milliseconds until then, or null
 * when it never comes.
 */
export function acknowledgeLater(
  parts: CssmParts,
  account: string,
  uuid: string,
  report: number,
  { from, done }: { readonly from?: string; readonly done?: () => void } = {},
): number | null {
  const { ledger, clock, options, faults } = parts;
  const moment = { device: 'cssm', account: account.toLowerCase(), from };
  if (faults.take('cssm.ack-never', moment) !== null) return null;
  const late = faults.take('cssm.ack-late', moment)?.params['delayMs'];
  const delayMs = options.ackDelayMs + (typeof late === 'number' ? late : 0);
  clock.setTimer('cssm acknowledgement', delayMs, () => {
    ledger.record(decideAcknowledgement(ledger.state, uuid, report), clock.wallMs());
    done?.();
  });
  return delayMs;
}
