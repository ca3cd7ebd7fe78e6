import type { DeviceTruth } from './contract.ts';
import { levelText } from './actions/edit.ts';
import { configText } from './model/config-cache.ts';
import type { DeviceState, Phase } from './model/state.ts';
import { yangDate } from './model/time-text.ts';
import { usageOf } from './model/usage.ts';

/** What is really so, for the control API and for tests; it reads no fault and changes nothing. */
export function truthOf(state: DeviceState): DeviceTruth {
  const { facts, licensing, boot } = state;
  return {
    id: facts.id,
    hostname: state.running.hostname,
    site: facts.site,
    release: facts.release.version,
    serials: [...new Set(state.members.map((member) => member.serial))],
    running: configText(state, 'running'),
    startup: configText(state, 'startup'),
    bootLevel: levelText(state.startup.level),
    runningLevel: levelText(state.level),
    bootCount: boot.count,
    bootTime: yangDate(boot.bootTimeMs),
    members: state.members,
    trust: {
      installed: licensing.trust !== null,
      account: licensing.trust?.account ?? null,
      virtualAccount: licensing.trust?.virtualAccount ?? null,
    },
    usage: usageOf(state.level, state.members).map(({ tag, name, count }) => ({ tag, name, count })),
    power: powerOf(state.phase),
  };
}

function powerOf(phase: Phase): DeviceTruth['power'] {
  switch (phase) {
    case 'off':
      return 'off';
    case 'ready':
      return 'on';
    case 'loading':
    case 'starting':
    case 'cli-up':
    case 'syncing':
    case 'dead':
      return 'booting';
  }
}
