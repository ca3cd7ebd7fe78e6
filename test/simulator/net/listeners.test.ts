import { connect, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, test } from 'vitest';
import { addressOf, checkFits, HOSTS_PER_NET, indexOf, netOf } from '../../../simulator/net/addresses.ts';
import { openListeners } from '../../../simulator/net/listeners.ts';
import type { ListenOptions, Listeners } from '../../../simulator/net/listeners.ts';

const isLinux = process.platform === 'linux';

async function opened(options: ListenOptions) {
  const accepted: string[] = [];
  const listeners = await openListeners({ netFirst: 200, ...options }, (socket, index, service) => {
    accepted.push(`${index} ${service}`);
    socket.on('error', () => undefined).end('hello');
  });
  return { ...listeners, accepted, [Symbol.asyncDispose]: async () => listeners.close() };
}

function read(host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    connect(port, host)
      .on('data', (bytes) => (text += bytes.toString()))
      .on('close', () => resolve(text))
      .on('error', reject);
  });
}

describe('addresses', () => {
  test.each([
    [0, '127.16.0.1'],
    [253, '127.16.0.254'],
    [254, '127.16.1.1'],
    [HOSTS_PER_NET - 1, '127.16.255.254'],
    [HOSTS_PER_NET, '127.17.0.1'],
  ])('switch %i is at %s', (index, address) => {
    expect([addressOf(16, index), indexOf(16, address)]).toEqual([address, index]);
  });

  test.each(['127.15.0.1', '127.16.0.0', '127.16.0.255', '10.16.0.1', '::1', '', '127.16.0'])(
    '%j is nobody’s',
    (address) => {
      expect(indexOf(16, address)).toBeNull();
    },
  );

  test('LICLAB_NET is read, and refused when it is no block', () => {
    expect([netOf({}), netOf({ LICLAB_NET: '' }), netOf({ LICLAB_NET: '41' })]).toEqual([null, null, 41]);
    for (const bad of ['0', '255', '16.5', 'x', '-1']) {
      expect(() => netOf({ LICLAB_NET: bad })).toThrow(expect.objectContaining({ code: 'LICLAB_NET' }));
    }
  });

  test('a lab that does not fit is refused', () => {
    expect(() => checkFits(254, HOSTS_PER_NET)).not.toThrow();
    expect(() => checkFits(254, HOSTS_PER_NET + 1)).toThrow(expect.objectContaining({ code: 'LAB_TOO_BIG' }));
  });
});

describe.skipIf(!isLinux)('an address each', () => {
  test('every switch answers at its own address, both ports', async () => {
    await using lab = await opened({ count: 3 });
    for (const { host, netconfPort, sshPort } of lab.endpoints) {
      expect([await read(host, netconfPort), await read(host, sshPort)]).toEqual(['hello', 'hello']);
    }
    expect(lab.accepted).toEqual(['0 netconf', '0 cli', '1 netconf', '1 cli', '2 netconf', '2 cli']);
    expect(lab.endpoints[2]).toMatchObject({ netconfPort: 10830, sshPort: 10022 });
  });

  test('a second lab takes the next block; a block that is asked for and taken is an error', async () => {
    await using first = await opened({ count: 1 });
    await using second = await opened({ count: 1 });
    const block = (lab: Listeners) => Number(lab.endpoints[0]?.host.split('.')[1]);
    expect(block(second)).toBeGreaterThan(block(first));
    await expect(opened({ count: 1, net: block(first) })).rejects.toMatchObject({ code: 'LISTEN_IN_USE' });
    expect(first.accepted).toEqual([]);
  });

  test('when one address is taken, those already open are closed again', async () => {
    const stranger = createServer();
    await new Promise<void>((resolve) => stranger.listen({ host: '127.235.0.3', port: 10022 }, resolve));
    await expect(opened({ count: 4, net: 235 })).rejects.toMatchObject({ code: 'LISTEN_IN_USE' });
    await new Promise((resolve) => stranger.close(resolve));
    await using again = await opened({ count: 4, net: 235 });
    expect(await read(again.endpoints[3]!.host, 10022)).toBe('hello');
  });

  test('1,000 switches start', async () => {
    await using lab = await opened({ count: 1000 });
    expect(await read(lab.endpoints[999]!.host, 10830)).toBe('hello');
    expect(lab.accepted).toEqual(['999 netconf']);
  });
});

describe('above 2,000', () => {
  test('without --wide it is refused and says what to give', async () => {
    await expect(opened({ count: 2001 })).rejects.toMatchObject({
      name: 'ConfigError',
      code: 'WIDE_NEEDED',
      hint: expect.stringContaining('--wide'),
    });
  });

  test.skipIf(!isLinux)(
    '--wide: one listener dispatches by address, and destroys everybody else before a byte',
    async () => {
      // Ports of its own: on those of a lab the other tests' labs would be in the way.
      const outside = Object.values(networkInterfaces())
        .flat()
        .find((one) => one?.family === 'IPv4' && !one.internal);
      await using lab = await opened({
        count: 10_000,
        wide: true,
        net: 233,
        switchPorts: { netconfPort: 12_830, sshPort: 12_022 },
      });
      expect(lab.warnings.join()).toMatch(/all addresses.*destroyed before a byte/);
      expect(await read(lab.endpoints[9_999]!.host, 12_830)).toBe('hello');
      expect(lab.accepted).toEqual(['9999 netconf']);
      expect(await read('127.233.200.1', 12_830)).toBe('');
      if (outside !== undefined) expect(await read(outside.address, 12_830).catch(() => '')).toBe('');
      expect(lab.accepted).toHaveLength(1);
    },
  );
});

describe('port pairs', () => {
  test('every switch has a pair on 127.0.0.1', async () => {
    await using lab = await opened({ count: 2, addressing: 'ports' });
    const ports = lab.endpoints.flatMap((one) => [one.netconfPort, one.sshPort]);
    expect(new Set(ports).size).toBe(4);
    for (const port of ports) await read('127.0.0.1', port);
    expect(lab.accepted).toEqual(['0 netconf', '0 cli', '1 netconf', '1 cli']);
    expect(lab.warnings).toEqual([]);
  });

  test('--expose says so', async () => {
    await using lab = await opened({ count: 1, addressing: 'ports', expose: true });
    expect(lab.warnings.join()).toMatch(/Exposed/);
  });

  test('pairs beyond the last port are refused', async () => {
    await expect(opened({ count: 10, addressing: 'ports', portBase: 65_520 })).rejects.toMatchObject({
      code: 'LAB_TOO_BIG',
    });
  });
});
