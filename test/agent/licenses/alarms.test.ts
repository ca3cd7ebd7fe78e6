/** Alarms of a retrieval: each once per term and threshold, in the log and at the webhook, whatever happens in between. */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { TransportError } from '../../../core/errors.ts';
import type { HttpRequest, HttpResponse } from '../../../core/ports/http.ts';
import type { LicenseLabError } from '../../../core/errors.ts';
import { raiseAlarms } from '../../../agent/licenses/index.ts';
import type { WebhookTarget } from '../../../agent/licenses/index.ts';
import { sha256 } from '../../../agent/runtime/ports/digest.ts';
import { Secret } from '../../../agent/secrets/index.ts';
import { createVirtualClock } from '../../../simulator/time/virtual-clock.ts';
import { memoryDocuments } from '../accounts/documents.ts';
import { fencedBlocks } from '../../interop/support/readme.ts';
import { lot, pool, snapshot } from './samples.ts';

const DAY_MS = 86_400_000;
const SECRET = 'canary-of-the-webhook';
const TARGET: WebhookTarget = {
  url: 'https://hooks.example/liclab',
  secret: new Secret(SECRET),
  endpoint: { caFile: null, allowPrivate: false, proxy: null },
};

type Answer = HttpResponse | LicenseLabError;
const status = (code: number): HttpResponse => ({
  status: code,
  headers: {},
  body: 'secret of the receiver',
});

/** A world whose webhook answers in turn, the last answer again and again. */
function worldOf(answers: readonly Answer[] = [status(204)], webhook: WebhookTarget | null = TARGET) {
  const clock = createVirtualClock();
  const documents = memoryDocuments();
  const logged: { readonly event: string; readonly fields: Readonly<Record<string, unknown>> }[] = [];
  const requests: HttpRequest[] = [];
  let closed = 0;
  const world = {
    documents,
    clock,
    digest: sha256,
    rules: [],
    webhook,
    log: {
      write: (_level: string, event: string, fields: object) =>
        void logged.push({ event, fields: { ...fields } }),
    },
    openHttp: () => ({
      request(request: HttpRequest, done: (answer: Answer) => void) {
        requests.push(request);
        const answer = answers[Math.min(requests.length, answers.length) - 1] ?? status(204);
        clock.setTimer('webhook answers', 5, () => done(answer));
      },
      close: async () => void (closed += 1),
    }),
  };
  const dayAfter = (days: number): string =>
    new Date(clock.wallMs() + days * DAY_MS).toISOString().slice(0, 10);
  const raise = (data = snapshot({ pools: [pool('A', 5, 4, { lots: [lot(end, 5)] })] })) =>
    clock.settle(raiseAlarms(world, data), { limitMs: DAY_MS });
  const end = dayAfter(20);
  const bodies = () => requests.map(({ body }) => JSON.parse(body ?? '') as Record<string, unknown>);
  return { world, clock, documents, logged, requests, bodies, raise, end, dayAfter, closed: () => closed };
}

test('a threshold is logged and posted once, the next one again', async () => {
  const { raise, clock, logged, bodies, end } = worldOf();
  expect(await raise()).toMatchObject({ logged: 1, posted: 1, failure: null, alarms: [{ alarm: 30 }] });
  expect(await raise()).toMatchObject({ logged: 0, posted: 0, alarms: [{ alarm: 30 }] });
  await clock.advance(14 * DAY_MS);
  expect(await raise()).toMatchObject({ logged: 1, posted: 1, alarms: [{ alarm: 7, daysLeft: 6 }] });
  expect(logged.map(({ event, fields }) => [event, fields['alarm'], fields['end']])).toEqual([
    ['license.expiry-alarm', 30, end],
    ['license.expiry-alarm', 7, end],
  ]);
  expect(bodies().map((body) => body['alarms'])).toMatchObject([[{ alarm: 30 }], [{ alarm: 7 }]]);
});

test('the payload says what the documentation says', async () => {
  const { raise, bodies, requests, end } = worldOf();
  await raise();
  expect(bodies()[0]).toEqual({
    schema: 'liclab.alarms/1',
    id: expect.stringMatching(/^[0-9a-f]{32}$/),
    at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
    account: 'campus.example',
    alarms: [
      {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        account: 'campus.example',
        virtualAccount: 'A',
        license: 'C9300 Network Advantage',
        subscription: '',
        quantity: 5,
        end,
        daysLeft: 20,
        shortAfter: 4,
        rule: 'default',
        alarm: 30,
      },
    ],
  });
  const page = readFileSync(new URL('../../../docs/licenses.md', import.meta.url), 'utf8');
  const documented = JSON.parse(fencedBlocks(page, 'json payload')[0] ?? '') as { alarms: object[] };
  expect(shapeOf(bodies()[0])).toEqual(shapeOf(documented));
  const [request] = requests;
  const [, second = '', hex = ''] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(request?.headers['liclab-signature'] ?? '') ?? [];
  expect(
    createHmac('sha256', SECRET)
      .update(`${second}.${request?.body ?? ''}`)
      .digest('hex'),
  ).toBe(hex);
  expect(JSON.stringify(requests)).not.toContain(SECRET);
});

/** Keys and types of a value, not its contents. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]));
}

describe('a webhook that', () => {
  const timeout = new TransportError('HTTP_TIMEOUT', 'No answer.', { definite: false });
  const tls = new TransportError('HTTP_TLS', 'The certificate is not accepted.', { definite: true });
  test.each([
    [
      'cannot answer now is asked again, under the same id',
      [status(503), status(429), timeout, status(200)],
      4,
      null,
    ],
    ['never answers is asked four times in one run', [timeout], 4, 'WEBHOOK_FAILED'],
    ['refuses is asked once', [status(401)], 1, 'WEBHOOK_FAILED'],
    ['redirects is not followed', [status(302)], 1, 'WEBHOOK_FAILED'],
    ['is not the one it claims to be is asked once', [tls], 1, 'WEBHOOK_FAILED'],
  ])('%s', async (_name, answers, calls, code) => {
    const { raise, requests, logged, closed } = worldOf(answers);
    const raised = await raise();
    expect(requests).toHaveLength(calls);
    expect(new Set(requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(raised.failure?.code ?? null).toBe(code);
    expect(closed()).toBe(1);
    expect(JSON.stringify([raised, logged])).not.toMatch(/receiver|canary/);
  });

  test('failed is told with the next run, the log only once', async () => {
    const { raise, logged, requests } = worldOf([status(401), status(200)]);
    expect(await raise()).toMatchObject({ logged: 1, posted: 0 });
    expect(await raise()).toMatchObject({ logged: 0, posted: 1, failure: null });
    expect(await raise()).toMatchObject({ logged: 0, posted: 0 });
    expect(logged.map(({ event }) => event)).toEqual(['license.expiry-alarm', 'license.webhook-failed']);
    expect(new Set(requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  });
});

test('many alarms go in posts of a hundred; those that were taken are not sent again', async () => {
  const { raise, bodies, dayAfter, requests } = worldOf([status(200), status(200), status(400), status(200)]);
  const pools = Array.from({ length: 250 }, (_, index) =>
    pool(`VA ${index}`, 5, 1, { lots: [lot(dayAfter(3), 5)] }),
  );
  expect(await raise(snapshot({ pools }))).toMatchObject({ logged: 250, posted: 200 });
  expect(await raise(snapshot({ pools }))).toMatchObject({ logged: 0, posted: 50 });
  expect(requests).toHaveLength(4);
  expect(bodies().map((body) => (body['alarms'] as unknown[]).length)).toEqual([100, 100, 50, 50]);
});

test('what stands is posted to a webhook that is named later, and not logged again', async () => {
  const without = worldOf([], null);
  expect(await without.raise()).toMatchObject({ logged: 1, posted: 0, failure: null });
  const told = await without.documents.list('alarms-told');
  expect(told).toMatchObject([{ key: 'campus.example', body: { webhook: {} } }]);
});

test('accounts are told apart', async () => {
  const { world, clock, logged, end } = worldOf();
  const pools = [pool('A', 5, 4, { lots: [lot(end, 5)] })];
  for (const account of ['a.example', 'b.example', 'a.example'])
    await clock.settle(raiseAlarms(world, snapshot({ account, pools })));
  expect(logged.map(({ fields }) => fields['account'])).toEqual(['a.example', 'b.example']);
});
