import { SLOW_ACK } from './world.ts';
import type { World } from './world.ts';

/** A company that bought another one: the account of the bought one is still there and holds switches that moved. */
export const MERGED: World = {
  name: 'merged',
  about:
    'A company and the one it bought: licenses still lie in the old account, a third account was deactivated.',
  options: SLOW_ACK,
  accounts: [
    {
      name: 'Atlas Energy',
      domain: 'atlas-energy.example',
      default: true,
      users: [
        { name: 'a.moreau@atlas-energy.example', role: 'Smart Account Administrator' },
        { name: 'j.ortiz@solenergia.example', role: 'Smart Account Viewer' },
      ],
      virtualAccounts: [
        {
          name: 'DEFAULT',
          default: true,
          pools: [
            { license: 'C9300 Network Advantage', quantity: 400 },
            { license: 'C9300 DNA Advantage', quantity: 300 },
            { license: 'C9300 48P NW Advantage', quantity: 160 },
          ],
          instances: [
            {
              count: 286,
              platform: 'C9300-24T',
              level: 'network-advantage',
              addon: 'dna-advantage',
              prefix: 'atl-sub',
            },
            { count: 131, platform: 'C9300-48T', level: 'network-advantage', prefix: 'atl-off' },
          ],
        },
        { name: 'Ex Solenergia', pools: [{ license: 'C9300 Network Advantage', quantity: 30 }] },
      ],
    },
    {
      name: 'Solenergia',
      domain: 'solenergia.example',
      users: [{ name: 'j.ortiz@solenergia.example', role: 'Smart Account Administrator' }],
      virtualAccounts: [
        {
          name: 'DEFAULT',
          default: true,
          pools: [
            { license: 'C9300 Network Advantage', quantity: 210 },
            { license: 'C9300 Network Essentials', quantity: 90 },
            { license: 'C9300 DNA Essentials', quantity: 90, startsInDays: -900, endsInDays: 195 },
          ],
          instances: [
            { count: 148, platform: 'C9300-24T', level: 'network-advantage', prefix: 'sol-park' },
            {
              count: 63,
              platform: 'C9300-24T',
              level: 'network-essentials',
              addon: 'dna-essentials',
              prefix: 'sol-off',
            },
            {
              count: 12,
              platform: 'C9300-24T',
              level: 'network-essentials',
              prefix: 'sol-gone',
              silentDays: 400,
            },
          ],
        },
        { name: 'Plants', pools: [{ license: 'C9500 Network Advantage', quantity: 8 }] },
      ],
    },
    {
      name: 'Solenergia Holding',
      domain: 'holding.solenergia.example',
      status: 'deactivated',
      virtualAccounts: [
        {
          name: 'DEFAULT',
          default: true,
          pools: [{ license: 'C9300 Network Advantage', quantity: 15 }],
        },
      ],
    },
  ],
};
