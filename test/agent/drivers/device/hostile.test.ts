/** `device check` over real SSH against peers that mean harm once they are logged in to: each ends with its word, none spoils another. */
import type { ServerChannel } from 'ssh2';
import { describe, expect, test } from 'vitest';
import { checkDevice } from '../../../../agent/drivers/device/check.ts';
import type { DeviceCheck } from '../../../../agent/drivers/device/check.ts';
import { realClock } from '../support/clock.ts';
import { memoryLog } from '../support/log.ts';
import { testNetwork } from '../support/network.ts';
import { addressOf, rsaHostKey, startSshServer } from '../support/ssh-server.ts';

const hostKeys = [rsaHostKey()];
const NS = 'xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"';
const HELLO = `<hello ${NS}><capabilities><capability>urn:ietf:params:netconf:base:1.1</capability></capabilities><session-id>1</session-id></hello>]]>]]>`;

/** Writes `block` again and again as fast as the client reads. */
function endless(channel: ServerChannel, start: string, block: string): void {
  channel.write(start);
  const pump = (): void => {
    while (channel.writable && channel.write(block));
  };
  channel.on('drain', pump);
  pump();
}

/** Answers the first rpc with `text`, raw. */
function onRpc(channel: ServerChannel, answer: (channel: ServerChannel) => void): void {
  channel.write(HELLO);
  let isAnswered = false;
  channel.on('data', (bytes: Buffer) => {
    if (isAnswered || !bytes.toString('latin1').includes('<rpc ')) return;
    isAnswered = true;
    answer(channel);
  });
}

const chunk = (text: string): string => `\n#${text.length}\n${text}\n##\n`;
const reply = (content: string): string => chunk(`<rpc-reply ${NS} message-id="1">${content}</rpc-reply>`);

async function check(channel: (channel: ServerChannel) => void): Promise<DeviceCheck> {
  await using server = await startSshServer({ hostKeys, channel });
  return await checkDevice(
    { network: testNetwork(), clock: realClock(), log: memoryLog() },
    { address: addressOf(server), serials: [] },
  );
}

describe('hostile peers', () => {
  test.each([
    {
      what: 'a hello without end',
      play: (channel: ServerChannel) =>
        endless(channel, `<hello ${NS}><capabilities>`, '<capability>urn:x</capability>'.repeat(500)),
      text: /size limit/,
    },
    {
      what: 'a chunk without end',
      play: (channel: ServerChannel) =>
        onRpc(channel, () => endless(channel, '\n#4194303\n', 'x'.repeat(16_384))),
      text: /./,
    },
    {
      what: 'chunks of one byte without end',
      play: (channel: ServerChannel) => onRpc(channel, () => endless(channel, '', '\n#1\nx'.repeat(4_000))),
      text: /size limit/,
    },
    {
      what: 'a chunk of 4 GB',
      play: (channel: ServerChannel) => onRpc(channel, () => void channel.write('\n#4294967295\n')),
      text: /size limit/,
    },
    {
      what: 'notifications without end',
      play: (channel: ServerChannel) =>
        onRpc(channel, () =>
          endless(
            channel,
            '',
            chunk('<notification xmlns="urn:ietf:params:xml:ns:netconf:notification:1.0"/>').repeat(200),
          ),
        ),
      text: /size limit/,
    },
    {
      what: 'replies to nobody without end',
      play: (channel: ServerChannel) =>
        onRpc(channel, () => endless(channel, '', reply('<ok/>').replace('"1"', '"7"').repeat(50))),
      text: /nobody waits for/,
    },
    {
      what: 'very many elements',
      play: (channel: ServerChannel) =>
        onRpc(channel, () => void channel.write(reply(`<data>${'<a/>'.repeat(25_000)}</data>`))),
      text: /elements/,
    },
    {
      what: 'a billion laughs',
      play: (channel: ServerChannel) =>
        onRpc(
          channel,
          () =>
            void channel.write(
              chunk(
                `<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rpc-reply ${NS} message-id="1">&b;</rpc-reply>`,
              ),
            ),
        ),
      text: /DOCTYPE/,
    },
    {
      what: 'deep nesting',
      play: (channel: ServerChannel) =>
        onRpc(channel, () => void channel.write(reply('<a>'.repeat(100_000)))),
      text: /./,
    },
    {
      what: 'mixed framing',
      play: (channel: ServerChannel) =>
        onRpc(channel, () => void channel.write(`<rpc-reply ${NS} message-id="1"><ok/></rpc-reply>]]>]]>`)),
      text: /chunk/,
    },
    {
      what: 'HTML',
      play: (channel: ServerChannel) => void channel.write('<html><body>Log in</body></html>]]>]]>'),
      text: /hello/,
    },
    { what: 'nothing but the end', play: (channel: ServerChannel) => channel.end(), text: /hello/ },
  ])('$what: failed, said in words', async ({ play, text }) => {
    const before = process.memoryUsage().rss;
    const started = performance.now();
    const found = await check(play);
    expect(found).toMatchObject({ id: 'sw-1', outcome: 'failed', serials: [], level: null });
    expect(found.message).toMatch(text);
    expect(performance.now() - started).toBeLessThan(8_000);
    // The server of the test is in this process, too; what it holds counts here.
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024);
  });

  test('one bad peer does not spoil another', async () => {
    const network = testNetwork();
    const flood = chunk('<notification xmlns="urn:ietf:params:xml:ns:netconf:notification:1.0"/>').repeat(
      200,
    );
    await using bad = await startSshServer({
      hostKeys,
      channel: (channel) => endless(channel, HELLO, flood),
    });
    await using plain = await startSshServer({ hostKeys, channel: answerAll });
    const world = { network, clock: realClock(), log: memoryLog() };
    const checks = await Promise.all(
      [bad, plain, bad].map((server) => checkDevice(world, { address: addressOf(server), serials: [] })),
    );
    expect(checks.map((found) => found.outcome)).toEqual(['failed', 'ok', 'failed']);
  }, 30_000);
});

const HARDWARE = 'http://cisco.com/ns/yang/Cisco-IOS-XE-device-hardware-oper';
const LICENSE = 'http://cisco.com/ns/yang/cisco-smart-license';
const CHASSIS =
  '<device-inventory><hw-type>hw-type-chassis</hw-type><hw-dev-index>1</hw-dev-index><serial-number>FCW2214L0AB</serial-number></device-inventory>';
const USAGE =
  '<usage><entitlement-tag>regid.x</entitlement-tag><license-name>network-advantage</license-name><count>1</count></usage>';
const EVERYTHING =
  `<data><device-hardware-data xmlns="${HARDWARE}"><device-hardware>${CHASSIS}` +
  '<device-system-data><boot-time>2026-01-05T08:00:00Z</boot-time></device-system-data></device-hardware></device-hardware-data>' +
  `<licensing xmlns="${LICENSE}"><state><state-info>${USAGE}</state-info></state></licensing></data>`;

/** A polite device that says all it has to whatever is asked. */
function answerAll(channel: ServerChannel): void {
  channel.write(HELLO);
  channel.on('data', (bytes: Buffer) => {
    for (const [, id] of bytes.toString('latin1').matchAll(/<rpc [^>]*message-id="(\d+)"/g)) {
      channel.write(chunk(`<rpc-reply ${NS} message-id="${id}">${EVERYTHING}</rpc-reply>`));
    }
  });
}
