import { expect, test } from 'vitest';
import { readRequest } from '../../../../simulator/device/netconf-server/requests.ts';

const NC = 'xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"';

/** Message-id, attributes that the reply repeats, and name of the operation. */
function summary(text: string) {
  const request = readRequest(text);
  if (request.kind !== 'rpc' || !request.rpc.ok) return request.kind;
  const { messageId, echo, operation } = request.rpc.request;
  return [
    messageId,
    echo.attributes.map(({ name, value }) => `${name}=${value}`),
    operation.name,
    request.operation,
  ];
}

test('a request like an earlier one keeps its own message-id', () => {
  const text = (id: string) => `<rpc ${NC} message-id="${id}"><close-session/></rpc>`;
  for (const id of ['1', '2', 'abc', '1']) {
    expect(summary(text(id))).toEqual([id, [`message-id=${id}`], 'close-session', 'close-session']);
  }
});

test('other attributes make another request', () => {
  const text = (user: string, id: string) => `<rpc ${NC} user="${user}" message-id="${id}"><get/></rpc>`;
  expect(summary(text('a', '1'))).toEqual(['1', ['user=a', 'message-id=1'], 'get', null]);
  expect(summary(text('b', '2'))).toEqual(['2', ['user=b', 'message-id=2'], 'get', null]);
  expect(summary(text('a', '3'))).toEqual(['3', ['user=a', 'message-id=3'], 'get', null]);
});

test('what looks like a message-id inside of another value is none', () => {
  const text = (inner: string, id: string) =>
    `<rpc ${NC} x='message-id="${inner}"' message-id="${id}"><get/></rpc>`;
  expect(summary(text('5', '5'))).toEqual(['5', ['x=message-id="5"', 'message-id=5'], 'get', null]);
  expect(summary(text('6', '5'))).toEqual(['5', ['x=message-id="6"', 'message-id=5'], 'get', null]);
});

test.each([
  ['no XML', '<rpc', 'malformed'],
  ['a broken rpc', `<rpc ${NC} message-id="1"><get></rpc>`, 'malformed'],
  ['a doctype', `<!DOCTYPE x><rpc ${NC} message-id="1"><get/></rpc>`, 'malformed'],
  ['another message', `<hello ${NC}/>`, 'other'],
])('%s is %s', (_name, text, kind) => {
  expect(summary(text)).toBe(kind);
  expect(summary(text)).toBe(kind);
});
