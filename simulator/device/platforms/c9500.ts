import type { BootRanges, Platform } from './platform.ts';

/** 357 s (48Y4C) and 422 s (40X) were measured on StackWise Virtual pairs, with SSH shortly before the end. */
const BOOT: BootRanges = {
  sshMs: [360_000, 600_000],
  stackMs: 120_000,
  netconfMs: [30_000, 120_000],
  syncMs: [5_000, 60_000],
};

/** Two of a kind form a StackWise Virtual pair: two chassis with a serial each, one configuration. */
const COMMON = {
  assembly: 'virtual',
  membersMax: 2,
  image: 'CAT9K_IOSXE',
  hardwareVersion: 'V02',
  softwareId: 'regid.2017-05.com.cisco.C9500,v1_7435cf27-0075-4bfb-b67c-b42f3054e82a',
  boot: BOOT,
} as const;

/** The 9500 "high performance" models: bootflash, more memory, no table of switches in `show version`. */
const HIGH = {
  ...COMMON,
  stackName: 'c95xx Virtual Stack',
  physicalKb: 16010152,
  nvramKb: 32768,
  flash: 'bootflash:',
  hasSwitchTable: false,
  motherboard: '73-18812-03',
  oui: 'a0b4.39',
} as const;

/** Catalyst 9500. */
export const C9500: readonly Platform[] = [
  {
    ...COMMON,
    model: 'C9500-40X',
    entitlementFamily: 'C9500-40X',
    stackName: 'c95xx Stack',
    ports: [
      { type: 'TenGigabitEthernet', module: 0, count: 40, first: 1 },
      { type: 'TenGigabitEthernet', module: 1, count: 8, first: 1 },
      { type: 'FortyGigabitEthernet', module: 1, count: 2, first: 1 },
    ],
    memoryKb: [1419496, 6147],
    physicalKb: 16777216,
    nvramKb: 2048,
    flash: 'flash:',
    hasSwitchTable: true,
    motherboard: '73-18140-03',
    oui: '0cd0.f8',
  },
  {
    ...HIGH,
    model: 'C9500-48Y4C',
    entitlementFamily: 'C9500-48Y4C',
    ports: [
      { type: 'TwentyFiveGigE', module: 0, count: 48, first: 1 },
      { type: 'HundredGigE', module: 0, count: 4, first: 49 },
    ],
    memoryKb: [1867864, 6147],
  },
  {
    ...HIGH,
    model: 'C9500-32QC',
    entitlementFamily: 'C9500-32QC',
    ports: [
      { type: 'FortyGigabitEthernet', module: 0, count: 32, first: 1 },
      { type: 'HundredGigE', module: 0, count: 16, first: 33 },
    ],
    memoryKb: [1867864, 6147],
  },
];
