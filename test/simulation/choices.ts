/** Single faults a switch may get, each tied to the protocol point where it bites. */
import type { Random } from '../../core/ports/random.ts';
import type { World } from './world.ts';

interface FaultChoice {
  readonly fault: string;
  readonly after?: { readonly rpc: string };
  readonly params?: (random: Random) => Record<string, unknown>;
}

const RPCS = ['get', 'lock', 'edit-config', 'get-config', 'save-config', 'reload'];
/** One of a list. */
export const pick = <T>(random: Random, list: readonly T[]): T => list[random.below(list.length)] as T;

/** Faults a device may get, with what makes them bite at a protocol point. */
const CHOICES: readonly FaultChoice[] = [
  { fault: 'netconf.lying-ok' },
  { fault: 'netconf.edit-refused' },
  { fault: 'netconf.edit-applied-but-error' },
  {
    fault: 'netconf.lock-held',
    params: (random) => ({
      durationMs: random.below(200_000),
      holder: pick(random, ['yang_mgmt_infra', 'operator']),
    }),
  },
  ...RPCS.flatMap((rpc) =>
    [true, false].map((executed) => ({
      fault: 'netconf.drop-after',
      after: { rpc },
      params: () => ({ executed }),
    })),
  ),
  { fault: 'netconf.not-ready', params: (random) => ({ delayMs: random.below(900_000) }) },
  { fault: 'device.save-fails' },
  { fault: 'device.save-lies' },
  { fault: 'device.never-returns' },
  { fault: 'device.old-level' },
  { fault: 'device.other-serial' },
  { fault: 'device.other-host-key', after: { rpc: 'reload' } },
  { fault: 'device.unreachable' },
  { fault: 'device.auth-refused' },
  { fault: 'device.reload-ignored' },
  { fault: 'device.reload-refused' },
  {
    fault: 'device.crash-loop',
    params: (random) => ({ boots: 1 + random.below(2), uptimeMs: random.below(120_000) }),
  },
  { fault: 'device.slow-boot', params: (random) => ({ delayMs: random.below(1_500_000) }) },
  {
    fault: 'stack.member-missing',
    params: (random) => ({
      slot: 2,
      state: pick(random, ['removed', 'provisioned', 'license-mismatch', 'version-mismatch']),
      ...(random.below(2) === 0 ? {} : { returnsMs: random.below(900_000) }),
    }),
  },
];

/** Gives each switch up to `most` of them; what was given is returned in words. */
export function scatterFaults(world: World, random: Random, most: number): string[] {
  const told: string[] = [];
  for (const spec of world.specs) {
    const count = random.below(most + 1);
    for (let index = 0; index < count; index += 1) {
      const choice = pick(random, CHOICES);
      const request = {
        fault: choice.fault,
        target: spec.id,
        times: 1 + random.below(2),
        ...(choice.after === undefined ? {} : { after: choice.after }),
        ...(choice.params === undefined ? {} : { params: choice.params(random) }),
      };
      world.faults.add(request);
      told.push(JSON.stringify(request));
    }
  }
  return told;
}
