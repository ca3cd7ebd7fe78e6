import { describe, expect, test } from 'vitest';
import { createRandom } from '../../core/random.ts';

const draw = (seed: number | string, count: number) => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => random.next());
};

describe('seeded randomness', () => {
  test('the same seed gives the same numbers, another seed others', () => {
    expect(draw(7, 20)).toEqual(draw(7, 20));
    expect(draw(7, 20)).not.toEqual(draw(8, 20));
    expect(draw('7', 5)).toEqual(draw(7, 5));
  });

  test('the numbers are pinned, so that a recorded seed means the same run in every version', () => {
    const random = createRandom(24);
    expect([random.below(1000), random.below(1000), random.below(1000)]).toMatchInlineSnapshot(`
      [
        843,
        802,
        410,
      ]
    `);
    expect(createRandom(24).split('sw-0001').below(1_000_000)).toMatchInlineSnapshot(`703539`);
  });

  test('a stream split off by a label does not depend on what was drawn before', () => {
    const fresh = createRandom(3).split('sw-0002');
    const used = createRandom(3);
    for (let index = 0; index < 50; index++) used.next();
    used.split('sw-0001').next();
    expect(used.split('sw-0002').next()).toBe(fresh.next());
  });

  test('streams of neighbouring labels and seeds are unlike each other', () => {
    const first = new Set<number>();
    for (let index = 0; index < 10_000; index++) {
      first.add(createRandom(1).split(`sw-${index}`).next());
      first.add(createRandom(index + 2).next());
    }
    expect(first.size).toBe(20_000);
  });

  test('nested splits keep order and names apart', () => {
    const root = createRandom(1);
    expect(root.split('a').split('b').next()).not.toBe(root.split('b').split('a').next());
    expect(root.split('ab').next()).not.toBe(root.split('a').split('b').next());
    expect(root.split('').next()).not.toBe(createRandom(1).next());
  });

  test('numbers are spread evenly: chi-square over 100 cells stays below the 99.99 % bound', () => {
    for (const seed of [0, 1, 2, 'x']) {
      const random = createRandom(seed);
      const cells = Array.from({ length: 100 }, () => 0);
      for (let index = 0; index < 100_000; index++) {
        const cell = Math.floor(random.next() * 100);
        cells[cell] = (cells[cell] ?? 0) + 1;
      }
      const chiSquare = cells.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
      expect(chiSquare).toBeLessThan(161.4);
    }
  });

  test('the first numbers of 100,000 neighbouring splits are spread evenly too', () => {
    const root = createRandom(5);
    const cells = Array.from({ length: 100 }, () => 0);
    for (let index = 0; index < 100_000; index++) {
      const cell = root.split(`sw-${index}`).below(100);
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    const chiSquare = cells.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(161.4);
  });

  test('below() keeps its bounds and refuses what is no bound', () => {
    const random = createRandom(1);
    expect(random.below(1)).toBe(0);
    for (let index = 0; index < 1000; index++) expect(random.below(3)).toBeLessThan(3);
    expect(random.below(2 ** 53)).toBeLessThan(2 ** 53);
    for (const bad of [0, -1, 1.5, Number.NaN, 2 ** 54]) expect(() => random.below(bad)).toThrow(RangeError);
  });
});
