import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'ssh2';
import type { ClientChannel, ConnectConfig } from 'ssh2';
import { createRandom } from '../../../core/random.ts';
import { createFaults } from '../../../simulator/faults/faults.ts';
import { createGroundJournal } from '../../../simulator/journal/journal.ts';
import { createAdmission } from '../../../simulator/net/admission.ts';
import { followConnections } from '../../../simulator/net/connections.ts';
import { loadHostKeys } from '../../../simulator/net/host-keys.ts';
import type { ListenOptions } from '../../../simulator/net/listeners.ts';
import { startSshNetwork } from '../../../simulator/net/ssh-network.ts';
import type { SshWorld } from '../../../simulator/net/ssh-world.ts';
import { createRealClock } from '../../../simulator/time/real-clock.ts';
import { stubDevice, stubSpec } from '../stub-device.ts';
import type { StubDevice } from '../stub-device.ts';

/** Keys of the tests, made once for all test files. */
export const TEST_KEYS = join(tmpdir(), 'liclab-test-host-keys');
export const PASSWORD = 'Lab-Only-Passw0rd';

/** Stub switches behind real SSH on free ports of 127.0.0.1. */
export async function sshLab(options: Partial<ListenOptions> = {}, change: Partial<SshWorld> = {}) {
  const clock = createRealClock();
  const journal = createGroundJournal(clock);
  const random = createRandom(1);
  const devices: StubDevice[] = [];
  const defects: unknown[] = [];
  const connections = followConnections(journal, clock);
  const faults = createFaults(random);
  const world: SshWorld = {
    clock,
    guardClock: clock,
    random,
    faults,
    journal,
    connections,
    admission: createAdmission(change.guardClock ?? clock),
    hostKeys: await loadHostKeys(TEST_KEYS, random),
    onDefect: (error) => defects.push(error),
    device: (index) => (devices[index] ??= stubDevice(stubSpec(`sw-${index}`), { journal })),
    indexOf: (id) => Number(id.slice(3)),
    ...change,
  };
  const network = await startSshNetwork(world, { count: 1, addressing: 'ports', ...options });
  return {
    ...world,
    faults,
    devices,
    defects,
    network,
    journal,
    endpoint: network.book.endpoints[0]!,
    device: world.device(0) as StubDevice,
    [Symbol.asyncDispose]: async () => {
      network.close();
      connections.close();
      clock.stop();
    },
  };
}

export type SshLab = Awaited<ReturnType<typeof sshLab>>;

/** Connects and logs in; rejects with the client's error. */
export function login(host: string, port: number, config: ConnectConfig = {}): Promise<Client> {
  const client = new Client();
  return new Promise((resolve, reject) => {
    client.on('error', reject);
    client.once('ready', () => resolve(client));
    const sock = connect({ host, port, noDelay: true });
    client.connect({ sock, username: 'admin', password: PASSWORD, readyTimeout: 8_000, ...config });
  });
}

/** A channel whose text can be awaited. */
export interface TestChannel {
  readonly stream: ClientChannel;
  text: string;
  /** Waits until the text is there. */
  until(text: string): Promise<string>;
  untilLength(length: number): Promise<string>;
  readonly closed: Promise<{ exit: number | null }>;
}

export function netconf(client: Client): Promise<TestChannel> {
  return new Promise((resolve, reject) => {
    client.subsys('netconf', (error, stream) =>
      error === undefined ? resolve(watch(stream)) : reject(error),
    );
  });
}

export function shell(
  client: Client,
  size: { rows: number; cols: number } | false = { rows: 24, cols: 80 },
): Promise<TestChannel> {
  return new Promise((resolve, reject) => {
    client.shell(size, (error, stream) => (error === undefined ? resolve(watch(stream)) : reject(error)));
  });
}

function watch(stream: ClientChannel): TestChannel {
  let wake: () => void = () => undefined;
  let exit: number | null = null;
  stream.on('exit', (code: number) => (exit = code));
  stream.on('data', (bytes: Buffer) => {
    channel.text += bytes.toString();
    wake();
  });
  const channel: TestChannel = {
    stream,
    text: '',
    until: (text) => waitFor(() => channel.text.includes(text)),
    untilLength: (length) => waitFor(() => channel.text.length >= length),
    closed: new Promise((resolve) => stream.once('close', () => resolve({ exit }))),
  };
  async function waitFor(isThere: () => boolean): Promise<string> {
    while (!isThere()) await new Promise<void>((resolve) => (wake = resolve));
    return channel.text;
  }
  return channel;
}

/** Resolves when the client's connection is gone. */
export function gone(client: Client): Promise<void> {
  return new Promise((resolve) => client.once('close', () => resolve()));
}

/** Lets the event loop turn until something is so; the test's own time limit ends a wait in vain. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
