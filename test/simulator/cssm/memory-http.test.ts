import { expect, test } from 'vitest';
import type { HttpRequest } from '../../../core/ports/http.ts';
import { createMemoryHttp } from '../../../simulator/cssm/memory-http.ts';
import type { CssmHandler } from '../../../simulator/cssm/routes/http.ts';
import { createVirtualClock } from '../../../simulator/time/virtual-clock.ts';

const request: HttpRequest = {
  method: 'GET',
  url: 'https://cssm.example/a%20b?x=1',
  headers: {},
  body: null,
  timeoutMs: 1000,
  responseBytesMax: 10,
};

function ask(handle: CssmHandler, more: Partial<HttpRequest> = {}) {
  const clock = createVirtualClock();
  const http = createMemoryHttp(handle, clock);
  return clock.settle(
    new Promise((resolve) =>
      http.request({ ...request, ...more }, (answer) => resolve({ answer, atMs: clock.monotonicMs() })),
    ),
  );
}

const answers =
  (body: string, delayMs: number): CssmHandler =>
  () => ({ response: { status: 200, headers: {}, body }, delayMs });

test('hands over path and query, and answers after the delay', async () => {
  const seen: unknown[] = [];
  const result = await ask((asked) => {
    seen.push(asked.path, asked.query.get('x'));
    return { response: { status: 200, headers: {}, body: 'é' }, delayMs: 70 };
  });
  expect(seen).toEqual(['/a%20b', '1']);
  expect(result).toMatchObject({ answer: { status: 200, body: 'é' }, atMs: 70 });
});

test.each([
  ['a late answer', answers('x', 1001), 'HTTP_TIMEOUT', 1000],
  ['a big answer', answers('é'.repeat(6), 5), 'HTTP_TOO_LARGE', 5],
  ['a cut connection', (() => ({ response: null, delayMs: 5 })) as CssmHandler, 'HTTP_UNREACHABLE', 5],
])('%s is an error', async (_name, handle, code, atMs) => {
  expect(await ask(handle)).toMatchObject({ answer: { code }, atMs });
});

test('never answers in the same tick', () => {
  const clock = createVirtualClock();
  let isDone = false;
  createMemoryHttp(answers('x', 0), clock).request(request, () => {
    isDone = true;
  });
  expect(isDone).toBe(false);
  clock.runUntilIdle();
  expect(isDone).toBe(true);
});
