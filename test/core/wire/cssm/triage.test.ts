import { describe, expect, test } from 'vitest';
import { TransportError } from '../../../../core/errors.ts';
import { readBody, readV1 } from '../../../../core/wire/cssm/triage.ts';
import { json, thrownBy } from './codes.ts';

const now = Date.UTC(2026, 0, 5, 8);
const page = (body: string, status = 200) => ({ status, headers: { 'content-type': 'text/html' }, body });
const transport = (code: string) => new TransportError(code, 'x', { definite: code === 'HTTP_UNREACHABLE' });

describe('every level has codes of its own', () => {
  test.each([
    [
      'refused connection',
      transport('HTTP_UNREACHABLE'),
      'CSSM_UNREACHABLE',
      'transport',
      true,
      'same-session',
    ],
    ['time-out', transport('HTTP_TIMEOUT'), 'CSSM_TIMEOUT', 'transport', false, 'same-session'],
    ['reset', transport('HTTP_RESET'), 'CSSM_RESET', 'transport', false, 'same-session'],
    ['certificate', transport('HTTP_TLS'), 'CSSM_TLS', 'transport', false, 'never'],
    ['size', transport('HTTP_TOO_LARGE'), 'CSSM_TOO_LARGE', 'transport', false, 'never'],
    ['301', json({}, 301), 'CSSM_REDIRECTED', 'http', true, 'never'],
    ['400', json({}, 400), 'CSSM_HTTP', 'http', true, 'never'],
    ['401', json({}, 401), 'CSSM_UNAUTHORIZED', 'http', true, 'never'],
    ['403', json({}, 403), 'CSSM_FORBIDDEN', 'http', true, 'never'],
    ['403 of the gateway', json('Invalid Client', 403), 'CSSM_NOT_SUBSCRIBED', 'http', true, 'never'],
    ['404', json({}, 404), 'CSSM_NOT_FOUND', 'http', true, 'never'],
    ['422', json({}, 422), 'CSSM_HTTP', 'http', true, 'never'],
    ['429', json({}, 429), 'CSSM_RATE_LIMITED', 'http', true, 'same-session'],
    ['502 as a web page', page('<html>', 502), 'CSSM_UNAVAILABLE', 'http', false, 'same-session'],
    ['503', json({}, 503), 'CSSM_UNAVAILABLE', 'http', false, 'same-session'],
    ['login page with 200', page('<html>log in</html>'), 'CSSM_NOT_JSON', 'body', false, 'never'],
    ['JSON said to be text', page('{}'), 'CSSM_NOT_JSON', 'body', false, 'never'],
    ['garbage', json('{"status":'), 'CSSM_NOT_JSON', 'body', false, 'never'],
    ['empty', json(''), 'CSSM_NOT_JSON', 'body', false, 'never'],
    ['a list', json([]), 'CSSM_SHAPE', 'body', false, 'never'],
    [
      'ERROR with 200',
      json({ status: 'ERROR', statusMessage: 'no' }),
      'CSSM_REFUSED',
      'envelope',
      true,
      'never',
    ],
    ['no status', json({ licenses: [] }), 'CSSM_SHAPE', 'envelope', false, 'never'],
    ['another status', json({ status: 'OK_POLL' }), 'CSSM_SHAPE', 'envelope', false, 'never'],
  ])('%s', (_name, answer, code, level, definite, retry) => {
    const error = thrownBy(() => readV1(answer, now));
    expect(error).toMatchObject({ code, definite, retry });
    expect(error.context).toMatchObject({ level });
  });
});

test('a success is handed on with its fields', () => {
  const body = readV1(json({ status: 'SUCCESS', statusMessage: '', totalRecords: 3 }), now);
  expect(body['totalRecords']).toBe(3);
});

test('other JSON types count as JSON', () => {
  const answer = { status: 200, headers: { 'content-type': 'application/problem+json' }, body: '{"a":1}' };
  expect(readBody(answer, now)['a']).toBe(1);
});

test.each([
  ['seconds', '30', 30_000],
  ['absurd', '86400', 120_000],
  ['none', undefined, null],
])('Retry-After: %s', (_name, header, expected) => {
  const headers: Record<string, string> = header === undefined ? {} : { 'retry-after': header };
  const error = thrownBy(() => readV1(json({}, 429, headers), now));
  expect(error.context['retryAfterMs']).toBe(expected);
});

test('what CSSM says is one printable line of limited length', () => {
  const statusMessage = `no\n{"level":60}\u001b]52;c;eA==\u0007\u202e${'x'.repeat(5000)}`;
  const error = thrownBy(() => readV1(json({ status: 'ERROR', statusMessage }), now));
  expect(error.message).toMatch(/^[\x20-\x7e]+$/);
  expect(error.message.length).toBeLessThan(250);
});

test('an error that is not about the network is handed on as it is', () => {
  const defect = new TransportError('SOMETHING_ELSE', 'x');
  expect(thrownBy(() => readV1(defect, now))).toBe(defect);
});
