import { SLOW_ACK } from './world.ts';
import type { World } from './world.ts';

/** 5,000 switches in the main account: a full retrieval takes three to five minutes of the lab's time. */
export const ENTERPRISE: World = {
  name: 'enterprise',
  about:
    'Three accounts of a group: 5,000 switches in the first, 640 in the second, the third waits for activation.',
  options: SLOW_ACK,
  accounts: [
    {
      name: 'Alpenrand Insurance Group',
      domain: 'alpenrand.example',
      default: true,
      users: [
        { name: 'm.keller@alpenrand.example', role: 'Smart Account Administrator' },
        { name: 'license.desk@alpenrand.example', role: 'Smart Account User' },
        { name: 'audit@alpenrand.example', role: 'Smart Account Viewer' },
        {
          name: 'emea.noc@alpenrand.example',
          role: 'Virtual Account Administrator',
          virtualAccount: 'EMEA Campus',
        },
      ],
      virtualAccounts: [
        {
          name: 'DEFAULT',
          default: true,
          pools: [
            { license: 'C9300 Network Advantage', quantity: 250 },
            { license: 'C9300 48P NW Advantage', quantity: 150 },
          ],
        },
        {
          name: 'EMEA Campus',
          pools: [
            { license: 'C9300 Network Advantage', quantity: 1_850 },
            { license: 'C9300 DNA Advantage', quantity: 1_850 },
            { license: 'C9300 48P NW Advantage', quantity: 900 },
            { license: 'C9300 48P DNA Advantage', quantity: 900 },
            { license: 'C9500 Network Advantage', quantity: 60 },
            { license: 'C9500-DNA-40X-A', quantity: 60 },
          ],
          instances: [
            {
              count: 1_700,
              platform: 'C9300-24P',
              level: 'network-advantage',
              addon: 'dna-advantage',
              prefix: 'zrh-acc',
            },
            {
              count: 840,
              platform: 'C9300-48P',
              level: 'network-advantage',
              addon: 'dna-advantage',
              prefix: 'muc-acc',
            },
            {
              count: 52,
              platform: 'C9500-40X',
              level: 'network-advantage',
              addon: 'dna-advantage',
              prefix: 'zrh-core',
            },
          ],
        },
        {
          name: 'Americas Campus',
          pools: [
            { license: 'C9300 Network Advantage', quantity: 900 },
            { license: 'C9300 Network Essentials', quantity: 700 },
            { license: 'C9300 DNA Essentials', quantity: 1_500 },
            { license: 'C9400 Network Advantage', quantity: 48 },
            { license: 'C9400 DNA Advantage', quantity: 24 },
          ],
          instances: [
            {
              count: 820,
              platform: 'C9300-24U',
              level: 'network-advantage',
              addon: 'dna-essentials',
              prefix: 'nyc-acc',
            },
            {
              count: 610,
              platform: 'C9300-24T',
              level: 'network-essentials',
              addon: 'dna-essentials',
              prefix: 'atl-acc',
            },
            {
              count: 18,
              platform: 'C9407R',
              level: 'network-advantage',
              addon: 'dna-advantage',
              prefix: 'nyc-dist',
            },
          ],
        },
        {
          name: 'Branches',
          pools: [
            { license: 'C9200L Network Essentials, 24-port license', quantity: 1_000 },
            { license: 'C9200L DNA Essentials, 24-port Term license', quantity: 1_000 },
          ],
          instances: [
            {
              count: 942,
              platform: 'C9200L-24P-4X',
              level: 'network-essentials',
              addon: 'dna-essentials',
              prefix: 'br',
            },
            {
              count: 18,
              platform: 'C9200L-24P-4X',
              level: 'network-essentials',
              addon: 'dna-essentials',
              prefix: 'br-closed',
              silentDays: 140,
            },
          ],
        },
      ],
    },
    {
      name: 'Alpenrand Data Centers',
      domain: 'dc.alpenrand.example',
      onPrem: 'ssm-zrh-01',
      virtualAccounts: [
        {
          name: 'DEFAULT',
          default: true,
          pools: [
            { license: 'C9500 48Y4C NW Advantage', quantity: 320 },
            { license: 'C9500 48Y4C DNA Advantage', quantity: 320 },
            { license: 'C9300 48P NW Advantage', quantity: 360 },
          ],
          instances: [
            {
              count: 300,
              platform: 'C9500-48Y4C',
              level: 'network-advantage',
              addon: 'dna-advantage',
              prefix: 'dc-leaf',
            },
            { count: 340, platform: 'C9300-48UXM', level: 'network-advantage', prefix: 'dc-mgmt' },
          ],
        },
      ],
    },
    {
      name: 'Alpenrand Asia Pacific',
      domain: 'apac.alpenrand.example',
      status: 'pending',
      virtualAccounts: [
        {
          name: 'DEFAULT',
          default: true,
          pools: [{ license: 'C9300 Network Advantage', quantity: 120 }],
        },
      ],
    },
  ],
};
