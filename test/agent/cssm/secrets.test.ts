import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import type { LicensePool } from '../../../core/wire/cssm/index.ts';
import { isLicenseLabError } from '../../../core/errors.ts';
import type { HttpResponse } from '../../../core/ports/http.ts';
import { LAB_SECRET, clientOf, endedAnyhow, jsonAnswer } from './support.ts';

/** An error with everything a log or a person could see of it. */
function everything(error: unknown): string {
  if (!isLicenseLabError(error)) return inspect(error, { depth: 10 });
  const { code, message, hint, context, stack } = error;
  return [
    inspect(error, { depth: 10, showHidden: true }),
    code,
    message,
    hint,
    JSON.stringify(context),
    stack,
  ].join('\n');
}

/** Forms in which a secret may leak. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString('hex'),
    bytes.toString('base64').replace(/=+$/, ''),
  ];
}

// A peer that repeats what it was sent, at every level at which its words become ours.
const echoes: readonly (readonly [string, (said: string) => HttpResponse])[] = [
  ['in an envelope', (said) => jsonAnswer({ status: 'ERROR', statusMessage: said })],
  ['in an HTTP error', (said) => jsonAnswer({ message: said }, 500)],
  ['in a header', (said) => jsonAnswer({}, 429, { 'retry-after': said, 'x-echo': said })],
  ['as a page', (said) => ({ status: 200, headers: { 'content-type': said }, body: `<html>${said}` })],
  ['as a content type', (said) => ({ status: 200, headers: { 'content-type': said }, body: 'x' })],
  ['in a shape', (said) => jsonAnswer({ status: 'SUCCESS', totalRecords: said, licenses: [] })],
  [
    'in no JSON',
    (said) => ({ status: 200, headers: { 'content-type': 'application/json' }, body: `{"${said}` }),
  ],
];

test.each(echoes)('a secret repeated %s is in no error and no log', async (_name, echo) => {
  const bearers: string[] = [];
  const made = clientOf({}, {}, ({ url, headers, body }) => {
    const said = `${headers['authorization'] ?? ''} ${LAB_SECRET} ${url} ${body ?? ''}`;
    if (!url.endsWith('/licenses')) return null;
    bearers.push((headers['authorization'] ?? '').replace('Bearer ', ''));
    return echo(said);
  });
  const { client, lab, lines, requests } = made;
  const error = await endedAnyhow<readonly LicensePool[]>(lab.clock, (done) =>
    client.pools('campus.example', {}, done),
  );
  expect(isLicenseLabError(error)).toBe(true);
  expect(bearers[0]?.length).toBeGreaterThan(20);
  const outputs = everything(error) + inspect(lines, { depth: 10 });
  for (const secret of [...bearers, LAB_SECRET]) {
    for (const form of formsOf(secret)) expect(outputs).not.toContain(form);
    for (const { url } of requests) expect(url).not.toContain(secret);
  }
});

test.each([
  ['in its fields', (said: string) => jsonAnswer({ token_type: said, access_token: said, expires_in: 1 })],
  ['as a content type', (said: string) => ({ status: 200, headers: { 'content-type': said }, body: 'x' })],
])('a token service that repeats the secret %s is no leak either', async (_name, echo) => {
  const made = clientOf({}, {}, ({ url, body }) => (url.endsWith('/token') ? echo(body ?? '') : null));
  const { client, lab, lines } = made;
  const error = await endedAnyhow<unknown>(lab.clock, (done) => client.accounts(done));
  expect(isLicenseLabError(error)).toBe(true);
  expect(everything(error) + inspect(lines)).not.toContain(LAB_SECRET);
});

test('nothing of the client shows its secret', () => {
  const { client } = clientOf();
  expect(inspect(client, { depth: 10, showHidden: true })).not.toContain(LAB_SECRET);
});
