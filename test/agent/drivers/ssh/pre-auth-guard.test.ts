import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { guardPreAuth } from '../../../../agent/drivers/ssh/pre-auth-guard.ts';

test.each([
  {
    what: 'no identification line',
    first: '',
    bytesMax: 16 * 1024,
    text: 'without an SSH identification line',
  },
  {
    what: 'an identification line',
    first: 'hello\r\nSSH-2.0-x\r\n',
    bytesMax: 64 * 1024,
    text: 'before the login',
  },
])('with $what a peer may send $bytesMax bytes before the login', ({ first, bytesMax, text }) => {
  const socket = new EventEmitter() as Socket;
  const said: string[] = [];
  const guard = guardPreAuth(socket, (reason) => said.push(reason));
  let sent = 0;
  const send = (bytes: Buffer): void => {
    sent += bytes.length;
    socket.emit('data', bytes);
  };
  send(Buffer.from(first));
  while (said.length === 0 && sent < 200_000) send(Buffer.alloc(1_000, 'x'));
  expect(sent).toBeGreaterThan(bytesMax);
  expect(sent).toBeLessThanOrEqual(bytesMax + 1_000);
  expect(said).toEqual([expect.stringContaining(text)]);
  send(Buffer.alloc(100_000));
  expect(said).toHaveLength(1);
  expect(Buffer.from(guard.first()).toString().startsWith(first)).toBe(true);
});
