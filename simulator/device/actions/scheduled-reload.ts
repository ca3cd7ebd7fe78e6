import type { Chassis } from '../chassis.ts';
import type { ScheduledReload } from '../model/scheduled-reload.ts';
import { clockDate } from '../model/time-text.ts';
import { requestReload } from './reload.ts';

/** Terminals are warned so long before. Assumed: IOS warns at falling distances. */
const WARNINGS_MS = [300_000, 60_000];

/** Schedules a reload; an earlier one is replaced. */
export function scheduleReload(
  chassis: Chassis,
  scheduled: ScheduledReload,
  session: number,
  user: string,
): void {
  const nowMs = chassis.now();
  chassis.dispatch({ type: 'scheduled', scheduled });
  const isMine = () => chassis.state.scheduled === scheduled;
  const moments = `for ${clockDate(scheduled.dueMs)} at ${clockDate(nowMs)} by ${scheduled.by}`;
  chassis.log('SYS-5-SCHEDULED_RELOAD', `Reload requested ${moments}. Reload Reason: ${scheduled.reason}.`);
  for (const warningMs of WARNINGS_MS) {
    const inMs = scheduled.dueMs - warningMs - nowMs;
    if (inMs <= 0) continue;
    chassis.setTimer('reload warning', inMs, () => {
      if (isMine()) chassis.broadcast(`--- SHUTDOWN in 0:0${warningMs / 60_000}:00 ---`);
    });
  }
  chassis.setTimer('scheduled reload', scheduled.dueMs - nowMs, () => {
    if (!isMine()) return;
    chassis.dispatch({ type: 'scheduled', scheduled: null });
    requestReload(chassis, { via: 'cli', session, user }, { cli: 'reload' }, scheduled.reason, true);
  });
}

/** Takes a scheduled reload back; false when there was none. */
export function cancelReload(chassis: Chassis): boolean {
  if (chassis.state.scheduled === null) return false;
  chassis.dispatch({ type: 'scheduled', scheduled: null });
  chassis.log(
    'SYS-5-SCHEDULED_RELOAD_CANCELLED',
    `Scheduled reload cancelled at ${clockDate(chassis.now())}`,
  );
  chassis.broadcast('--- SHUTDOWN ABORTED ---');
  return true;
}
