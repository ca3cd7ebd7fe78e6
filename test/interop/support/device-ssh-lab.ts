/** The device conformance suite's lab over real SSH: bytes travel through sockets, the switch's time is virtual. */
import { setImmediate } from 'node:timers/promises';
import type { Client, ClientChannel } from 'ssh2';
import type { Service } from '../../../core/ports/network.ts';
import { followConnections } from '../../../simulator/net/connections.ts';
import { createRealClock } from '../../../simulator/time/real-clock.ts';
import { type ByteStream, type LabOptions, type Lab, memoryLab, SPEC } from '../../simulator/device/lab.ts';
import { login, PASSWORD, sshLab } from '../../simulator/net/ssh-lab.ts';

/** Mistakes of ours in any lab so far. */
export const sshDefects: unknown[] = [];

const guardClock = createRealClock();

/** Ends what the labs share. */
export function closeSshLabs(): void {
  guardClock.stop();
}

/** A lab whose `connect` is a real SSH login. */
export async function deviceSshLab(options: LabOptions = {}): Promise<Lab> {
  const inner = memoryLab({ ...options, spec: { ...options.spec, password: PASSWORD } });
  const { clock, faults, journal, device } = inner;
  const connections = followConnections(journal, clock);
  const ssh = await sshLab(
    {},
    {
      clock,
      guardClock,
      faults,
      journal,
      connections,
      device: () => device,
      indexOf: (id) => (id === SPEC.id ? 0 : null),
      onDefect: (error) => sshDefects.push(error),
    },
  );
  const clients = new Set<Client>();
  const leaving = new Set<Client>();

  function leave(client: Client): void {
    clients.delete(client);
    leaving.add(client);
    client.end();
  }

  function gone(client: Client): void {
    clients.delete(client);
    leaving.delete(client);
  }

  /** Everything sent so far has been handled, and everything answered has arrived. */
  async function settle(): Promise<void> {
    await Promise.all([...clients].map(roundTrip));
    // A connection that one side has closed is noticed by the other a few turns of the event loop later.
    while (leaving.size > 0 || connections.count() !== clients.size) await setImmediate();
    await Promise.all([...clients].map(roundTrip));
  }

  return {
    device,
    faults,
    reports: inner.reports,
    notes: (op) => inner.notes(op),
    async connect(service) {
      const port = service === 'netconf' ? ssh.endpoint.netconfPort : ssh.endpoint.sshPort;
      const client = await login(ssh.endpoint.host, port).catch(() => null);
      if (client === null) return null;
      clients.add(client);
      client.on('close', () => gone(client));
      client.on('error', () => gone(client));
      return openStream(client, service, () => leave(client));
    },
    async pass(ms) {
      await settle();
      await clock.advance(ms);
      await settle();
    },
    async close() {
      for (const client of [...clients, ...leaving]) client.destroy();
      sshDefects.push(...inner.defects);
      await ssh[Symbol.asyncDispose]();
    },
  };
}

/** Listens from the first byte on: what comes before somebody listens is lost. */
function openStream(client: Client, service: Service, leave: () => void): Promise<ByteStream> {
  return new Promise((resolve, reject) => {
    const opened = (error: Error | undefined, channel: ClientChannel): void =>
      error === undefined ? resolve(streamOf(client, channel, leave)) : reject(error);
    if (service === 'netconf') client.subsys('netconf', opened);
    else client.shell({ rows: 24, cols: 80 }, opened);
  });
}

function streamOf(client: Client, channel: ClientChannel, leave: () => void): ByteStream {
  const received: Uint8Array[] = [];
  let closed: ByteStream['closed'] = null;
  let hasEnded = false;
  const close = (): void => {
    // A reset takes the channel without an end of stream.
    closed ??= hasEnded ? 'end' : 'reset';
  };
  channel.on('data', (bytes: Buffer) => received.push(bytes));
  channel.on('exit', () => (hasEnded = true));
  channel.on('close', close);
  client.on('close', close);
  return {
    received,
    get closed() {
      return closed;
    },
    send(bytes) {
      if (channel.writable) channel.write(bytes);
    },
    close: leave,
  };
}

/** A request that the server must refuse: its answer comes after everything before it. */
function roundTrip(client: Client): Promise<void> {
  return new Promise((resolve) => {
    const over = (): void => {
      client.off('close', over);
      resolve();
    };
    client.once('close', over);
    try {
      client.forwardIn('127.0.0.1', 0, over);
    } catch {
      // The connection is gone already.
      over();
    }
  });
}
