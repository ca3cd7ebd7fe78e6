import type { DeviceState } from '../../model/state.ts';
import { activeMember, chassisMembers } from '../../model/members.ts';
import { uptimeText } from '../../model/time-text.ts';

/** `show redundancy`. Layout after Cisco's manuals; no capture. */
export function showRedundancy(state: DeviceState, nowMs: number): readonly string[] {
  const { release, platforms } = state.facts;
  const standby = state.members.find(({ role, state: own }) => role === 'standby' && own === 'ready');
  const active = activeMember(state.members);
  const up = uptimeText(nowMs - state.boot.bootTimeMs);
  const image = `Cisco IOS Software [${release.codename}], Catalyst L3 Switch Software (${platforms[0]?.image ?? ''}), Version ${release.version}, RELEASE SOFTWARE (fc1)`;
  const boot = `BOOT = ${platforms[0]?.flash ?? 'flash:'}packages.conf;`;
  const processor = (location: string, slot: number, word: string): readonly string[] => [
    field(location, `slot ${slot}`),
    field('Current Software state', word),
    field('Uptime in current state', up),
    field('Image Version', image),
    `                          ${boot}`,
    field('Configuration register', '0x102'),
    '',
  ];
  return [
    'Redundant System Information :',
    '------------------------------',
    field('Available system uptime', up),
    field('Switchovers system experienced', '0'),
    field('Standby failures', '0'),
    field('Last switchover reason', 'none'),
    '',
    field('Hardware Mode', standby === undefined ? 'Simplex' : 'Duplex'),
    field('Configured Redundancy Mode', 'sso'),
    field('Operating Redundancy Mode', standby === undefined ? 'Non-redundant' : 'sso'),
    field('Maintenance Mode', 'Disabled'),
    field('Communications', standby === undefined ? 'Down      Reason: Failure' : 'Up'),
    '',
    'Current Processor Information :',
    '-------------------------------',
    ...processor('Active Location', active?.slot ?? 1, 'ACTIVE'),
    'Peer Processor Information :',
    '----------------------------',
    ...(standby === undefined
      ? ["Peer (slot: 0) information is not available because it is in 'DISABLED' state", '']
      : processor('Standby Location', standby.slot, 'STANDBY HOT')),
  ];
}

function field(name: string, value: string): string {
  return `${name.padStart(30)} = ${value}`;
}

/** `show boot`, per chassis. Layout after Cisco's manuals; no capture. */
export function showBoot({ members, facts }: DeviceState): readonly string[] {
  const flash = facts.platforms[0]?.flash ?? 'flash:';
  const line = '-'.repeat(27);
  return chassisMembers(members).flatMap(({ slot }) => [
    line,
    `Switch ${slot}`,
    line,
    'Current Boot Variables:',
    `BOOT variable = ${flash}packages.conf;`,
    '',
    'Boot Variables on next reload:',
    `BOOT variable = ${flash}packages.conf;`,
    'Manual Boot = no',
    'Enable Break = no',
    'Boot Mode = DEVICE',
    'iPXE Timeout = 0',
    '',
  ]);
}
