import type { DeviceSpec } from '../device/contract.ts';
import type { PlainCredentials } from '../net/memory-world.ts';

/** A set of user name, password and enable secret under a name. */
export interface CredentialSet extends PlainCredentials {
  readonly name: string;
  readonly enable: string;
}

/** Credential sets of a lab: `lab` for the first, `lab-2` and so on for others. */
export interface CredentialSets {
  readonly all: readonly CredentialSet[];
  of(spec: DeviceSpec): CredentialSet;
  readonly named: (name: string) => CredentialSet | null;
}

/** Finds the distinct sets of a fleet. */
export function credentialSetsOf(specs: readonly DeviceSpec[]): CredentialSets {
  const byValue = new Map<string, CredentialSet>();
  const of = ({ username, password, enable }: DeviceSpec): CredentialSet => {
    const key = JSON.stringify([username, password, enable]);
    const known = byValue.get(key);
    if (known !== undefined) return known;
    const name = byValue.size === 0 ? 'lab' : `lab-${byValue.size + 1}`;
    const set = { name, username, password, enable };
    byValue.set(key, set);
    return set;
  };
  for (const spec of specs) of(spec);
  const all = [...byValue.values()];
  return { all, of, named: (name) => all.find((set) => set.name === name) ?? null };
}
