import { formatLevel } from '../../../../core/model/level.ts';
import { activeMember } from '../members.ts';
import { licenseDates } from '../license-dates.ts';
import type { DeviceState } from '../state.ts';
import { DAY_MS } from '../time-text.ts';
import { usageOf } from '../usage.ts';
import type { News } from './news.ts';

/** What a boot prints and logs when it enters its next phase. Texts of captured boot consoles, where they exist. */
export function consoleOf(before: DeviceState, after: DeviceState, atMs: number): readonly News[] {
  switch (after.phase) {
    case 'off':
      return [];
    case 'dead':
    case 'loading':
      return bootLoader(before, after);
    case 'starting':
      return iosStarts(after);
    case 'cli-up':
      return before.phase === 'starting' ? iosIsUp(after, atMs) : [];
    case 'syncing':
      return [log('DMI-5-SYNC_START', `${DMI} ${SYNC_START}`)];
    case 'ready':
      return isReady(before, after, atMs);
  }
}

const DMI = 'Switch 1 R0/0: dmiauthd:';
/** Assumed wording; that of the end was captured. */
const SYNC_START =
  'Synchronization of the running configuration to the NETCONF running data store has started.';
const SYNC_COMPLETE = 'The running configuration has been synchronized to the NETCONF running data store.';

function bootLoader(before: DeviceState, { boot, facts }: DeviceState): readonly News[] {
  const [platform] = facts.platforms;
  if (platform === undefined) return [];
  const going = before.phase === 'off' ? [] : [`Chassis 1 reloading, reason - ${boot.reason}`];
  const dead = boot.plan.trouble.neverReturns === true;
  return [
    ...going,
    '',
    'Initializing Hardware...',
    '',
    `System Bootstrap, Version ${facts.release.rommon}`,
    '',
    'Current ROMMON image : Primary',
    `Last reset cause     : ${boot.via === 'power' ? 'PowerOn' : 'SoftwareResetTrig'}`,
    `${platform.model} platform with ${platform.physicalKb} Kbytes of main memory`,
    '',
    'Preparing to autoboot. [Press Ctrl-C to interrupt]  0',
    `boot: attempting to boot from [${platform.flash}packages.conf]`,
    // A device that never returns stops in the boot loader (assumed).
    ...(dead ? [`boot: cannot open "${platform.flash}packages.conf"`, '', 'switch: '] : discovery(facts)),
  ].map(text);
}

function discovery({ platforms }: DeviceState['facts']): readonly string[] {
  if (platforms[0]?.assembly !== 'stack') return [];
  return platforms.length === 1
    ? ['Both links down, not waiting for other switches']
    : ['Waiting for 120 seconds for other switches to boot'];
}

function iosStarts({ facts, members }: DeviceState): readonly News[] {
  const { release } = facts;
  const [platform] = facts.platforms;
  const active = activeMember(members);
  if (platform === undefined || active === undefined) return [];
  const found = members.filter(({ state }) => state === 'ready').length;
  const all =
    found === members.length
      ? ['All switches in the stack have been discovered. Accelerating discovery']
      : [];
  return [
    ...(members.length > 1 && platform.assembly === 'stack' ? ['#'.repeat(found), ...all] : []),
    ...(platform.assembly === 'stack' ? [`Switch number is ${active.slot}`] : []),
    '',
    `Cisco IOS Software [${release.codename}], Catalyst L3 Switch Software (${platform.image}), Version ${release.version}, RELEASE SOFTWARE (fc1)`,
    '',
    'This software version supports only Smart Licensing as the software licensing mechanism.',
    '',
    `cisco ${active.model} (X86) processor with ${platform.memoryKb[0]}K/${platform.memoryKb[1]}K bytes of memory.`,
    `Processor board ID ${active.serial}`,
  ].map(text);
}

function iosIsUp(state: DeviceState, atMs: number): readonly News[] {
  const { release, platforms } = state.facts;
  const seconds = Math.round((atMs - state.boot.beganMs) / 1000);
  const image = platforms[0]?.image ?? '';
  return [
    { kind: 'console', text: '' },
    { kind: 'console', text: 'Press RETURN to get started!' },
    { kind: 'console', text: '' },
    log('SMART_LIC-6-AGENT_ENABLED', 'Smart Agent for Licensing is enabled'),
    log('SSH-5-ENABLED', 'SSH 2.0 has been enabled'),
    log(
      'SYS-5-RESTART',
      `System restarted -- Cisco IOS Software [${release.codename}], Catalyst L3 Switch Software (${image}), Version ${release.version}`,
    ),
    log('SYS-6-BOOTTIME', `Time taken to reboot after reload =  ${seconds} seconds`),
    ...usageOf(state.level, state.members).map(
      ({ tag, count }): News => ({
        kind: 'event',
        text: `SAEVT_ENDPOINT_USAGE count="${count}" entitlementTag="${tag}"`,
      }),
    ),
  ];
}

function isReady(before: DeviceState, after: DeviceState, atMs: number): readonly News[] {
  if (before.phase !== 'syncing') return [];
  const synchronized = log('DMI-5-SYNC_COMPLETE', `${DMI} ${SYNC_COMPLETE}`);
  const callHome = log('CALL_HOME-6-CALL_HOME_ENABLED', 'Call-home is enabled by Smart Agent for Licensing.');
  if (after.facts.release.licensing === 'legacy') return [synchronized, callHome];
  const days = Math.max(0, Math.floor((licenseDates(after).nextAckDeadlineMs - atMs) / DAY_MS));
  const required = log(
    'SMART_LIC-6-REPORTING_REQUIRED',
    `A Usage report acknowledgement will be required in ${days} days.`,
  );
  const level = after.level === null ? 'none' : formatLevel(after.level);
  return [
    synchronized,
    callHome,
    required,
    { kind: 'event', text: `SAEVT_PLATFORM MSG="Level in use: ${level}"` },
  ];
}

function text(line: string): News {
  return { kind: 'console', text: line };
}

function log(name: string, message: string): News {
  return { kind: 'log', name, text: message };
}
