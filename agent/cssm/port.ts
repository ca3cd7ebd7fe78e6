import { isLicenseLabError } from '../../core/errors.ts';
import type { LicenseLabError } from '../../core/errors.ts';
import { failureOf } from '../../core/machine.ts';
import type { Outcome } from '../../core/machine.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { CssmEffect, CssmLooked, CssmPort } from '../../core/ports/cssm.ts';
import type { Random } from '../../core/ports/random.ts';
import { isPageAnomaly, isTransient, shownUsage } from '../../core/wire/cssm/index.ts';
import type { ProductInstance } from '../../core/wire/cssm/index.ts';
import type { CssmClient } from './client.ts';

/** A look that has not ended. */
interface Waiting {
  readonly effect: CssmEffect;
  readonly end: (outcome: Outcome) => void;
  polls: number;
  lastContact: string | null;
  /** Why the last poll gave nothing; null after a good one. */
  trouble: LicenseLabError | null;
}

/** Milliseconds between the end of one reading of a Virtual Account and the next, give or take a fifth. */
const POLL_MS = 5_000;

/**
 * Looks at CSSM for level changes. All looks at one Virtual Account share its readings, because each reads the whole list:
 * a thousand switches that wait cost as much as one. A look counts only readings that began after it.
 *
 * Ends: *ok* with `seen` true, or false at the deadline; *refused* when CSSM says something that waiting does not change
 * (account gone, no permission, client refused); *unknown* when no reading succeeded by the deadline.
 */
export function createCssmPort(client: CssmClient, clock: Clock, random: Random): CssmPort {
  const places = new Map<string, Set<Waiting>>();

  function poll(key: string, looks: Set<Waiting>): void {
    const [first] = looks;
    if (first === undefined) {
      places.delete(key);
      return;
    }
    const asked = [...looks];
    const { account, virtualAccount } = first.effect;
    // Until the last of them ends: a reading nobody waits for any more does not go on.
    const withinMs = Math.max(...asked.map(({ effect }) => effect.deadlineMs));
    client.instances(account, { virtualAccounts: [virtualAccount], withinMs }, (rows) => {
      for (const look of asked) if (looks.has(look)) judge(look, rows);
      const delayMs = POLL_MS * (0.8 + 0.4 * random.next());
      clock.setTimer('cssm look', delayMs, () => poll(key, looks));
    });
  }

  return {
    perform(effect, done) {
      const key = JSON.stringify([effect.account, effect.virtualAccount]);
      const looks = places.get(key) ?? new Set();
      const deadline = clock.setTimer('cssm look deadline', effect.deadlineMs, () => {
        look.end(atDeadline(look));
      });
      const look: Waiting = {
        effect,
        polls: 0,
        lastContact: null,
        trouble: null,
        end(outcome) {
          if (!looks.delete(look)) return;
          deadline.cancel();
          done(outcome);
        },
      };
      looks.add(look);
      if (places.has(key)) return;
      places.set(key, looks);
      poll(key, looks);
    },
  };
}

function judge(look: Waiting, rows: readonly ProductInstance[] | LicenseLabError): void {
  look.polls += 1;
  if (isLicenseLabError(rows)) {
    look.trouble = rows;
    if (!mayPass(rows)) look.end({ result: 'refused', failure: failureOf(rows) });
    return;
  }
  look.trouble = null;
  const shown = shownUsage(rows, look.effect.serials, look.effect.licenses);
  look.lastContact = shown.lastContact;
  if (shown.isComplete) look.end({ result: 'ok', value: looked(look, true) });
}

/** True for what may be over at the next poll; a page that is not JSON may be that of a proxy. */
function mayPass(error: LicenseLabError): boolean {
  return isTransient(error) || isPageAnomaly(error) || error.code === 'CSSM_NOT_JSON';
}

function atDeadline(look: Waiting): Outcome {
  return look.trouble === null
    ? { result: 'ok', value: looked(look, false) }
    : { result: 'unknown', failure: failureOf(look.trouble) };
}

function looked({ polls, lastContact }: Waiting, seen: boolean): CssmLooked {
  return { seen, lastContact, polls };
}
