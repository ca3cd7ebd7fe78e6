import { describe, expect, test } from 'vitest';
import { entitlementOf } from '../../../../simulator/device/platforms/entitlements.ts';
import {
  PLATFORMS,
  platformOf,
  RELEASE_TRAINS,
  releaseOf,
} from '../../../../simulator/device/platforms/catalog.ts';
import { modulesOf } from '../../../../simulator/device/platforms/modules/modules.ts';
import { interfaceNames } from '../../../../simulator/device/platforms/platform.ts';

describe('platforms', () => {
  test.each(PLATFORMS.map((platform) => [platform.model, platform] as const))(
    '%s is complete',
    (_model, platform) => {
      for (const name of [
        'network-essentials',
        'network-advantage',
        'dna-essentials',
        'dna-advantage',
      ] as const) {
        expect(entitlementOf(platform.entitlementFamily, name)?.tag).toMatch(
          /^regid\.\d{4}-\d\d\.com\.cisco\./,
        );
      }
      const names = interfaceNames(platform, 1);
      expect(new Set(names).size).toBe(names.length);
      const [from, to] = platform.boot.sshMs;
      expect([from >= 360_000, to <= 600_000, from < to]).toEqual([true, true, true]);
    },
  );

  test('models of 24 ports count on other licenses than those of 48', () => {
    const family = (model: string) => platformOf(model).entitlementFamily;
    expect(['C9300-24T', 'C9300-24UX', 'C9300-48T', 'C9300-48UXM'].map(family)).toEqual([
      'C9300-24',
      'C9300-24',
      'C9300-48',
      'C9300-48',
    ]);
  });

  test('an unknown model is an error that names the known ones', () => {
    expect(() => platformOf('C9999-1T')).toThrow(
      expect.objectContaining({ code: 'PLATFORM_UNKNOWN', hint: expect.stringContaining('C9300-24T') }),
    );
  });
});

describe('releases', () => {
  test.each([
    ['16.9.4', '16.09.04', 'legacy'],
    ['16.12.4', '16.12.04', 'legacy'],
    ['17.3.1', '17.03.01', 'legacy'],
    ['17.3.2', '17.03.02', 'policy'],
    ['17.6.5', '17.06.05', 'policy'],
    ['17.9.4a', '17.09.04a', 'policy'],
    ['17.12', '17.12.01', 'policy'],
    ['17.15.1', '17.15.01', 'policy'],
  ])('%s prints as %s and speaks %s licensing', (version, padded, licensing) => {
    expect(releaseOf(version)).toMatchObject({ paddedVersion: padded, licensing });
  });

  test.each(['', '17', '17.8.1', '17.9.x', '17.9.1.1', '18.1.1'])('%o is no release', (version) => {
    expect(() => releaseOf(version)).toThrow(expect.objectContaining({ code: 'RELEASE_UNKNOWN' }));
  });

  test.each(RELEASE_TRAINS.map((train) => train.train))(
    'the modules of %s are named once, and dated no later than the release',
    (train) => {
      const release = releaseOf(train);
      const modules = modulesOf(release);
      expect(new Set(modules.map((module) => module.name)).size).toBe(modules.length);
      expect(modules.filter((module) => !/^(\d{4}-\d\d-\d\d)?$/.test(module.revision))).toEqual([]);
      const own = modules.filter((module) => module.name.startsWith('Cisco-IOS-XE-'));
      expect(own.filter((module) => module.revision > release.netconf.revisionCap)).toEqual([]);
      expect(release.netconf.moduleSetId).toMatch(/^[0-9a-f]{32}$/);
    },
  );
});
