import type { BootRanges, Platform, PortRange } from './platform.ts';

/**
 * Boot durations of the 9300. Assumed: no 9300 figure was found; 6-10 minutes and two more for a stack follow the
 * measured 9200L (365 s) and 9500 (357-422 s) and the stack discovery of 120 s.
 */
const BOOT: BootRanges = {
  sshMs: [360_000, 600_000],
  stackMs: 120_000,
  netconfMs: [30_000, 120_000],
  syncMs: [5_000, 60_000],
};

/** Network module C9300-NM-8X and the built-in application port, as the captured 9300-24P shows them. */
const UPLINKS: readonly PortRange[] = [
  { type: 'GigabitEthernet', module: 1, count: 4, first: 1 },
  { type: 'TenGigabitEthernet', module: 1, count: 8, first: 1 },
  { type: 'FortyGigabitEthernet', module: 1, count: 2, first: 1 },
  { type: 'TwentyFiveGigE', module: 1, count: 2, first: 1 },
  { type: 'AppGigabitEthernet', module: 0, count: 1, first: 1 },
];

const COMMON = {
  stackName: 'c93xx Stack',
  assembly: 'stack',
  membersMax: 8,
  memoryKb: [1333273, 6147],
  physicalKb: 8388608,
  nvramKb: 2048,
  flash: 'flash:',
  image: 'CAT9K_IOSXE',
  hasSwitchTable: true,
  hardwareVersion: 'V02',
  motherboard: '73-18271-03',
  softwareId: 'regid.2017-05.com.cisco.C9300,v1_727af1d9-6c39-4444-b301-863f81445b72',
  oui: '00b6.70',
  boot: BOOT,
} as const;

function front(...ranges: readonly PortRange[]): readonly PortRange[] {
  return [...ranges, ...UPLINKS];
}

const GIGABIT_24 = front({ type: 'GigabitEthernet', module: 0, count: 24, first: 1 });
const GIGABIT_48 = front({ type: 'GigabitEthernet', module: 0, count: 48, first: 1 });
const MULTIGIGABIT_24 = front({ type: 'TenGigabitEthernet', module: 0, count: 24, first: 1 });
const MULTIGIGABIT_48 = front(
  { type: 'TwoGigabitEthernet', module: 0, count: 36, first: 1 },
  { type: 'TenGigabitEthernet', module: 0, count: 12, first: 37 },
);

/** Catalyst 9300 switches. 24-port models count on the `-24` entitlements, 48-port models on the `-48` ones. */
export const C9300: readonly Platform[] = [
  { ...COMMON, model: 'C9300-24T', entitlementFamily: 'C9300-24', ports: GIGABIT_24 },
  { ...COMMON, model: 'C9300-24P', entitlementFamily: 'C9300-24', ports: GIGABIT_24 },
  { ...COMMON, model: 'C9300-24U', entitlementFamily: 'C9300-24', ports: GIGABIT_24 },
  { ...COMMON, model: 'C9300-24UX', entitlementFamily: 'C9300-24', ports: MULTIGIGABIT_24 },
  { ...COMMON, model: 'C9300-48T', entitlementFamily: 'C9300-48', ports: GIGABIT_48 },
  { ...COMMON, model: 'C9300-48P', entitlementFamily: 'C9300-48', ports: GIGABIT_48 },
  { ...COMMON, model: 'C9300-48U', entitlementFamily: 'C9300-48', ports: GIGABIT_48 },
  { ...COMMON, model: 'C9300-48UXM', entitlementFamily: 'C9300-48', ports: MULTIGIGABIT_48 },
];
