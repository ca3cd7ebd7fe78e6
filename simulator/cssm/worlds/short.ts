import { SLOW_ACK } from './world.ts';
import type { World } from './world.ts';

/** More Network Advantage in use than was bought, while another Virtual Account has licenses that nobody uses. */
export const SHORT: World = {
  name: 'short',
  about:
    'One account that uses 48 licenses more than it bought in one Virtual Account; another has 60 to spare.',
  options: SLOW_ACK,
  accounts: [
    {
      name: 'Brenner Logistics',
      domain: 'brenner-logistics.example',
      default: true,
      users: [
        { name: 'it@brenner-logistics.example', role: 'Smart Account Administrator' },
        {
          name: 'warehouse.it@brenner-logistics.example',
          role: 'Virtual Account User',
          virtualAccount: 'Warehouses',
        },
      ],
      virtualAccounts: [
        {
          name: 'DEFAULT',
          default: true,
          pools: [
            { license: 'C9300 Network Advantage', quantity: 60 },
            { license: 'C9300 DNA Advantage', quantity: 20 },
          ],
        },
        {
          name: 'Warehouses',
          pools: [
            { license: 'C9300 Network Advantage', quantity: 180 },
            { license: 'C9300 DNA Advantage', quantity: 250 },
            { license: 'C9300 48P NW Advantage', quantity: 40 },
            { license: 'C9300 48P NW Essentials', quantity: 10 },
          ],
          instances: [
            {
              count: 222,
              platform: 'C9300-24P',
              level: 'network-advantage',
              addon: 'dna-advantage',
              prefix: 'wh-acc',
            },
            // Covered by the free Network Advantage of the same family.
            { count: 24, platform: 'C9300-48P', level: 'network-essentials', prefix: 'wh-dist' },
            {
              count: 6,
              platform: 'C9300-24P',
              level: 'network-advantage',
              prefix: 'wh-old',
              silentDays: 120,
            },
          ],
        },
      ],
    },
  ],
};
