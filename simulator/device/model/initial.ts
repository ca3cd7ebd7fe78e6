import { formatLevel } from '../../../core/model/level.ts';
import type { Random } from '../../../core/ports/random.ts';
import type { DeviceSpec } from '../contract.ts';
import { platformOf, releaseOf } from '../platforms/catalog.ts';
import { drawBootPlan } from './boot.ts';
import { CLEAN_CANDIDATE, withCandidate } from './candidate.ts';
import { initialConfig } from './config.ts';
import { initialLicensing } from './licensing.ts';
import { membersAfterBoot } from './members.ts';
import type { DeviceState } from './state.ts';
import { DAY_MS } from './time-text.ts';

/** Longest time a device has been up when the simulation begins. */
const UPTIME_DAYS_MAX = 400;

/** A device that has been running for some days, everything saved. `random` is the device's own stream. */
export function initialState(spec: DeviceSpec, random: Random, nowMs: number): DeviceState {
  const platforms = spec.members.map((model) => platformOf(model));
  const facts = {
    id: spec.id,
    site: spec.site,
    platforms,
    serials: spec.serials,
    release: releaseOf(spec.release),
    username: spec.username,
    isCandidateOnly: spec.candidate === 'only',
  };
  const past = random.split('past');
  const upMs = Math.round((1 + past.next() * (UPTIME_DAYS_MAX - 1)) * DAY_MS);
  const plain = initialConfig(spec.hostname, spec.level);
  const config = (spec.candidate ?? 'off') === 'off' ? plain : withCandidate(plain);
  const plan = drawBootPlan(platforms, random.split('boot-1'));
  return {
    facts,
    phase: 'ready',
    boot: {
      count: 1,
      // Whole seconds: that is what the device states.
      bootTimeMs: Math.floor((nowMs - upMs) / 1000) * 1000,
      reason: 'Reload Command',
      via: 'cli',
      plan,
      beganMs: nowMs - upMs - plan.loadingMs,
    },
    reload: null,
    scheduled: null,
    running: config,
    startup: config,
    isUnsaved: false,
    level: spec.level,
    members: membersAfterBoot(facts, {}),
    hasForeignHostKey: false,
    lock: null,
    candidate: CLEAN_CANDIDATE,
    partialLocks: [],
    licensing: initialLicensing(trustOf(spec, random), formatLevel(spec.level), nowMs),
    lastChange: null,
    lastSaveMs: nowMs - upMs,
  };
}

function trustOf(spec: DeviceSpec, random: Random) {
  if (spec.account === null) return null;
  return {
    account: spec.account,
    virtualAccount: spec.virtualAccount ?? 'DEFAULT',
    instance: uuid(random.split('instance')),
  };
}

/** A version-4 UUID from a stream of randomness. */
export function uuid(random: Random): string {
  const digits = Array.from({ length: 32 }, () => random.below(16).toString(16));
  digits[12] = '4';
  digits[16] = '89ab'[random.below(4)] ?? '8';
  const text = digits.join('');
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
    '-',
  );
}
