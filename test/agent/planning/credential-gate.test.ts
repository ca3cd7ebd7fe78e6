import { expect, test } from 'vitest';
import type { Clock } from '../../../core/ports/clock.ts';
import { CredentialGate } from '../../../agent/planning/index.ts';

test('until a set has worked, only as many attempts run as may be refused; then it is closed', async () => {
  const gate = new CredentialGate(clock().port);
  const entered = await started(gate, 10);
  expect(entered.open).toBe(3);
  for (let refusal = 0; refusal < 3; refusal++) gate.leave('c', 'refused');
  expect(await Promise.all(entered.rest)).toEqual(Array.from({ length: 7 }, () => false));
  expect(await gate.enter('c')).toBe(false);
  expect(await gate.enter('other')).toBe(true);
});

test('a set that has worked is open to all, and stays open whatever a single switch says', async () => {
  const gate = new CredentialGate(clock().port);
  const entered = await started(gate, 10);
  gate.leave('c', 'refused');
  gate.leave('c', 'refused');
  gate.leave('c', 'accepted');
  expect(await Promise.all(entered.rest)).toEqual(Array.from({ length: 7 }, () => true));
  for (let refusal = 0; refusal < 7; refusal++) gate.leave('c', 'refused');
  expect(await gate.enter('c')).toBe(true);
});

test('switches that hang hold the others back for five seconds only', async () => {
  const { port, fire } = clock();
  const gate = new CredentialGate(port);
  const entered = await started(gate, 10);
  fire(5_000);
  expect(await Promise.all(entered.rest)).toEqual(Array.from({ length: 7 }, () => true));
});

/** Lets `count` attempts enter; `open` of them did at once, the others are still waiting. */
async function started(gate: CredentialGate, count: number) {
  const settled = new Set<number>();
  const all = Array.from({ length: count }, (_, index) => gate.enter('c').finally(() => settled.add(index)));
  await new Promise((resume) => setImmediate(resume));
  return { open: settled.size, rest: all.filter((_, index) => !settled.has(index)) };
}

function clock() {
  const timers: { delayMs: number; fire: () => void }[] = [];
  const port: Clock = {
    monotonicMs: () => 0,
    wallMs: () => 0,
    setTimer(_name, delayMs, fire) {
      timers.push({ delayMs, fire });
      return { cancel: () => undefined };
    },
  };
  const fire = (afterMs: number) =>
    timers.filter(({ delayMs }) => delayMs <= afterMs).forEach((timer) => timer.fire());
  return { port, fire };
}
