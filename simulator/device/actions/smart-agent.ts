import type { Timer } from '../../../core/ports/clock.ts';
import type { Chassis } from '../chassis.ts';
import { legacyStatus } from '../model/legacy-status.ts';
import { LEGACY_PERIODS } from '../model/legacy.ts';
import { licenseDates } from '../model/license-dates.ts';
import { silence } from '../model/silence.ts';
import { isCliUp } from '../model/state.ts';
import { endRegistration, renewIdentity } from './trust.ts';
import { reportUsage } from './report.ts';

/** How often the agent looks whether something is due. Own choice; jobs are days apart. */
const LOOK_MS = 3_600_000;

/** After a message that failed, the next one is sent so much later. Assumed. */
const RETRY_MS = 4 * 3_600_000;

/**
 * Lets the smart agent work by itself: usage is reported at the push interval and after a change, a legacy switch renews its
 * authorization and identity. Without it messages go out only when somebody asks, which is what most labs want.
 */
export function startSmartAgent(chassis: Chassis): void {
  let notBeforeMs = 0;
  const look = (): Timer =>
    chassis.setTimer('smart agent', LOOK_MS, () => {
      const nowMs = chassis.now();
      if (nowMs >= notBeforeMs && isCliUp(chassis.state) && work(chassis, nowMs))
        notBeforeMs = nowMs + RETRY_MS;
      look();
    });
  look();
}

/** Does what is due; true when a message went out. */
function work(chassis: Chassis, nowMs: number): boolean {
  const { state } = chassis;
  if (silence(state) !== null) return false;
  if (state.facts.release.licensing === 'legacy') return renewLegacy(chassis, nowMs);
  if (nowMs < licenseDates(state).nextPushMs) return false;
  reportUsage(chassis);
  return true;
}

function renewLegacy(chassis: Chassis, nowMs: number): boolean {
  const { trust, legacy } = chassis.state.licensing;
  if (trust === null) return false;
  const renewedMs = legacy.renewedMs ?? trust.installedMs;
  if (nowMs >= renewedMs + LEGACY_PERIODS.identity) {
    endRegistration(chassis);
    return false;
  }
  if (nowMs >= renewedMs + LEGACY_PERIODS.identityRenewal) {
    renewIdentity(chassis);
    return true;
  }
  const status = legacyStatus(chassis.state, nowMs);
  if (!('nextMs' in status) || nowMs < status.nextMs) return false;
  reportUsage(chassis);
  return true;
}
