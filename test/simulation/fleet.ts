/** Switches of the simulated worlds, and what a plan says of them. */
import type { Level } from '../../core/model/level.ts';
import { licensesOf, usageOf } from '../../core/model/entitlements.ts';
import type { PlanDevice } from '../../core/model/plan.ts';
import type { DeviceSpec } from '../../simulator/device/contract.ts';
import { memoryHostKey } from '../../simulator/net/fingerprint.ts';
import { ESSENTIALS } from '../core/machines/samples.ts';

export const ACCOUNT = 'acme.example.com';

/** A fleet of `count` switches: every fifth a stack of two, of different releases. */
export function specsOf(count: number, release?: string): DeviceSpec[] {
  return Array.from({ length: count }, (_unused, index): DeviceSpec => {
    const isStack = index % 5 === 4;
    const members = isStack ? ['C9300-24T', 'C9300-48T'] : [index % 2 === 0 ? 'C9300-24T' : 'C9300-48T'];
    const id = `sw-${String(index + 1).padStart(4, '0')}`;
    return {
      id,
      hostname: id,
      members,
      serials: members.map((_model, slot) => `FCW22${String(index).padStart(4, '0')}${slot}`),
      release: release ?? (index % 7 === 3 ? '17.6.5' : '17.9.4'),
      level: ESSENTIALS,
      site: index % 2 === 0 ? 'hq' : 'branch',
      account: ACCOUNT,
      virtualAccount: 'Default',
      username: 'admin',
      password: 'x',
      enable: 'x',
    };
  });
}

export const endpointOf = (index: number) => ({
  host: `127.16.${Math.floor(index / 200)}.${1 + (index % 200)}`,
  netconfPort: 10830,
  sshPort: 10022,
});

export function withMembers(spec: DeviceSpec, members: readonly string[] | undefined): DeviceSpec {
  if (members === undefined) return spec;
  return {
    ...spec,
    members,
    serials: members.map((_model, slot) => `${spec.serials[0]?.slice(0, -1)}${slot}`),
  };
}

export function planDeviceOf(
  spec: DeviceSpec,
  index: number,
  target: Level,
  domain: string | null,
): PlanDevice {
  const members = spec.members.map((model, slot) => ({
    slot: slot + 1,
    serial: spec.serials[slot] ?? '',
    model,
  }));
  return {
    index,
    address: {
      ...endpointOf(index),
      deviceId: spec.id,
      credentials: 'lab',
      hostKey: memoryHostKey(spec.id, 'regular'),
    },
    serials: [...spec.serials].sort(),
    members,
    from: spec.level,
    site: spec.site,
    domain,
    account: spec.account,
    virtualAccount: spec.virtualAccount,
    licenses: licensesOf(usageOf(members, target)),
  };
}
