import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabInput } from '../../../simulator/index.ts';

/** One standalone switch with an account. */
export const ONE_SWITCH = {
  seed: 11,
  accounts: [
    {
      name: 'Acme',
      domain: 'acme.example',
      default: true,
      virtualAccounts: [{ name: 'DEFAULT', pools: [{ license: 'C9300 Network Advantage', quantity: 5 }] }],
    },
  ],
  groups: [{ count: 1, platform: 'C9300-24T', release: '17.9.4', level: 'network-essentials', site: 'hq' }],
} as const satisfies LabInput;

/** A folder in the temporary directory. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'liclab-interop-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
