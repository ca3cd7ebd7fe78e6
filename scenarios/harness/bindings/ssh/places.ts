import { switchesOf, type LabSpec } from '../../lab/spec.ts';

/** Where the switches of one lab listen, as the simulator takes it. */
export type Listen =
  | { readonly addressing: 'loopback'; readonly net: null; readonly netFirst: number }
  | { readonly addressing: 'ports'; readonly portBase: number };

/** A place that is held until it is given back. */
export interface Place {
  readonly listen: Listen;
  release(): void;
}

/** First block of 127/8 where the environment names none; lower ones belong to other programs. */
const NET_FIRST = 16;
/** Blocks between two labs: room for one that finds its own taken by another program. */
const NET_STEP = 3;
const NET_LAST = 250;
/** Ports below those that systems hand out by themselves: the port of a switch that reboots must stay free. */
const PORT_FIRST = 12_000;
const PORTS_PER_SLOT = 1_000;

/** Slots in use: labs of one process never get each other's addresses, also while a switch reboots and does not listen. */
const taken = new Set<number>();

/** Takes a place for a lab: a block of 127/8 where the system has all of it (Linux), else a range of ports. */
export function takePlace(lab: LabSpec, env: Readonly<Record<string, string | undefined>>): Place {
  const isLoopback = process.platform === 'linux';
  const slots = isLoopback ? 1 : Math.ceil((2 * switchesOf(lab)) / PORTS_PER_SLOT);
  let first = 0;
  const wanted = (): number[] => Array.from({ length: slots }, (_, index) => first + index);
  while (wanted().some((slot) => taken.has(slot))) first += 1;
  const held = wanted();
  for (const slot of held) taken.add(slot);
  const base = Number(env['LICLAB_NET'] ?? '') || NET_FIRST;
  return {
    listen: isLoopback
      ? { addressing: 'loopback', net: null, netFirst: Math.min(base + first * NET_STEP, NET_LAST) }
      : { addressing: 'ports', portBase: PORT_FIRST + first * PORTS_PER_SLOT },
    release() {
      for (const slot of held) taken.delete(slot);
    },
  };
}
