import { offeredKey } from '../../../../agent/drivers/ssh/host-key.ts';
import type { OfferedKey } from '../../../../agent/drivers/ssh/host-key.ts';

/** A key blob of that type that is no real key; the seed makes it another one. */
export function fakeKey(type: string, seed: number): OfferedKey {
  const name = Buffer.from(type);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(name.length);
  return offeredKey(Buffer.concat([head, name, Buffer.alloc(32, seed)]));
}

/** A line of known_hosts. */
export function knownHostLine(hosts: string, key: OfferedKey, mark = ''): string {
  return `${mark}${hosts} ${key.type} ${key.base64} a comment`;
}
