import type { Random } from '../../../core/ports/random.ts';
import type { Platform } from '../platforms/platform.ts';
import type { BootPlan, BootTrouble } from './state.ts';

/** Share of the time to SSH that the boot loader takes; the rest is IOS starting. Own choice. */
const LOADER_SHARE = 0.3;

/** Draws the durations of one boot. `slowByMs` is added before SSH, `netconfLateMs` before NETCONF. */
export function drawBootPlan(
  platforms: readonly Platform[],
  random: Random,
  trouble: BootTrouble = {},
  slowByMs = 0,
  netconfLateMs = 0,
): BootPlan {
  const [platform] = platforms;
  if (platform === undefined) throw new RangeError('a device has at least one member');
  const { boot } = platform;
  const stackMs = platforms.length > 1 ? boot.stackMs : 0;
  const sshMs = draw(boot.sshMs, random) + stackMs + slowByMs;
  const loadingMs = Math.round(sshMs * LOADER_SHARE);
  return {
    loadingMs,
    startingMs: sshMs - loadingMs,
    netconfMs: draw(boot.netconfMs, random) + netconfLateMs,
    syncMs: draw(boot.syncMs, random),
    trouble,
  };
}

function draw([from, to]: readonly [number, number], random: Random): number {
  return Math.round(from + random.next() * (to - from));
}
