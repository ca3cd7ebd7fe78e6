/** What a person looks at before touching a switch: sessions with their locks, a scheduled reload, the install. */
import type { Chassis } from '../../chassis.ts';

/** `show reload`: the simulated switch schedules none. */
export function showReload(): readonly string[] {
  return ['No reload is scheduled.'];
}

const RULE = '-'.repeat(80);

/** `show install summary`: one committed image. Assumed: no capture was found. */
export function showInstallSummary({ state }: Chassis): readonly string[] {
  return [
    '[ Switch 1 ] Installed Package(s) Information:',
    'State (St): I - Inactive, U - Activated & Uncommitted,',
    '            C - Activated & Committed, D - Deactivated & Uncommitted',
    RULE,
    'Type  St   Filename/Version',
    RULE,
    `IMG   C    ${state.facts.release.version}`,
    RULE,
    'Auto abort timer: inactive',
    RULE,
  ];
}

/** `show netconf-yang sessions`. User and host of a session are not kept, so they are the lab's. */
export function showNetconfSessions(chassis: Chassis): readonly string[] {
  const holder = chassis.lock?.session ?? null;
  const sessions = chassis.sessionsOf('netconf');
  return [
    'R: Global-lock on running datastore',
    'C: Global-lock on candidate datastore',
    'S: Global-lock on startup datastore',
    '',
    `Number of sessions : ${sessions.length}`,
    '',
    'session-id  transport    username             source-host            global-lock',
    RULE,
    ...sessions.map(
      (number) =>
        `${String(number).padEnd(12)}netconf-ssh  ${chassis.spec.username.padEnd(21)}${'127.0.0.1'.padEnd(24)}${number === holder ? 'R' : 'None'}`,
    ),
  ];
}
