import { formatLevel, parseLevel } from '../../../core/model/level.ts';
import type { Config } from './config.ts';
import type { LicensingState } from './licensing.ts';
import { withLevelInUse } from './licensing.ts';
import type { DeviceState } from './state.ts';
import { FALLBACK_LEVEL } from './step.ts';
import { usageOf } from './usage.ts';

/** What a switch still has after its power was gone: startup and the store of its smart agent. Plain data. */
export interface Nvram {
  readonly startup: Config;
  readonly licensing: LicensingState;
  readonly bootCount: number;
  readonly lastSaveMs: number | null;
}

/** Where the stores of switches outlive the process. */
export interface NvramStore {
  /** What was kept of a switch; null: it is as the lab file says. */
  load(id: string): Nvram | null;
  keep(id: string, nvram: Nvram): void;
}

/** What is to be kept of a state. */
export function nvramOf({ startup, licensing, boot, lastSaveMs }: DeviceState): Nvram {
  return { startup, licensing, bootCount: boot.count, lastSaveMs };
}

/** True when something of it is to be kept anew. */
export function isNvramChanged(before: DeviceState, after: DeviceState): boolean {
  return (
    before.startup !== after.startup ||
    before.licensing !== after.licensing ||
    before.boot.count !== after.boot.count
  );
}

/** The state of a switch that has just booted from what was kept: running is what was saved, all members are there. */
export function bootedFrom(fresh: DeviceState, nvram: Nvram, nowMs: number): DeviceState {
  const { startup, licensing, bootCount, lastSaveMs } = nvram;
  const level = startup.level ?? FALLBACK_LEVEL;
  const used = usageOf(parseLevel(licensing.usedLevel), fresh.members);
  return {
    ...fresh,
    boot: {
      ...fresh.boot,
      count: bootCount + 1,
      bootTimeMs: Math.floor(nowMs / 1000) * 1000,
      reason: 'PowerOn',
      via: 'power',
      beganMs: nowMs,
    },
    running: startup,
    startup,
    level,
    licensing: withLevelInUse(licensing, formatLevel(level), used, nowMs),
    lastSaveMs,
  };
}
