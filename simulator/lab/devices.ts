import type { AddressBook } from '../net/addresses.ts';
import type { LabDevice } from './lab.ts';
import type { LabWorld } from './world.ts';

/** The switches of a lab with their addresses and keys. */
export function labDevices(
  { fleet, sets }: LabWorld,
  book: AddressBook,
  keyOf: (deviceId: string) => { readonly fingerprint: string; readonly line: string | null },
): readonly LabDevice[] {
  return fleet.specs.flatMap((spec, index) => {
    const endpoint = book.endpoints[index];
    if (endpoint === undefined) return [];
    const { id, username, password, enable, serials, site, account, virtualAccount } = spec;
    const { fingerprint, line } = keyOf(id);
    const identity = { username, password, enable, serials, site, account, virtualAccount };
    return [
      {
        id,
        ...endpoint,
        ...identity,
        credentials: sets.of(spec).name,
        hostKey: fingerprint,
        hostKeyLine: line,
      },
    ];
  });
}
