import { describe, expect, test } from 'vitest';
import {
  cleanOutput,
  parseConfigDifferences,
  parseStartupLevel,
} from '../../../../../core/wire/ios-xe/index.ts';

test.each([
  [
    'a level',
    'license boot level network-advantage addon dna-advantage',
    { network: 'network-advantage', addon: 'dna-advantage' },
  ],
  ['no add-on', 'license boot level network-essentials', { network: 'network-essentials', addon: null }],
  ['no line', '', null],
  ['the echo alone', 'Switch#show startup-config | include ^license boot level', null],
  ['two lines', 'license boot level network-essentials\nlicense boot level network-advantage', null],
  ['an unknown level', 'license boot level ipservices', null],
  ['an add-on no switch accepts', 'license boot level network-essentials addon dna-advantage', null],
])('the level in startup: %s', (_, output, level) => {
  expect(parseStartupLevel(cleanOutput(output))).toEqual(level);
});

describe('the difference between startup and running', () => {
  const header = '!Contextual Config Diffs:\n';
  test.each([
    ['nothing differs', `${header}!No changes were found\n`, { foreign: [], differsInLevel: false }],
    ['heading alone', header, { foreign: [], differsInLevel: false }],
    [
      'the level alone',
      `${header}+license boot level network-advantage addon dna-advantage\n-license boot level network-essentials\n`,
      { foreign: [], differsInLevel: true },
    ],
    [
      'a line of somebody else',
      `${header}+snmp-server location rack 4\n+license boot level network-advantage\n`,
      { foreign: ['+snmp-server location rack 4'], differsInLevel: true },
    ],
    [
      'lines in sections',
      `${header}interface GigabitEthernet1/0/1\n +description uplink\n -shutdown\n+interface Vlan10\n +ip address 192.0.2.1 255.255.255.0\nline vty 0 4\n -login\n`,
      {
        foreign: [
          'interface GigabitEthernet1/0/1: +description uplink',
          'interface GigabitEthernet1/0/1: -shutdown',
          '+interface Vlan10',
          'interface Vlan10: +ip address 192.0.2.1 255.255.255.0',
          'line vty 0 4: -login',
        ],
        differsInLevel: false,
      },
    ],
    [
      'a line that moved',
      `${header}!ip access-list standard A\n`,
      { foreign: ['!ip access-list standard A'], differsInLevel: false },
    ],
    [
      'noise',
      `${header}+! Last configuration change at 10:00:00 UTC Sun Mar 1 2026 by admin\n-! NVRAM config last updated at 10:00:00 UTC\n+ntp clock-period 17180123\n-Using 5432 out of 2097152 bytes\n+!\n`,
      { foreign: [], differsInLevel: false },
    ],
    [
      'a certificate that startup holds by name',
      `${header}crypto pki certificate chain SLA-TrustPoint\n -certificate ca 01 nvram:CiscoLicensi#1CA.cer\n +certificate ca 01\n  +30820321 30820209\n  +quit\n`,
      { foreign: [], differsInLevel: false },
    ],
    [
      'a new certificate chain',
      `${header}+crypto pki certificate chain NEW\n +certificate 01\n`,
      { foreign: ['+crypto pki certificate chain NEW'], differsInLevel: false },
    ],
    [
      'a level inside of something else is none',
      `${header}event manager applet A\n +license boot level network-advantage\n`,
      { foreign: ['event manager applet A: +license boot level network-advantage'], differsInLevel: false },
    ],
    ['nothing was said', '', null],
    ['a refusal', "% Invalid input detected at '^' marker.\n", null],
    ['an error', '%Error opening nvram:/startup-config (No such file or directory)\n', null],
  ])('%s', (_, output, expected) => {
    expect(parseConfigDifferences(cleanOutput(output))).toEqual(expected);
  });
});
