import type { BootRanges, Platform, PortRange } from './platform.ts';

/** Measured on a 9200L-48T-4X of 17.9.5 that stands alone: 365 s from reload to SSH. The rest as on the 9300 (assumed). */
const BOOT: BootRanges = {
  sshMs: [360_000, 420_000],
  stackMs: 120_000,
  netconfMs: [30_000, 120_000],
  syncMs: [5_000, 60_000],
};

const UPLINKS: readonly PortRange[] = [{ type: 'TenGigabitEthernet', module: 1, count: 4, first: 1 }];

/** Assumed: memory, board and software id; no capture of a 9200L's `show version` or tech support was found. */
const COMMON = {
  stackName: 'c92xx Stack',
  assembly: 'stack',
  membersMax: 8,
  memoryKb: [602217, 3071],
  physicalKb: 2097152,
  nvramKb: 2048,
  flash: 'flash:',
  image: 'CAT9K_LITE_IOSXE',
  hasSwitchTable: true,
  hardwareVersion: 'V01',
  motherboard: '73-19278-02',
  softwareId: 'regid.2018-12.com.cisco.C9200,v1_00000000-0000-4000-8000-000000009200',
  oui: '7018.a7',
  boot: BOOT,
} as const;

const GIGABIT_24: readonly PortRange[] = [
  { type: 'GigabitEthernet', module: 0, count: 24, first: 1 },
  ...UPLINKS,
];
const GIGABIT_48: readonly PortRange[] = [
  { type: 'GigabitEthernet', module: 0, count: 48, first: 1 },
  ...UPLINKS,
];

/** Catalyst 9200L: the light image, licenses counted per 24 or 48 ports. */
export const C9200: readonly Platform[] = [
  { ...COMMON, model: 'C9200L-24T-4X', entitlementFamily: 'C9200L-24', ports: GIGABIT_24 },
  { ...COMMON, model: 'C9200L-24P-4X', entitlementFamily: 'C9200L-24', ports: GIGABIT_24 },
  { ...COMMON, model: 'C9200L-48T-4X', entitlementFamily: 'C9200L-48', ports: GIGABIT_48 },
  { ...COMMON, model: 'C9200L-48P-4X', entitlementFamily: 'C9200L-48', ports: GIGABIT_48 },
];
