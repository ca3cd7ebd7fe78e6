import type { World } from './world.ts';

/** One account with a spare Virtual Account: enough for two dozen switches. Quick, as a small account is. */
export const SMALL_LAB: World = {
  name: 'small-lab',
  about: 'One account of a training lab, two Virtual Accounts, licenses for about 24 switches.',
  options: {},
  accounts: [
    {
      name: 'Northwind Training Lab',
      domain: 'lab.northwind.example',
      default: true,
      users: [
        { name: 'lab.admin@northwind.example', role: 'Smart Account Administrator' },
        { name: 'trainee@northwind.example', role: 'Virtual Account User', virtualAccount: 'DEFAULT' },
      ],
      virtualAccounts: [
        {
          name: 'DEFAULT',
          default: true,
          pools: [
            { license: 'C9300 Network Essentials', quantity: 16 },
            { license: 'C9300 Network Advantage', quantity: 16 },
            { license: 'C9300 DNA Essentials', quantity: 8 },
            { license: 'C9300 DNA Advantage', quantity: 8 },
            { license: 'C9300 48P NW Essentials', quantity: 8 },
            { license: 'C9300 48P NW Advantage', quantity: 8 },
            { license: 'C9500 Network Advantage', quantity: 4 },
          ],
        },
        { name: 'Spare', pools: [{ license: 'C9300 Network Advantage', quantity: 4 }] },
      ],
    },
  ],
};
