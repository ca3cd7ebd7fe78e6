import { expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import type { DeviceWorld } from '../../../simulator/device/contract.ts';
import { createFaults } from '../../../simulator/faults/faults.ts';
import { createFleet } from '../../../simulator/fleet/fleet.ts';
import { createGroundJournal } from '../../../simulator/journal/journal.ts';
import { createVirtualClock } from '../../../simulator/time/virtual-clock.ts';
import { stubDevice, stubSpec } from '../stub-device.ts';

function fleetOf(ids: readonly string[]) {
  const clock = createVirtualClock();
  const random = createRandom(1);
  const journal = createGroundJournal(clock);
  const drawn = new Map<string, number>();
  const world: DeviceWorld = {
    clock,
    random,
    journal,
    faults: createFaults(random),
    cssm: { trust: () => undefined, report: () => undefined, deregister: () => undefined },
  };
  const fleet = createFleet(ids.map(stubSpec), world, (spec, given) => {
    drawn.set(spec.id, given.random.next());
    return stubDevice(spec, given);
  });
  return { fleet, drawn };
}

test('a switch is built once, when it is first touched', () => {
  const { fleet } = fleetOf(['a', 'b']);
  expect(fleet.built()).toBe(0);
  const first = fleet.get('b');
  expect([fleet.at(1) === first, fleet.built()]).toEqual([true, 1]);
  expect([fleet.get('c'), fleet.indexOf('c'), fleet.indexOf('b')]).toEqual([null, null, 1]);
  expect(() => fleet.at(2)).toThrow(/position 2/);
});

test('the randomness of a switch depends on its id alone, not on the others or on the order of touching', () => {
  const small = fleetOf(['a', 'b']);
  const big = fleetOf(['x', 'y', 'b', 'a']);
  for (const id of ['a', 'b']) small.fleet.get(id);
  for (const id of ['b', 'y', 'a']) big.fleet.get(id);
  for (const id of ['a', 'b']) expect(big.drawn.get(id)).toBe(small.drawn.get(id));
  expect(small.drawn.get('a')).not.toBe(small.drawn.get('b'));
});
