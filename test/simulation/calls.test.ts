import { expect, test } from 'vitest';
import { type CallAt, everyCall, runCall, wrongWith } from './calls.ts';

test('a change in which no call fails reloads once and ends at the target', () => {
  expect(runCall(null)).toMatchObject({ violations: [], ends: ['SUCCEEDED'], reloads: 1, restarts: 0 });
});

test('I1 I2 I8 I9 I10 I23 hold when any one call of store, switch or CSSM fails, dies, hangs, is slow or loses its answer', {
  timeout: 60_000,
}, () => {
  const rows = everyCall();
  expect(rows.length).toBeGreaterThan(200);
  expect(rows.flatMap((row) => wrongWith(row, runCall(row)))).toEqual([]);
});

test('an append whose answer is lost is gone on with: the reload that it decided is asked for once (F34)', () => {
  for (let call = 1; call <= runCall(null).calls.store; call += 1) {
    const at: CallAt = { port: 'store', call, trouble: 'answer lost' };
    expect([call, runCall(at)]).toMatchObject([call, { ends: ['SUCCEEDED'], reloads: 1, restarts: 0 }]);
  }
});
