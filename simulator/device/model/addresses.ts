import type { DeviceFacts } from './state.ts';

/** Base MAC address of a chassis as IOS writes it, e.g. `00b6.70ff.0500`: the model's first half, the serial's digest behind. */
export function chassisMac(facts: DeviceFacts, slot: number): string {
  const platform = facts.platforms[slot - 1];
  const serial = facts.serials[slot - 1] ?? '';
  // FNV-1a over the serial; a chassis has 64 addresses, so the last six bits are zero.
  let digest = 0x811c9dc5;
  for (const character of serial) digest = Math.imul(digest ^ character.charCodeAt(0), 0x01000193) >>> 0;
  const tail = ((digest ^ (digest >>> 8)) & 0xffffc0).toString(16).padStart(6, '0');
  return `${platform?.oui ?? '0000.00'}${tail.slice(0, 2)}.${tail.slice(2)}`;
}

/** The same address with colons: `00:b6:70:ff:05:00`. */
export function colonMac(mac: string): string {
  return (mac.replaceAll('.', '').match(/../g) ?? []).join(':');
}
