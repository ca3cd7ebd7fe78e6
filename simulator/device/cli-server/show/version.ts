import { activeMember, chassisMembers, presentMembers } from '../../model/members.ts';
import { chassisMac, colonMac } from '../../model/addresses.ts';
import type { DeviceState } from '../../model/state.ts';
import { clockDate, uptimeText } from '../../model/time-text.ts';
import type { Member } from '../../../../core/model/device.ts';
import { type InterfaceType, INTERFACE_TYPES, type Platform, portCount } from '../../platforms/platform.ts';
import { platformOf } from '../../platforms/catalog.ts';
import { legacyTrust } from '../../model/legacy-status.ts';
import { legacyWord } from './license-legacy.ts';
import { storageLines } from './storage.ts';
import { technologyPackage } from './technology-package.ts';

/** The control processor is up before the system calls itself up. */
const PROCESSOR_AHEAD_MS = 120_000;

/** `show version`, in the layout of captures from 16.9.3 to 17.18 (9300 and 9500). */
export function showVersion(state: DeviceState, nowMs: number): readonly string[] {
  const { facts, boot } = state;
  const { release } = facts;
  const [platform] = facts.platforms;
  const active = activeMember(state.members);
  if (platform === undefined || active === undefined) return [];
  const upMs = nowMs - boot.bootTimeMs;
  const codename = release.codename === '' ? '' : ` [${release.codename}],`;
  return [
    `Cisco IOS XE Software, Version ${release.paddedVersion}`,
    `Cisco IOS Software${codename} Catalyst L3 Switch Software (${platform.image}), Version ${release.version}, RELEASE SOFTWARE (fc1)`,
    'Technical Support: http://www.cisco.com/techsupport',
    `Copyright (c) 1986-${release.year} by Cisco Systems, Inc.`,
    `Compiled ${release.compiled}`,
    '',
    '',
    ...NOTICE,
    '',
    '',
    'ROM: IOS-XE ROMMON',
    `BOOTLDR: System Bootstrap, Version ${release.rommon}`,
    '',
    `${state.running.hostname} uptime is ${uptimeText(upMs)}`,
    `Uptime for this control processor is ${uptimeText(upMs + PROCESSOR_AHEAD_MS)}`,
    `System returned to ROM by ${boot.reason} at ${clockDate(boot.beganMs)}`,
    `System restarted at ${clockDate(boot.bootTimeMs)}`,
    `System image file is "${platform.flash}packages.conf"`,
    `Last reload reason: ${boot.reason}`,
    '',
    '',
    '',
    ...SIMULATED,
    '',
    '',
    ...technologyPackage(state),
    '',
    '',
    `Smart Licensing Status: ${licensingStatus(state, nowMs)}`,
    '',
    ...hardware(state, platform, active),
    '',
    ...boards(state, active),
    ...(platform.hasSwitchTable ? ['', '', ...switchTable(state, platform), ''] : []),
    ...otherUnits(state)
      .filter(() => platform.assembly !== 'chassis')
      .flatMap((member) => otherSwitch(state, member, upMs)),
    '',
    'Configuration register is 0x102',
    '',
  ];
}

const NOTICE = [
  'Cisco IOS-XE software, Copyright (c) 2005 and later by cisco Systems, Inc.',
  'This output comes from a simulator: no Cisco software runs here.',
];

/** Where a switch prints its export notice. */
const SIMULATED = ['This is a simulated switch of Catalyst License Lab.'];

/** Captured of legacy: UNREGISTERED/EVAL EXPIRED and REGISTERED/EVAL EXPIRED; the other pairs follow. */
function licensingStatus(state: DeviceState, nowMs: number): string {
  const { release } = state.facts;
  if (release.licensing === 'policy') return release.policyStatus;
  const registration = legacyTrust(state, nowMs) === null ? 'UNREGISTERED' : 'REGISTERED';
  return `${registration}/${legacyWord(state, nowMs)}`;
}

function hardware(state: DeviceState, platform: Platform, active: Member): readonly string[] {
  const [memory, shared] = platform.memoryKb;
  return [
    `cisco ${active.model} (X86) processor with ${memory}K/${shared}K bytes of memory.`,
    `Processor board ID ${active.serial}`,
    '1 Virtual Ethernet interface',
    ...interfaceCounts(state),
    `${platform.nvramKb}K bytes of non-volatile configuration memory.`,
    `${platform.physicalKb}K bytes of physical memory.`,
    ...storageLines(platform, otherUnits(state)),
  ];
}

/** Units besides the active one: switches, or the standby supervisor. */
function otherUnits({ members }: DeviceState): readonly Member[] {
  const active = activeMember(members);
  return presentMembers(members).filter((member) => member.slot !== active?.slot);
}

const INTERFACE_WORDS: Readonly<Record<InterfaceType, string>> = {
  GigabitEthernet: 'Gigabit Ethernet',
  TwoGigabitEthernet: '2.5 Gigabit Ethernet',
  TenGigabitEthernet: 'Ten Gigabit Ethernet',
  TwentyFiveGigE: 'TwentyFive Gigabit Ethernet',
  FortyGigabitEthernet: 'Forty Gigabit Ethernet',
  HundredGigE: 'Hundred Gigabit Ethernet',
  AppGigabitEthernet: '',
};

function interfaceCounts(state: DeviceState): readonly string[] {
  const ranges = chassisMembers(state.members).flatMap((member) => platformOf(member.model).ports);
  return INTERFACE_TYPES.flatMap((type) => {
    const count = ranges.filter((range) => range.type === type).reduce((sum, range) => sum + range.count, 0);
    const words = INTERFACE_WORDS[type];
    return count === 0 || words === '' ? [] : [`${count} ${words} interfaces`];
  });
}

function boards(state: DeviceState, member: Member): readonly string[] {
  const platform = platformOf(member.model);
  const rows: readonly (readonly [string, string])[] = [
    ['Base Ethernet MAC Address', colonMac(chassisMac(state.facts, member.slot))],
    ['Motherboard Assembly Number', platform.motherboard],
    ['Motherboard Serial Number', `FOC${member.serial.slice(3)}`],
    ['Model Revision Number', 'A0'],
    ['Motherboard Revision Number', 'A0'],
    ['Model Number', member.model],
    ['System Serial Number', member.serial],
  ];
  return rows.map(([name, value]) => `${name.padEnd(35)}: ${value}`);
}

function switchTable(state: DeviceState, platform: Platform): readonly string[] {
  const { release } = state.facts;
  const version = release.switchTableVersion === 'plain' ? release.version : release.paddedVersion;
  return [
    'Switch Ports Model              SW Version        SW Image              Mode   ',
    '------ ----- -----              ----------        ----------            ----   ',
    ...presentMembers(state.members).map((member) => {
      const mark = member.role === 'active' ? '*' : ' ';
      const ports = String(portCount(platformOf(member.model))).padEnd(5);
      const place = `${mark}${String(member.slot).padStart(5)} ${ports}`;
      return `${place} ${member.model.padEnd(18)} ${version.padEnd(17)} ${platform.image.padEnd(21)} INSTALL`;
    }),
  ];
}

function otherSwitch(state: DeviceState, member: Member, upMs: number): readonly string[] {
  return [
    '',
    `Switch ${String(member.slot).padStart(2, '0')}`,
    '---------',
    `Switch uptime                      : ${uptimeText(upMs)} `,
    '',
    ...boards(state, member),
  ];
}
