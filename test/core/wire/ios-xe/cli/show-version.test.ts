import { describe, expect, test } from 'vitest';
import { cleanOutput, parseShowVersion } from '../../../../../core/wire/ios-xe/index.ts';
import { VERSION } from './outputs.ts';

describe('show version', () => {
  const shown = parseShowVersion(cleanOutput(VERSION, { line: 'show version' }));

  test('is read', () => {
    expect(shown).toEqual({
      host: 'ber-acc-01',
      release: '17.9.4a',
      model: 'C9300-24UX',
      serial: 'FOC0000X0AA',
      uptime: '2 days, 3 hours, 14 minutes',
      reloadReason: 'Reload Command',
      licensing: 'Smart Licensing Using Policy',
      packages: [
        { current: 'network-essentials', type: 'Smart License', next: 'network-advantage' },
        { current: null, type: 'Subscription Smart License', next: 'dna-advantage' },
      ],
      level: { network: 'network-essentials', addon: null },
      nextLevel: { network: 'network-advantage', addon: 'dna-advantage' },
      members: [
        { slot: 1, isActive: false, model: 'C9300-48T', release: '17.9.4', serial: 'FOC0000X0BB' },
        { slot: 2, isActive: true, model: 'C9300-24UX', release: '17.9.4', serial: 'FOC0000X0AA' },
      ],
    });
  });

  test.each([
    [
      'network-advantage  Smart License  network-advantage',
      'network-advantage',
      null,
      'network-advantage',
      null,
    ],
    [
      'network-advantage   \tSmart License                 \t network-advantage   \ndna-advantage       \tSubscription Smart License    \t dna-advantage',
      'network-advantage',
      'dna-advantage',
      'network-advantage',
      'dna-advantage',
    ],
    [
      'network-essentials      Smart License                    None',
      'network-essentials',
      null,
      undefined,
      undefined,
    ],
    ['None   Smart License   None', undefined, undefined, undefined, undefined],
    [
      'network-essentials  Smart License  network-essentials\nnetwork-advantage  Smart License  None',
      undefined,
      undefined,
      'network-essentials',
      null,
    ],
    [
      'network-essentials  Smart License  network-essentials\ndna-advantage  Subscription Smart License  None',
      undefined,
      undefined,
      'network-essentials',
      null,
    ],
  ])('levels of %j', (rows, network, addon, nextNetwork, nextAddon) => {
    const table = `Technology Package License Information: \n\n----------\nTechnology-package\nCurrent   Type   Next reboot\n----------\n${rows}\nAIR License Level: AIR DNA Advantage\n`;
    const { level, nextLevel } = parseShowVersion(cleanOutput(table));
    expect(level).toEqual(network === undefined ? null : { network, addon });
    expect(nextLevel).toEqual(nextNetwork === undefined ? null : { network: nextNetwork, addon: nextAddon });
  });

  test('what is not stated is null', () => {
    expect(parseShowVersion([])).toEqual({
      host: null,
      release: null,
      model: null,
      serial: null,
      uptime: null,
      reloadReason: null,
      licensing: null,
      packages: [],
      level: null,
      nextLevel: null,
      members: [],
    });
  });
});
