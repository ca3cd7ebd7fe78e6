import { expiringIn } from '../licenses/index.ts';
import type { RaiseAlarms } from './contract.ts';

/** Farthest look: the first alarm. */
const DAYS = 90;

/** Logs each term that comes near its end once per alarm (90, 30, 7, 0 days). */
export function loggedAlarms(): RaiseAlarms {
  const told = new Set<string>();
  return async ({ account, snapshot, nowMs, log }) => {
    for (const { license, virtualAccount, quantity, end, daysLeft, alarm } of expiringIn(
      snapshot,
      nowMs,
      DAYS,
    )) {
      const key = JSON.stringify([account, virtualAccount, license, end, alarm]);
      if (told.has(key)) continue;
      told.add(key);
      log.write('warn', 'license.expiring', {
        account,
        virtualAccount,
        license,
        quantity,
        end,
        daysLeft,
        alarm,
      });
    }
  };
}
