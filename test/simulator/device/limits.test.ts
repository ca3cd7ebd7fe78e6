import { expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { openCli, openNetconf, until } from './clients.ts';
import { memoryLab } from './lab.ts';

const RPC =
  '<rpc xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="1"><save-config xmlns="http://cisco.com/yang/cisco-ia"/></rpc>';

const NC = 'xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"';
const HELLO = `<hello ${NC}><capabilities><capability>urn:ietf:params:netconf:base:1.0</capability></capabilities></hello>`;
const SUBSCRIBE = `<rpc ${NC} message-id="1"><create-subscription xmlns="urn:ietf:params:xml:ns:netconf:notification:1.0"/></rpc>`;

test('a client that never says hello is dropped after a minute', async () => {
  const lab = memoryLab();
  const stream = await lab.connect('netconf');
  await lab.pass(59_999);
  expect(stream?.closed).toBeNull();
  await lab.pass(1);
  expect(stream?.closed).toBe('end');
});

test('more requests than may wait end the session', async () => {
  const lab = memoryLab();
  const client = await openNetconf(lab);
  for (let sent = 0; sent < 5000 && client.stream.closed === null; sent += 1) client.send(RPC);
  expect(client.stream.closed).toBe('end');
  expect(lab.defects).toEqual([]);
});

test('a hello above the limit ends the session', async () => {
  const lab = memoryLab();
  const stream = await lab.connect('netconf');
  for (let sent = 0; sent < 40 && stream?.closed === null; sent += 1) stream.send(Buffer.alloc(65_536, 0x20));
  expect(stream?.closed).toBe('end');
});

test('what is typed ahead of a running command is bounded', async () => {
  const lab = memoryLab();
  const cli = await openCli(lab);
  cli.stream.send(Buffer.from('write memory\r'));
  for (let sent = 0; sent < 100 && cli.stream.closed === null; sent += 1)
    cli.stream.send(Buffer.alloc(1024, 0x61));
  expect(cli.stream.closed).toBe('end');
});

test('a filter that would cost too much is refused', async () => {
  const lab = memoryLab();
  const client = await openNetconf(lab);
  const filter = `<native xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-native">${'<hostname/>'.repeat(10_001)}</native>`;
  const { errors } = await client.rpc(`<get><filter type="subtree">${filter}</filter></get>`);
  expect(errors[0]?.tag).toBe('too-big');
});

test('more elements than a message may have are malformed', async () => {
  const lab = memoryLab();
  const client = await openNetconf(lab);
  client.send(RPC.replace(/<save-config.*\/>/, '<a/>'.repeat(250_001)));
  expect(client.replies[0]).toContain('malformed-message');
  expect(client.stream.closed).toBe('end');
});

test('a subscriber that does not read loses its session, and its backlog stays bounded', async () => {
  const lab = memoryLab();
  const written: Uint8Array[] = [];
  let closed: string | null = null;
  let isReading = true;
  const session = lab.device.open('netconf', 'admin', {
    write: (bytes) => written.push(bytes),
    end: () => (closed = 'end'),
    reset: () => (closed = 'reset'),
    waiting: () => (isReading ? 0 : written.reduce((sum, { length }) => sum + length, 0)),
  });
  session.receive(Buffer.from(`${HELLO}]]>]]>`));
  session.receive(Buffer.from(`${SUBSCRIBE}]]>]]>`));
  written.length = 0;
  isReading = false;
  for (let change = 0; change < 20_000 && closed === null; change += 1)
    lab.device.configure([`hostname sw-${change}`]);
  expect(closed).toBe('reset');
  const backlog = written.reduce((sum, { length }) => sum + length, 0);
  expect(backlog).toBeGreaterThan(1_000_000);
  expect(backlog).toBeLessThan(1_100_000);
  // The next one hears of it, and is served.
  expect((await openNetconf(lab)).stream.closed).toBeNull();
  expect(lab.defects).toEqual([]);
});

test('random bytes on the CLI and on NETCONF make no defect', async () => {
  const lab = memoryLab();
  const random = createRandom('bytes');
  for (let round = 0; round < 300; round += 1) {
    const stream = await lab.connect(round % 2 === 0 ? 'cli' : 'netconf');
    for (let piece = 0; piece < 5 && stream?.closed === null; piece += 1) {
      stream.send(Uint8Array.from({ length: 1 + random.below(200) }, () => random.below(256)));
    }
    stream?.close();
  }
  await lab.pass(10_000);
  expect(lab.defects).toEqual([]);
  const cli = await openCli(lab);
  await until(lab, 'a prompt', () => /[>#]$/.test(cli.screen()));
  expect(cli.stream.closed).toBeNull();
});
