import type { BootRanges, Platform, PortRange } from './platform.ts';

/** Assumed: no duration of a chassis was found; as the 9300, with the standby's start where there are two supervisors. */
const BOOT: BootRanges = {
  sshMs: [360_000, 600_000],
  stackMs: 120_000,
  netconfMs: [30_000, 120_000],
  syncMs: [5_000, 60_000],
};

/** One chassis with one or two supervisors; `members: 2` of a lab file means two supervisors. */
const COMMON = {
  assembly: 'chassis',
  membersMax: 2,
  nvramKb: 32768,
  flash: 'bootflash:',
  image: 'CAT9K_IOSXE',
  hasSwitchTable: false,
  hardwareVersion: 'V02',
  boot: BOOT,
} as const;

/** Supervisor 1XL, memory as a boot console of a C9407R prints it; ports of two line cards with 48 each. */
const C9400 = {
  ...COMMON,
  entitlementFamily: 'C9400',
  stackName: 'Chassis',
  memoryKb: [3861717, 6147],
  physicalKb: 16777216,
  motherboard: '73-17892-05',
  softwareId: 'regid.2017-05.com.cisco.C9400,v1_ad928212-d182-407e-ac85-29e213602efa',
  oui: 'e4aa.5d',
} as const;

function sup(first: number, second: number): NonNullable<Platform['supervisor']> {
  return { model: 'C9400-SUP-1XL', slots: [first, second] };
}

function cards(slots: readonly number[], supervisors: readonly number[]): readonly PortRange[] {
  return [
    ...slots.map((slot) => ({ type: 'GigabitEthernet', module: 0, count: 48, first: 1, slot }) as const),
    ...supervisors.map(
      (slot) => ({ type: 'TenGigabitEthernet', module: 0, count: 8, first: 1, slot }) as const,
    ),
  ];
}

/** Catalyst 9400 and 9600: modular chassis. */
export const CHASSIS: readonly Platform[] = [
  { ...C9400, model: 'C9404R', supervisor: sup(2, 3), ports: cards([1, 4], [2, 3]) },
  { ...C9400, model: 'C9407R', supervisor: sup(3, 4), ports: cards([1, 2], [3, 4]) },
  { ...C9400, model: 'C9410R', supervisor: sup(5, 6), ports: cards([1, 2], [5, 6]) },
  {
    ...COMMON,
    model: 'C9606R',
    entitlementFamily: 'C9600',
    stackName: 'Chassis',
    supervisor: { model: 'C9600-SUP-1', slots: [3, 4] },
    ports: [
      { type: 'HundredGigE', module: 0, count: 24, first: 1, slot: 1 },
      { type: 'HundredGigE', module: 0, count: 24, first: 1, slot: 5 },
    ],
    memoryKb: [5769224, 6147],
    physicalKb: 33554432,
    motherboard: '73-18351-04',
    softwareId: 'regid.2018-10.com.cisco.C9600,1.0_8efb7c5b-26eb-4f25-8a23-1e5b2f24bc76',
    oui: 'bcd2.95',
  },
];
