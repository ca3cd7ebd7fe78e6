import type { Random } from '../../../core/ports/random.ts';

const HEX = '0123456789abcdef';
const WORD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A random UUID (RFC 9562 version 4), as product instances have. */
export function uuidText(random: Random): string {
  const digits = draw(random, HEX, 32);
  const variant = HEX[8 + random.below(4)] ?? '8';
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    variant + digits.slice(17, 20),
    digits.slice(20),
  ].join('-');
}

/** A registration token; only that it is long and opaque is like Cisco's. The seed decides it: for labs only. */
export function tokenText(random: Random): string {
  return draw(random, WORD, 88);
}

function draw(random: Random, alphabet: string, length: number): string {
  let text = '';
  while (text.length < length) text += alphabet[random.below(alphabet.length)] ?? '';
  return text;
}
