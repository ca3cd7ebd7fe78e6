import { ConfigError } from 'catalyst-license-lab/core';
import type { Lab } from 'catalyst-license-lab/simulator';
import type { LabSpec } from '../lab/spec.ts';
import type { DeviceTruth } from '../lab/truth.ts';
import type { BoundLab } from './contract.ts';

/** The part of a bound lab that is the same wherever its simulator runs in this process. */
export type SimulatedWorld = Pick<
  BoundLab,
  | 'ids'
  | 'nowMs'
  | 'devices'
  | 'device'
  | 'journal'
  | 'fault'
  | 'configure'
  | 'power'
  | 'accounts'
  | 'deleteAccount'
  | 'instances'
  | 'actAtCssm'
  | 'advance'
>;

/** The lab file of a scenario, as the simulator reads one. */
export function labFileOf(lab: LabSpec, seed: number, time: string) {
  const { accounts, groups } = structuredClone(lab);
  return { seed, time, accounts, groups } as { seed: number; time: string } & Mutable<LabSpec>;
}

type Mutable<Value> = Value extends (...args: never) => unknown
  ? Value
  : { -readonly [Key in keyof Value]: Mutable<Value[Key]> };

/** Ground truth and acts of a simulator in this process. */
export function simulatedWorld(lab: Lab): SimulatedWorld {
  const { clock } = lab;
  const startMs = clock.monotonicMs();
  const startWallMs = clock.wallMs();
  const truth = (id: string): DeviceTruth => {
    const found = lab.truth(id);
    if (found === null) throw new ConfigError('DEVICE_UNKNOWN', `There is no switch "${id}" in this lab.`);
    return found;
  };
  const ids = lab.devices.map(({ id }) => id);
  return {
    ids,
    nowMs: () => clock.monotonicMs() - startMs,
    advance: (ms) => new Promise((resolve) => void clock.setTimer('scenario', ms, resolve)),
    devices: async () => ids.map(truth),
    device: async (id) => truth(id),
    journal: async () =>
      lab.journal.from(1).map((entry) => ({ ...entry, at: Math.max(0, entry.at - startWallMs) })),
    fault: async (spec) => void lab.faults.add(spec),
    configure: async (id, lines) => lab.fleet.get(id)?.configure(lines),
    power: async (id, on) => lab.fleet.get(id)?.power(on),
    accounts: async () => lab.cssm.control.accounts(),
    deleteAccount: async (domain) => void lab.cssm.control.deleteAccount(domain),
    instances: async () => lab.cssm.control.instances(),
    actAtCssm: async (name, body) => lab.cssm.control.act(name, body),
  };
}
