import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { LOGIN_GRACE_MS, UNAUTHENTICATED_MAX } from '../../../simulator/net/admission.ts';
import { createVirtualClock } from '../../../simulator/time/virtual-clock.ts';
import { gone, login, netconf, sshLab, until } from './ssh-lab.ts';

function idle(port: number): { socket: Socket; closed: Promise<void>; greeted: Promise<void> } {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  return {
    socket,
    closed: new Promise((resolve) => socket.once('close', () => resolve())),
    greeted: new Promise((resolve) => socket.once('data', () => resolve())),
  };
}

describe('connections that do not log in', () => {
  test('end after the login grace, whatever they sent; a logged-in one stays', async () => {
    const guardClock = createVirtualClock();
    await using lab = await sshLab({}, { guardClock });
    const silent = idle(lab.endpoint.sshPort);
    const talking = idle(lab.endpoint.netconfPort);
    await Promise.all([silent.greeted, talking.greeted]);
    talking.socket.write('SSH-2.0-nobody\r\n');
    const client = await login('127.0.0.1', lab.endpoint.netconfPort);
    const channel = await netconf(client);
    expect(lab.admission.waiting()).toBe(2);
    await guardClock.advance(LOGIN_GRACE_MS - 1);
    expect(lab.admission.waiting()).toBe(2);
    await guardClock.advance(1);
    await Promise.all([silent.closed, talking.closed]);
    expect(lab.admission.waiting()).toBe(0);
    channel.stream.write('still here');
    await channel.until('still here');
    client.end();
    await gone(client);
  });

  test('are bounded: the oldest goes, and an honest client still gets in', async () => {
    await using lab = await sshLab();
    const all = Array.from({ length: UNAUTHENTICATED_MAX + 50 }, () => idle(lab.endpoint.sshPort));
    await Promise.all(all.slice(0, 50).map((one) => one.closed));
    expect(lab.admission.waiting()).toBeLessThanOrEqual(UNAUTHENTICATED_MAX);
    const client = await login('127.0.0.1', lab.endpoint.netconfPort);
    client.end();
    await gone(client);
    for (const { socket } of all) socket.destroy();
  });

  test('garbage in place of SSH ends that connection and nothing else', async () => {
    await using lab = await sshLab();
    for (const bytes of [
      'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
      'SSH-2.0-x\r\n\0\0\0\x01garbage'.repeat(10),
      '\xff'.repeat(100_000),
    ]) {
      const { socket, closed } = idle(lab.endpoint.netconfPort);
      socket.write(bytes, 'latin1');
      socket.end();
      await closed;
    }
    const client = await login('127.0.0.1', lab.endpoint.netconfPort);
    client.end();
    await gone(client);
    expect(lab.defects).toEqual([]);
  });
});

test('a connection without a session is closed after a while', async () => {
  const guardClock = createVirtualClock();
  await using lab = await sshLab({}, { guardClock });
  const client = await login('127.0.0.1', lab.endpoint.netconfPort);
  client.on('error', () => undefined);
  const lost = gone(client);
  const channel = await netconf(client);
  await guardClock.advance(60_000);
  channel.stream.write('x');
  await channel.until('x');
  channel.stream.end();
  await channel.closed;
  await until(() => guardClock.pending().length > 0);
  await guardClock.advance(5_000);
  await lost;
  await until(() => lab.connections.count() === 0);
  expect(lab.device.sessions[0]!.ended).toBe(1);
});
