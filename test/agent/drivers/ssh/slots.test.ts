import { expect, test } from 'vitest';
import { createSlots } from '../../../../agent/drivers/ssh/slots.ts';
import type { Leave } from '../../../../agent/drivers/ssh/slots.ts';

test('places are handed out in order, given back once, and the queue is bounded', () => {
  const slots = createSlots(2, 2);
  const got: string[] = [];
  const take = (name: string): Leave | null => slots.take(() => void got.push(name));
  const [a, , c, d, e] = [take('a'), take('b'), take('c'), take('d'), take('e')];
  expect(got).toEqual(['a', 'b']);
  expect(e).toBeNull();
  c?.();
  a?.();
  a?.();
  expect(got).toEqual(['a', 'b', 'd']);
  expect(slots.used).toBe(2);
  d?.();
  expect(slots.used).toBe(1);
});

test('a place given back in the grant itself goes to the next', () => {
  const slots = createSlots(1, 10);
  const got: number[] = [];
  const first = slots.take(() => {});
  for (let index = 0; index < 5; index += 1) {
    slots.take((leave) => {
      got.push(index);
      leave();
    });
  }
  first?.();
  expect(got).toEqual([0, 1, 2, 3, 4]);
  expect(slots.used).toBe(0);
});
