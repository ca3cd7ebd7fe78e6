/** A lab for desired states: switches at Essentials, and too few Advantage licenses for all of them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabOptions } from '../../../simulator/lab/options.ts';
import { NA, startAccountLab } from '../accounts/lab.ts';

/** Three switches at Essentials in one account with `licenses` Advantage licenses, and a second account. */
export const labOf = (licenses: number) =>
  ({
    seed: 5,
    time: 'virtual',
    accounts: [
      {
        name: 'Example Campus',
        domain: 'campus.example',
        default: true,
        virtualAccounts: [
          {
            name: 'DEFAULT',
            default: true,
            pools: [
              { license: NA, quantity: licenses },
              { license: 'C9300 Network Essentials', quantity: 10 },
            ],
          },
        ],
      },
      {
        name: 'Example Branch',
        domain: 'branch.example',
        virtualAccounts: [{ name: 'Shops', default: true, pools: [{ license: NA, quantity: 5 }] }],
      },
    ],
    groups: [
      {
        count: 3,
        prefix: 'sw',
        platform: 'C9300-24T',
        level: 'network-essentials',
        account: 'campus.example',
        site: 'north',
      },
    ],
  }) satisfies LabOptions['lab'];

/** Starts it with a desired state. */
export async function startDesiredLab(
  desired: string,
  licenses = 2,
  inventory: (written: Record<string, unknown>) => Record<string, unknown> = (written) => written,
) {
  const lab = await startAccountLab(labOf(licenses), {}, inventory);
  writeFileSync(join(lab.folder, 'desired.yaml'), desired);
  return lab;
}
