import type { EndClass } from '../rollouts/contract.ts';
import {
  type DeviceEvidence,
  EXPOSURE_POINTS_MAX,
  type ExposurePoint,
  type WaveEvidence,
} from './contract.ts';

const BAD: ReadonlySet<EndClass> = new Set(['FAILED', 'IDENTITY', 'UNKNOWN']);

/** True for ends that keep their credit. */
export function isBadEnd({ class: end }: Pick<DeviceEvidence, 'class'>): boolean {
  return end !== null && BAD.has(end);
}

/** Each wave with its first admission and its last verdict. */
export function wavesOf(sizes: readonly number[], devices: readonly DeviceEvidence[]): WaveEvidence[] {
  return sizes.map((size, index) => {
    const members = devices.filter(({ wave }) => wave === index + 1);
    const began = members.flatMap((device) => timeOf(device, 'B1') ?? []);
    const judged = members.map(judgedAt);
    return {
      number: index + 1,
      devices: size,
      beganAt: began.toSorted()[0] ?? null,
      judgedAt: judged.includes(null) ? null : ((judged as string[]).toSorted().at(-1) ?? null),
      good: members.filter((device) => device.class === 'OK').length,
      bad: members.filter(isBadEnd).length,
    };
  });
}

/** When the credit of a switch came back, or would have: its verdict, or its end without one. */
function judgedAt(device: DeviceEvidence): string | null {
  return timeOf(device, 'B16') ?? timeOf(device, 'B19');
}

function timeOf({ boundaries }: DeviceEvidence, boundary: string): string | null {
  return boundaries.find((passed) => passed.boundary === boundary)?.at ?? null;
}

/** Credit over time: taken at B1, given back at the verdict, kept by every bad switch (I5). */
export function exposureOf(devices: readonly DeviceEvidence[]): ExposurePoint[] {
  const moves = devices.flatMap((device): { at: string; by: number }[] => {
    const from = timeOf(device, 'B1');
    const to = isBadEnd(device) ? null : judgedAt(device);
    return [
      ...(from === null ? [] : [{ at: from, by: 1 }]),
      ...(from === null || to === null ? [] : [{ at: to, by: -1 }]),
    ];
  });
  const points: ExposurePoint[] = [];
  let held = 0;
  // Credit is taken again only after it came back: at one instant the returns come first.
  for (const { at, by } of moves.toSorted((a, b) => (a.at === b.at ? a.by - b.by : a.at < b.at ? -1 : 1))) {
    held += by;
    if (points.at(-1)?.at === at) points.pop();
    points.push({ at, held });
  }
  return thin(points);
}

/** Keeps the highest point of each stretch, and the last of all. */
function thin(points: readonly ExposurePoint[]): ExposurePoint[] {
  if (points.length <= EXPOSURE_POINTS_MAX) return [...points];
  const size = Math.ceil(points.length / (EXPOSURE_POINTS_MAX - 1));
  const kept: ExposurePoint[] = [];
  for (let from = 0; from < points.length; from += size) {
    const stretch = points.slice(from, from + size);
    kept.push(stretch.reduce((best, point) => (point.held > best.held ? point : best)));
  }
  const last = points.at(-1);
  return last === undefined || kept.at(-1) === last ? kept : [...kept, last];
}
