import type { Chassis } from '../../chassis.ts';
import { isNetconfOn } from '../../model/config.ts';
import { candidateMode, isNetconfUp } from '../../model/state.ts';
import { yangDate } from '../../model/time-text.ts';

/** Sessions of the NETCONF server with the lock that each holds. */
function sessionsOf(chassis: Chassis) {
  const { lock } = chassis;
  const candidate = chassis.state.candidate.lock;
  return chassis.sessions().flatMap(({ number, service, info }) =>
    service !== 'netconf' || info === undefined
      ? []
      : [
          {
            number,
            user: info.user,
            sinceMs: info.loginMs,
            rpcs: info.inRpcs,
            errors: info.outRpcErrors,
            lock: lock?.session === number ? 'R' : candidate?.session === number ? 'C' : 'None',
          },
        ],
  );
}

const LEGEND = [
  'R: Global-lock on running datastore',
  'C: Global-lock on candidate datastore',
  'S: Global-lock on startup datastore',
  '',
];

/** Where simulated clients come from: the lab is one machine. */
const SOURCE = '127.0.0.1';

/** `show netconf-yang sessions`. */
export function showNetconfSessions(chassis: Chassis): readonly string[] {
  const sessions = sessionsOf(chassis);
  if (sessions.length === 0) return ['There are no active sessions', ''];
  return [
    ...LEGEND,
    `Number of sessions : ${sessions.length}`,
    '',
    'session-id  transport    username             source-host            global-lock',
    '-'.repeat(80),
    ...sessions.map(
      ({ number, user, lock }) =>
        `${String(number).padEnd(12)}netconf-ssh  ${user.padEnd(21)}${SOURCE.padEnd(24)}${lock}`,
    ),
    '',
  ];
}

/** `show netconf-yang sessions detail`. */
export function showNetconfSessionsDetail(chassis: Chassis): readonly string[] {
  const sessions = sessionsOf(chassis);
  if (sessions.length === 0) return ['There are no active sessions', ''];
  return [
    ...LEGEND,
    `Number of sessions     : ${sessions.length}`,
    '',
    ...sessions.flatMap(({ number, user, sinceMs, rpcs, errors, lock }) => [
      `session-id             : ${number}`,
      'transport              : netconf-ssh',
      `username               : ${user}`,
      `source-host            : ${SOURCE}`,
      `login-time             : ${yangDate(sinceMs)}`,
      `in-rpcs                : ${rpcs}`,
      'in-bad-rpcs            : 0',
      `out-rpc-errors         : ${errors}`,
      'out-notifications      : 0',
      `global-lock            : ${lock}`,
      '',
    ]),
  ];
}

/** `show netconf-yang statistics`. */
export function showNetconfStatistics(chassis: Chassis): readonly string[] {
  const { rpcs, errors, sessions } = chassis.netconfCounts;
  return [
    `netconf-start-time  : ${yangDate(chassis.state.boot.bootTimeMs)}`,
    `in-rpcs             : ${rpcs}`,
    'in-bad-rpcs         : 0',
    `out-rpc-errors      : ${errors}`,
    'out-notifications   : 0',
    `in-sessions         : ${sessions}`,
    'dropped-sessions    : 0',
    'in-bad-hellos       : 0',
    '',
  ];
}

/** `show netconf-yang datastores`: each with the lock on it. */
export function showNetconfDatastores(chassis: Chassis): readonly string[] {
  const { lock, state } = chassis;
  const held = (name: string, by: { readonly session: number; readonly sinceMs: number } | null) => [
    `Datastore Name             : ${name}`,
    ...(by === null
      ? []
      : [
          `Globally Locked By Session : ${by.session}`,
          `Globally Locked Time       : ${yangDate(by.sinceMs)}`,
        ]),
  ];
  const candidate = candidateMode(state) === 'off' ? [] : held('candidate', state.candidate.lock);
  return [...held('running', lock), ...candidate, ''];
}

const ALGORITHMS = [
  'netconf-yang ssh hostkey algorithms: rsa-sha2-256,rsa-sha2-512,ssh-rsa',
  'netconf-yang ssh encryption algorithms: aes128-ctr,aes192-ctr,aes256-ctr,aes128-cbc,aes256-cbc',
  'netconf-yang ssh MAC algorithms: hmac-sha2-256,hmac-sha2-512,hmac-sha1',
  'netconf-yang ssh KEX algorithms: diffie-hellman-group14-sha1,diffie-hellman-group14-sha256,ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521,diffie-hellman-group16-sha512',
];

/** `show netconf-yang status`; the long form from 17.12 on. */
export function showNetconfStatus({ state }: Chassis): readonly string[] {
  const isOn = isNetconfOn(state.running) ? 'enabled' : 'disabled';
  const candidate = candidateMode(state) === 'off' ? 'disabled' : 'enabled';
  const { announcesIosXe } = state.facts.release.netconf;
  if (announcesIosXe) {
    return [
      `netconf-yang: ${isOn}`,
      'netconf-yang ssh port: 830',
      `netconf-yang candidate-datastore: ${candidate}`,
      '',
    ];
  }
  return [
    `netconf-yang: ${isOn}`,
    `netconf-yang candidate-datastore: ${candidate}`,
    'netconf-yang side-effect-sync: enabled',
    'netconf-yang ssh port: 830',
    'netconf-yang turbocli: disabled',
    ...ALGORITHMS,
    '',
  ];
}

const DAEMONS = ['confd', 'nesd', 'syncfd', 'ncsshd', 'dmiauthd', 'nginx', 'ndbmand', 'pubd', 'gnmib'];
const OFF = new Set(['gnmib']);

/** `show platform software yang-management process`. */
export function showYangProcesses({ state }: Chassis): readonly string[] {
  return DAEMONS.map((name) => {
    const isRunning = !OFF.has(name) && (isNetconfUp(state) || name === 'nginx' || name === 'pubd');
    return `${name.padEnd(17)}: ${isRunning ? 'Running' : 'Not Running'}`;
  }).concat('');
}

/** `show platform software yang-management process state`. */
export function showYangProcessStates({ state }: Chassis): readonly string[] {
  const isUp = isNetconfUp(state);
  const isSynced = state.phase === 'ready';
  return [
    `Confd Status: ${isUp ? 'Started' : 'Not Running'}`,
    '',
    '',
    'Process              Status              State',
    '-'.repeat(55),
    ...DAEMONS.slice(1).map((name) => {
      const isRunning = !OFF.has(name) && (isUp || name === 'nginx' || name === 'pubd');
      const plain = ['ncsshd', 'nginx', 'gnmib'].includes(name);
      const label = plain ? 'Not Applicable' : !isUp ? 'Down' : isSynced ? 'Active' : 'Init';
      return `${name.padEnd(21)}${(isRunning ? 'Running' : 'Not Running').padEnd(20)}${label}`;
    }),
    '',
  ];
}
