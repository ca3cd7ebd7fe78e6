import { describe, expect, test } from 'vitest';
import type { ServerChannel } from 'ssh2';
import type { CredentialSource } from '../../../../agent/drivers/credentials.ts';
import type { SshEvent } from '../../../../agent/drivers/ssh/watch.ts';
import type { Hop } from '../../../../agent/drivers/ssh/way.ts';
import { TransportError } from '../../../../core/errors.ts';
import { Secret } from '../../../../agent/secrets/secret.ts';
import type { Clock } from '../../../../core/ports/clock.ts';
import { realClock } from '../support/clock.ts';
import { startJumpHost } from '../support/jump-host.ts';
import { anyHostKey, testNetwork } from '../support/network.ts';
import { openChannel, until } from '../support/open.ts';
import { addressOf, rsaHostKey, startSshServer } from '../support/ssh-server.ts';

const hostKeys = [rsaHostKey()];

/** Every server has a user and a secret of its own. */
const credentials: CredentialSource = (name, done) =>
  done(
    name === 'hop'
      ? { username: 'jump', password: new Secret('hop-secret') }
      : name === 'wrong'
        ? { username: 'jump', password: new Secret('another') }
        : { username: 'admin', password: new Secret('secret') },
  );

const echo = (channel: ServerChannel): void =>
  void channel.on('data', (bytes: Buffer) => channel.write(bytes));

function network(hops: readonly Hop[], more: Partial<Parameters<typeof testNetwork>[0]> = {}) {
  return testNetwork({ credentials, way: () => ({ hops, legacy: false }), ...more });
}

describe('over jump hosts', () => {
  test('one hop: bytes both ways, each server gets its own credentials, nothing but a connection is asked for', async () => {
    await using server = await startSshServer({ hostKeys, channel: echo });
    await using jump = await startJumpHost({ permit: [`${server.host}:${server.port}`] });
    const seen = openChannel(network([jump.hop('bastion', 'hop')]), addressOf(server));
    await seen.opened;
    const big = `${'x'.repeat(300_000)}end`;
    seen.channel.write(Buffer.from(big));
    await seen.until('end');
    expect(seen.text()).toHaveLength(big.length);
    await until(() => seen.channel.isDrained());
    expect(seen.events).toContain('drained');
    expect(jump.attempts).toEqual([{ method: 'password', username: 'jump' }]);
    expect(server.attempts).toEqual([{ method: 'password', username: 'admin', password: 'secret' }]);
    expect(jump.others).toEqual([]);
    seen.channel.end();
    expect(await seen.closed).toBeNull();
  });

  test('two hops, and what is seen on the way is told for each', async () => {
    await using server = await startSshServer({ hostKeys, channel: echo });
    await using far = await startJumpHost({ permit: [`${server.host}:${server.port}`] });
    await using near = await startJumpHost({ permit: [`${far.host}:${far.port}`] });
    const events: SshEvent[] = [];
    const hops = [near.hop('near', 'hop'), far.hop('far', 'hop')];
    const seen = openChannel(network(hops, { watch: (event) => events.push(event) }), addressOf(server));
    await seen.opened;
    seen.channel.write(Buffer.from('ping'));
    await seen.until('ping');
    expect(near.asked).toEqual([`${far.host}:${far.port}`]);
    expect(far.asked).toEqual([`${server.host}:${server.port}`]);
    expect(events.map(({ peer, kind }) => `${peer} ${kind}`)).toEqual(
      ['near', 'far', 'sw-1'].flatMap((peer) =>
        ['connected', 'host-key', 'agreed', 'logged-in'].map((kind) => `${peer} ${kind}`),
      ),
    );
    seen.channel.destroy();
  });

  test('switches behind one jump host share one login there', async () => {
    await using server = await startSshServer({ hostKeys, channel: echo });
    await using jump = await startJumpHost();
    const shared = network([jump.hop('bastion', 'hop')]);
    const opened = ['sw-1', 'sw-2', 'sw-3'].map((deviceId) =>
      openChannel(shared, addressOf(server, { deviceId })),
    );
    await Promise.all(opened.map((one) => one.opened));
    expect(jump.sockets).toHaveLength(1);
    expect(jump.attempts).toHaveLength(1);
    expect(jump.asked).toHaveLength(3);
    for (const one of opened) one.channel.destroy();
  });

  test('the connection to the jump host ends after its last tunnel', async () => {
    await using server = await startSshServer({ hostKeys, channel: echo });
    await using jump = await startJumpHost();
    const clock = realClock();
    const hasty: Clock = {
      ...clock,
      setTimer: (name, ms, fire) => clock.setTimer(name, name === 'ssh-hop-idle' ? 0 : ms, fire),
    };
    const seen = openChannel(network([jump.hop('bastion', 'hop')], { clock: hasty }), addressOf(server));
    await seen.opened;
    seen.channel.destroy();
    await new Promise<void>((resolve) => jump.sockets[0]?.once('close', () => resolve()));
    expect(jump.sockets[0]?.destroyed).toBe(true);
  });
});

describe('a jump host that fails', () => {
  const failing = async (seen: ReturnType<typeof openChannel>) => {
    const error = await seen.closed;
    expect(seen.events).toEqual(['closed JUMP_HOST_FAILED']);
    return error;
  };

  test('refuses the login: the switch gets nothing, and the error names the hop and its own code', async () => {
    await using server = await startSshServer({ hostKeys });
    await using jump = await startJumpHost();
    const error = await failing(openChannel(network([jump.hop('bastion', 'wrong')]), addressOf(server)));
    expect(error).toMatchObject({
      definite: true,
      retry: 'never',
      context: { deviceId: 'sw-1', jumpHost: 'bastion', jumpHostCode: 'AUTH_FAILED' },
    });
    expect(error?.message).toContain('sw-1');
    expect(error?.message).toContain('bastion (127.');
    expect(server.sockets).toHaveLength(0);
  });

  test('has another host key: no credential is sent to it, and the switch is not the one that mismatches', async () => {
    await using server = await startSshServer({ hostKeys });
    await using jump = await startJumpHost();
    const refusing = {
      ...anyHostKey,
      check: (
        question: Parameters<typeof anyHostKey.check>[0],
        done: Parameters<typeof anyHostKey.check>[1],
      ) =>
        question.address.deviceId === 'bastion'
          ? done({
              accept: false,
              error: new TransportError('HOST_KEY_CHANGED', 'changed', { definite: true }),
            })
          : anyHostKey.check(question, done),
    };
    const hops = [jump.hop('bastion', 'hop')];
    const error = await failing(openChannel(network(hops, { hostKeys: refusing }), addressOf(server)));
    expect(error?.context).toMatchObject({ jumpHost: 'bastion', jumpHostCode: 'HOST_KEY_CHANGED' });
    expect(jump.attempts).toEqual([]);
  });

  test('the second of two is not there: the error names that one', async () => {
    await using server = await startSshServer({ hostKeys });
    await using near = await startJumpHost();
    const gone = await startJumpHost();
    gone.die();
    const hops = [near.hop('near', 'hop'), gone.hop('far', 'hop')];
    const error = await failing(openChannel(network(hops), addressOf(server)));
    expect(error).toMatchObject({
      retry: 'new-session',
      context: { jumpHost: 'far', jumpHostCode: 'UNREACHABLE' },
    });
    expect(error?.message).toContain('cannot be reached from the jump host near');
  });

  test('forbids the connection: the error says which setting of sshd', async () => {
    await using server = await startSshServer({ hostKeys });
    await using jump = await startJumpHost({ permit: [] });
    const error = await failing(openChannel(network([jump.hop('bastion', 'hop')]), addressOf(server)));
    expect(error?.hint).toContain('PermitOpen');
  });

  test('dies with its tunnels: each session is lost, and the error says by whom', async () => {
    await using server = await startSshServer({ hostKeys, channel: echo });
    await using jump = await startJumpHost();
    const shared = network([jump.hop('bastion', 'hop')]);
    const opened = ['sw-1', 'sw-2'].map((deviceId) => openChannel(shared, addressOf(server, { deviceId })));
    await Promise.all(opened.map((one) => one.opened));
    jump.die();
    for (const { closed } of opened) {
      const error = await closed;
      expect(error).toMatchObject({ code: 'CONNECTION_LOST', definite: false });
      expect(error?.message).toContain('bastion');
    }
  });

  test('a switch that is not there behind it is UNREACHABLE, as without jump host: a reboot is waited for', async () => {
    await using jump = await startJumpHost();
    const server = await startSshServer({ hostKeys });
    await server[Symbol.asyncDispose]();
    const seen = openChannel(network([jump.hop('bastion', 'hop')]), addressOf(server));
    expect(await seen.closed).toMatchObject({ code: 'UNREACHABLE', definite: true, retry: 'new-session' });
  });
});
