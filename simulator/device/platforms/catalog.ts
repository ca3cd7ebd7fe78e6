import { ConfigError } from '../../../core/errors.ts';
import { C9200 } from './c9200.ts';
import { C9300 } from './c9300.ts';
import { C9500 } from './c9500.ts';
import { CHASSIS } from './chassis.ts';
import type { Platform } from './platform.ts';
import type { Release, ReleaseTrain } from './release.ts';
import { IOS_XE_16_12 } from './releases/16.12.ts';
import { IOS_XE_16_9 } from './releases/16.9.ts';
import { IOS_XE_17_12 } from './releases/17.12.ts';
import { IOS_XE_17_15 } from './releases/17.15.ts';
import { IOS_XE_17_3 } from './releases/17.3.ts';
import { IOS_XE_17_6 } from './releases/17.6.ts';
import { IOS_XE_17_9 } from './releases/17.9.ts';

/** Every model that can be simulated. A new one is an entry in a family file, a new family also a line here. */
export const PLATFORMS: readonly Platform[] = [...C9300, ...C9200, ...CHASSIS, ...C9500];

/** Every release train that can be simulated, oldest first. */
export const RELEASE_TRAINS: readonly ReleaseTrain[] = [
  IOS_XE_16_9,
  IOS_XE_16_12,
  IOS_XE_17_3,
  IOS_XE_17_6,
  IOS_XE_17_9,
  IOS_XE_17_12,
  IOS_XE_17_15,
];

const platforms = new Map(PLATFORMS.map((platform) => [platform.model, platform]));
const releases = new Map<string, Release>();

/** The platform of a model. Throws `PLATFORM_UNKNOWN`. */
export function platformOf(model: string): Platform {
  const platform = platforms.get(model);
  if (platform !== undefined) return platform;
  throw new ConfigError('PLATFORM_UNKNOWN', `expected a model that can be simulated, got ${model}`, {
    hint: `Known models: ${[...platforms.keys()].join(', ')}.`,
  });
}

/** The release of a version such as `17.9.4` or `17.9.4a`; a train alone means its first release. Throws `RELEASE_UNKNOWN`. */
export function releaseOf(version: string): Release {
  const made = releases.get(version) ?? makeRelease(version);
  releases.set(version, made);
  return made;
}

function makeRelease(version: string): Release {
  const [major, minor, maintenance = '1', ...rest] = version.split('.');
  const train = RELEASE_TRAINS.find((known) => known.train === `${major}.${minor}`);
  const patch = /^(\d{1,2})([a-z]?)$/.exec(maintenance);
  if (train === undefined || patch === null || rest.length > 0) {
    throw new ConfigError('RELEASE_UNKNOWN', `expected a release that can be simulated, got ${version}`, {
      hint: `Known trains: ${RELEASE_TRAINS.map((known) => known.train).join(', ')}; e.g. 17.9.4.`,
    });
  }
  const [, number = '1', letter = ''] = patch;
  const pad = (digits: string | undefined) => (digits ?? '').padStart(2, '0');
  return {
    ...train,
    version: `${train.train}.${number}${letter}`,
    paddedVersion: `${pad(major)}.${pad(minor)}.${pad(number)}${letter}`,
    licensing: Number(number) >= train.policySince ? 'policy' : 'legacy',
  };
}
