import type { DeviceState } from '../state.ts';
import { consoleOf } from './boot-console.ts';
import { licenseNews } from './license-news.ts';
import type { News } from './news.ts';
import { stackNews } from './stack-news.ts';

const SILENCE: readonly News[] = [];

/** What a device says about a change of its state. Pure; most changes say nothing. */
export function narrate(before: DeviceState, after: DeviceState, atMs: number): readonly News[] {
  const isBoot = before.phase !== after.phase || before.boot.count !== after.boot.count;
  const isStack = before.members !== after.members;
  const isLicense = before.licensing !== after.licensing && before.boot.count === after.boot.count;
  if (!isBoot && !isStack && !isLicense) return SILENCE;
  return [
    ...(isBoot ? consoleOf(before, after, atMs) : SILENCE),
    ...(isStack && !isBoot ? stackNews(before, after) : SILENCE),
    ...(isLicense ? licenseNews(before, after, atMs) : SILENCE),
  ];
}
