import { SLOW_ACK } from './world.ts';
import type { World } from './world.ts';

/** Subscriptions that end in 6, 25, 55 and 85 days, and one that ended ten days ago. */
export const EXPIRING: World = {
  name: 'expiring',
  about: 'One account whose subscriptions end in 6, 25, 55 and 85 days; one has ended ten days ago.',
  options: SLOW_ACK,
  accounts: [
    {
      name: 'Lakeside University Hospital',
      domain: 'lakeside-hospital.example',
      default: true,
      users: [{ name: 'network@lakeside-hospital.example', role: 'Smart Account Administrator' }],
      virtualAccounts: [
        {
          name: 'DEFAULT',
          default: true,
          pools: [
            { license: 'C9300 Network Advantage', quantity: 240 },
            { license: 'C9300 DNA Advantage', quantity: 150, startsInDays: -1_089, endsInDays: 6 },
            { license: 'C9300 DNA Advantage', quantity: 90, startsInDays: -1_070, endsInDays: 25 },
            { license: 'C9300 48P NW Advantage', quantity: 80 },
            { license: 'C9300 48P DNA Advantage', quantity: 80, startsInDays: -1_040, endsInDays: 55 },
          ],
          instances: [
            {
              count: 212,
              platform: 'C9300-24UX',
              level: 'network-advantage',
              addon: 'dna-advantage',
              prefix: 'ward',
            },
            {
              count: 74,
              platform: 'C9300-48U',
              level: 'network-advantage',
              addon: 'dna-advantage',
              prefix: 'clinic',
            },
          ],
        },
        {
          name: 'Research',
          pools: [
            { license: 'C9500 Network Advantage', quantity: 12 },
            { license: 'C9500-DNA-40X-A', quantity: 8, startsInDays: -1_010, endsInDays: 85 },
            { license: 'C9500-DNA-40X-A', quantity: 4, startsInDays: -1_105, endsInDays: -10 },
          ],
          instances: [
            {
              count: 9,
              platform: 'C9500-40X',
              level: 'network-advantage',
              addon: 'dna-advantage',
              prefix: 'lab-core',
            },
          ],
        },
      ],
    },
  ],
};
