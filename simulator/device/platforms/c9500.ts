import type { Platform } from './platform.ts';

/** Catalyst 9500. Boot: 357 s and 422 s were measured on two of this family, with SSH shortly before the end. */
export const C9500: readonly Platform[] = [
  {
    model: 'C9500-40X',
    entitlementFamily: 'C9500-40X',
    stackName: 'c95xx Stack',
    // A StackWise Virtual pair comes with the complete simulator; until then a 9500 stands alone.
    membersMax: 1,
    ports: [
      { type: 'TenGigabitEthernet', module: 0, count: 40, first: 1 },
      { type: 'TenGigabitEthernet', module: 1, count: 8, first: 1 },
      { type: 'FortyGigabitEthernet', module: 1, count: 2, first: 1 },
    ],
    memoryKb: [1419496, 6147],
    physicalKb: 16777216,
    nvramKb: 2048,
    flash: 'flash:',
    hardwareVersion: 'V02',
    motherboard: '73-18140-03',
    // Assumed: the software id of this model was in no capture.
    softwareId: 'regid.2017-05.com.cisco.C9500,v1_00000000-0000-4000-8000-000000009500',
    oui: '0cd0.f8',
    boot: {
      sshMs: [360_000, 600_000],
      stackMs: 120_000,
      netconfMs: [30_000, 120_000],
      syncMs: [5_000, 60_000],
    },
  },
];
