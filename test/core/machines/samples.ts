/** Sample plan values and outcomes of every shape, for tests of the machines. */
import type { Outcome } from '../../../core/machine.ts';
import type { Identity, Look, Preflight, Verification } from '../../../core/model/device.ts';
import type { Level } from '../../../core/model/level.ts';
import { DEADLINES, type PlanDevice, type PlanOptions } from '../../../core/model/plan.ts';

export const ESSENTIALS: Level = { network: 'network-essentials', addon: 'dna-essentials' };
export const ADVANTAGE: Level = { network: 'network-advantage', addon: 'dna-advantage' };

export const OPTIONS: PlanOptions = {
  deadlines: DEADLINES,
  saveForeign: false,
  onAbort: 'revert',
  verify: 'netconf',
  report: true,
  cliReload: false,
  withoutBalance: false,
  allowOveruse: false,
  acceptFeatureLoss: false,
  strict: false,
  windows: [],
};

export function planDevice(index: number): PlanDevice {
  const serial = `FCW2200L${String(index).padStart(3, '0')}`;
  return {
    index,
    address: {
      deviceId: `sw-${index}`,
      host: `127.16.0.${index + 1}`,
      netconfPort: 10830,
      sshPort: 10022,
      credentials: 'lab',
      hostKey: null,
    },
    serials: [serial],
    members: [{ slot: 1, serial, model: 'C9300-24T' }],
    from: ESSENTIALS,
    site: null,
    domain: null,
    account: 'example.com',
    virtualAccount: 'Default',
    licenses: [{ license: 'C9300 Network Advantage', quantity: 1 }],
  };
}

export const BOOT = '2026-01-01T00:00:00+00:00';
export const BOOT_AFTER = '2026-01-02T00:00:00+00:00';
const MEMBER = {
  slot: 1,
  serial: planDevice(0).serials[0] ?? '',
  model: 'C9300-24T',
  role: 'active',
  state: 'ready',
} as const;

export const usageOf = (level: Level) =>
  [level.network, level.addon]
    .filter((name) => name !== null)
    .map((name) => ({ tag: `regid.${name}`, name, count: 1 }));

export const identity = (more: Partial<Identity> = {}): Identity => ({
  sessionEpoch: 'e1',
  hostKey: 'SHA256:x',
  release: '17.9.4',
  serials: planDevice(0).serials,
  members: [MEMBER],
  bootTime: BOOT,
  candidate: false,
  ...more,
});

export const look = (more: Partial<Look> = {}): Look => ({
  running: ADVANTAGE,
  startup: null,
  unsaved: false,
  foreignDiff: null,
  bootTime: BOOT,
  ...more,
});

export const preflight = (more: Partial<Preflight> = {}): Preflight => ({
  ...look({ running: ESSENTIALS }),
  usage: usageOf(ESSENTIALS),
  members: [MEMBER],
  blockers: [],
  ...more,
});

export const verification = (more: Partial<Verification> = {}): Verification => ({
  usage: usageOf(ADVANTAGE),
  members: [MEMBER],
  running: ADVANTAGE,
  bootTime: BOOT_AFTER,
  rebootsInDwell: 0,
  rebootReason: 'Reload Command',
  ...more,
});

export const ok = (value: unknown): Outcome => ({ result: 'ok', value });
export const bad = (result: 'refused' | 'not-sent' | 'unknown', code = 'TEST', value?: unknown): Outcome =>
  ({
    result,
    failure: { code, message: 'for the test', hint: null, context: {} },
    ...(value === undefined ? {} : { value }),
  }) as Outcome;
