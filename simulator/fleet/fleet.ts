import type { DeviceSpec, DeviceWorld, SimulatedDevice } from '../device/contract.ts';

/** Builds one switch; `simulator/device` offers the real one. */
export type BuildDevice = (spec: DeviceSpec, world: DeviceWorld) => SimulatedDevice;

/** Most switches of one lab: beyond it addresses and memory of one process end. */
export const FLEET_MAX = 100_000;

/** The switches of a lab. One is built when it is first touched, so ten thousand cost little. */
export interface Fleet {
  readonly specs: readonly DeviceSpec[];
  /** The switch at that position of {@link Fleet.specs}, built if need be. */
  at(index: number): SimulatedDevice;
  /** The switch with that id; null when there is none. */
  get(id: string): SimulatedDevice | null;
  /** Position of an id; null when there is none. */
  readonly indexOf: (id: string) => number | null;
  /** Switches that were built. */
  built(): number;
}

/** Makes a fleet. Each switch gets randomness of its own, named by its id. */
export function createFleet(specs: readonly DeviceSpec[], world: DeviceWorld, build: BuildDevice): Fleet {
  const devices: (SimulatedDevice | undefined)[] = [];
  const positions = new Map(specs.map((spec, index) => [spec.id, index]));
  let built = 0;

  function at(index: number): SimulatedDevice {
    const known = devices[index];
    if (known !== undefined) return known;
    const spec = specs[index];
    if (spec === undefined) throw new RangeError(`No switch has the position ${index}.`);
    const device = build(spec, { ...world, random: world.random.split(spec.id) });
    devices[index] = device;
    built += 1;
    return device;
  }

  return {
    specs,
    at,
    get(id) {
      const index = positions.get(id);
      return index === undefined ? null : at(index);
    },
    indexOf: (id) => positions.get(id) ?? null,
    built: () => built,
  };
}
