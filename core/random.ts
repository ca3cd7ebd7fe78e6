import type { Random } from './ports/random.ts';

/**
 * Seeded randomness (xoshiro128**, 32-bit arithmetic only, so every machine gives the same numbers). A stream split off by
 * a label depends on the seed and the labels alone, never on how many numbers were drawn: one more device does not shift
 * the others. Not for secrets.
 */
export function createRandom(seed: number | string): Random {
  return streamOf(hashText(String(seed), [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x1b873593]));
}

/** Four 32-bit words: the identity of a stream, and the state of its generator. */
type Words = readonly [number, number, number, number];

const TWO_POW_32 = 4_294_967_296;
/** Largest bound of {@link Random.below}: above it a number in [0, 1) has too few bits. */
const BELOW_MAX = 2 ** 53;

function streamOf(identity: Words): Random {
  let [a, b, c, d] = identity;
  // xoshiro is stuck at all zeros.
  if ((a | b | c | d) === 0) d = 1;

  function next32(): number {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotateLeft(d, 11);
    return result;
  }

  /** 53 random bits as a number in [0, 1). */
  function next(): number {
    return ((next32() >>> 5) * 67_108_864 + (next32() >>> 6)) / 9_007_199_254_740_992;
  }

  return {
    next,
    below(below) {
      if (!Number.isInteger(below) || below < 1 || below > BELOW_MAX) {
        throw new RangeError(`below() takes a whole number from 1 to 2^53, got ${String(below)}`);
      }
      if (below > TWO_POW_32) return Math.floor(next() * below);
      // Draws that would favour small numbers are thrown away.
      const usable = TWO_POW_32 - (TWO_POW_32 % below);
      for (;;) {
        const drawn = next32();
        if (drawn < usable) return drawn % below;
      }
    },
    split: (label) => streamOf(hashText(label, identity)),
  };
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

/** Spreads a text over four words, starting from `start` (cyrb128's mixing over UTF-16 units). */
function hashText(text: string, start: Words): Words {
  let [a, b, c, d] = start;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    a = b ^ Math.imul(a ^ unit, 597_399_067);
    b = c ^ Math.imul(b ^ unit, 2_869_860_233);
    c = d ^ Math.imul(c ^ unit, 951_274_213);
    d = a ^ Math.imul(d ^ unit, 2_716_044_179);
  }
  a ^= text.length;
  return [
    finish(a + Math.imul(b, 3)),
    finish(b + Math.imul(c, 5)),
    finish(c + Math.imul(d, 7)),
    finish(d + Math.imul(a, 11)),
  ];
}

/** Makes every bit of the result depend on every bit of the input (murmur3's finalizer). */
function finish(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
