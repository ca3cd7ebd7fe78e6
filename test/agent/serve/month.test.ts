/** A month of `serve` on virtual time: it does its rounds, keeps bounded data, and leaves nothing behind. */
import { expect, test, vi } from 'vitest';
import { createSilentRounds } from './rounds.ts';

vi.setConfig({ testTimeout: 60_000 });

test('thirty days: about 2,880 rounds, every one with its pause, outages in between, and an end', async () => {
  const serve = await createSilentRounds();
  await serve.clock.advance(30 * 86_400_000);
  const rounds = serve.said('round.done');
  expect(rounds).toBeGreaterThan(2_600);
  expect(rounds).toBeLessThan(3_200);
  expect(serve.said('account.synchronized') + serve.said('account.failed')).toBe(rounds);
  expect(serve.said('account.failed')).toBeGreaterThan(100);
  expect(await serve.end()).toEqual({ isIncomplete: false, lost: null });
  expect(serve.clock.pending().map(({ name }) => name)).toEqual([]);
});
