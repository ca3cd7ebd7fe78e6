import { describe, expect, test } from 'vitest';
import {
  elementsOf,
  leafOf,
  parseHello,
  parseXml,
  textOf,
  type XmlElement,
} from '../../../core/wire/netconf/index.ts';
import { type NetconfClient, openCli, openNetconf, until } from './clients.ts';
import type { Lab } from './lab.ts';
import { editNative, RELOAD, TO_ADVANTAGE } from './payloads.ts';
import type { Suite } from './suite.ts';

const NS = 'urn:ietf:params:xml:ns:netconf:notification:1.0';
const EVENTS = 'urn:ietf:params:xml:ns:yang:ietf-netconf-notifications';
const SL = 'http://cisco.com/ns/yang/cisco-smart-license';
const STREAMS = 'urn:ietf:params:xml:ns:netmod:notification';

/** A create-subscription with these parameters. */
function subscribe(parameters = ''): string {
  return `<create-subscription xmlns="${NS}">${parameters}</create-subscription>`;
}

/** Notifications, RFC 5277 and RFC 6470. */
export function notificationConformance(suite: Suite): void {
  describe('NETCONF notifications', () => {
    test('a change of configuration names who changed what, and rpcs go on meanwhile', async () => {
      const lab = await suite.lab();
      const listener = await openNetconf(lab);
      const writer = await openNetconf(lab);
      const chosen = filter(`<netconf-config-change xmlns="${EVENTS}"/>`);
      expect((await listener.rpc(subscribe(chosen))).hasOk).toBe(true);
      await writer.rpc(TO_ADVANTAGE);
      await heard(lab, listener, 1);
      const [event] = events(listener);
      expect(listener.notifications[0]).toMatch(
        /^<notification xmlns="[^"]*notification:1.0"><eventTime>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00<\/eventTime>/,
      );
      expect(event).toMatchObject({ name: 'netconf-config-change', namespace: EVENTS });
      expect(listener.notifications[0]).toContain(`<session-id>${idOf(writer)}</session-id>`);
      expect(listener.notifications[0]).toContain(
        '>/ios:native/ios:license/ios:boot/ios:level</target><operation>merge</operation>',
      );
      // :interleave
      expect((await listener.rpc(editNative('<hostname>other</hostname>'))).hasOk).toBe(true);
      await heard(lab, listener, 2);
      expect(listener.notifications[1]).toContain('/ios:native/ios:hostname<');
    });

    test('nothing is sent before a subscription, and nothing for an edit that changes nothing', async () => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      await client.rpc(TO_ADVANTAGE);
      await client.rpc(subscribe());
      await client.rpc(TO_ADVANTAGE);
      await lab.pass(100);
      expect(client.notifications).toEqual([]);
    });

    test('what is typed on the CLI is told with the user and session-id 0', async () => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      await client.rpc(subscribe());
      const cli = await openCli(lab);
      await cli.run('configure terminal');
      await cli.run('interface GigabitEthernet1/0/3');
      await cli.run('description uplink');
      await heard(lab, client, 1);
      expect(client.notifications[0]).toContain('<username>admin</username><session-id>0</session-id>');
      expect(client.notifications[0]).toContain(
        "/ios:native/ios:interface/ios:GigabitEthernet[ios:name='1/0/3']</target><operation>create",
      );
    });

    test.each([
      [
        'close-session',
        'closed',
        (other: NetconfClient) => other.rpc('<close-session/>').then(() => undefined),
      ],
      ['the client going away', 'dropped', (other: NetconfClient) => Promise.resolve(other.stream.close())],
    ])('sessions begin and end: %s is %s', async (_name, reason, leave) => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      await client.rpc(subscribe());
      const other = await openNetconf(lab);
      await heard(lab, client, 1);
      await leave(other);
      await heard(lab, client, 2);
      const [start, end] = events(client);
      expect([start?.name, end?.name]).toEqual(['netconf-session-start', 'netconf-session-end']);
      for (const event of [start, end]) expect(leaf(event, 'session-id')).toBe(String(idOf(other)));
      expect(leaf(end, 'termination-reason')).toBe(reason);
    });

    test('a confirmed commit is told from start to end', async () => {
      const lab = await suite.lab({ spec: { candidate: 'on' } });
      const client = await openNetconf(lab);
      await client.rpc(subscribe(filter(`<netconf-confirmed-commit xmlns="${EVENTS}"/>`)));
      const commit = '<commit><confirmed/><confirm-timeout>120</confirm-timeout></commit>';
      await client.rpc(TO_ADVANTAGE.replace('<running/>', '<candidate/>'));
      for (const operation of [commit, commit, '<cancel-commit/>', commit, '<commit/>', commit])
        await client.rpc(operation);
      await lab.pass(121_000);
      expect(events(client).map((event) => [leaf(event, 'confirm-event'), leaf(event, 'timeout')])).toEqual([
        ['start', '120'],
        ['extend', '120'],
        ['cancel', null],
        ['start', '120'],
        ['complete', null],
        ['start', '120'],
        ['timeout', null],
      ]);
    });

    test('license events: a legacy switch registers and de-registers', async () => {
      const lab = await suite.lab({ spec: { release: '16.12.4', account: null } });
      const client = await openNetconf(lab);
      await client.rpc(subscribe());
      await client.rpc(`<register-id-token xmlns="${SL}"><id-token>abc</id-token></register-id-token>`);
      await heard(lab, client, 2);
      await client.rpc(`<de-register xmlns="${SL}"/>`);
      await heard(lab, client, 4);
      const told = events(client).map((event) => [event.namespace, event.name, leaf(event, 'mode')]);
      expect(told).toEqual([
        [SL, 'registration-success', null],
        [SL, 'enforcement-mode', 'auth-state-authorized'],
        [SL, 'de-register-success', null],
        [SL, 'enforcement-mode', 'auth-state-eval'],
      ]);
    });

    test('license events: CSSM falls silent', async () => {
      const lab = await suite.lab({ report: { status: 'NO REPLY', reason: 'no route' } });
      const client = await openNetconf(lab);
      await client.rpc(subscribe());
      const cli = await openCli(lab);
      await cli.run('license smart sync all');
      await heard(lab, client, 1);
      expect(events(client).map((event) => event.name)).toEqual(['communications-fail']);
      expect(leaf(events(client)[0], 'reason')).toBe('general-failure');
    });

    test.each([
      ['a subtree filter', filter(`<netconf-session-end xmlns="${EVENTS}"/>`)],
      [
        'an xpath filter',
        `<filter type="xpath" xmlns:n="${EVENTS}" select="/n:netconf-session-end[termination-reason='closed']"/>`,
      ],
    ])('%s lets only its events pass', async (_name, chosen) => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      expect((await client.rpc(subscribe(chosen))).errors).toEqual([]);
      await client.rpc(TO_ADVANTAGE);
      await (await openNetconf(lab)).rpc('<close-session/>');
      await heard(lab, client, 1);
      expect(events(client).map((event) => event.name)).toEqual(['netconf-session-end']);
    });

    test('replay: what happened since a time, replayComplete, then what happens', async () => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      await client.rpc(TO_ADVANTAGE);
      await client.rpc(subscribe('<startTime>2000-01-01T00:00:00Z</startTime>'));
      await client.rpc(editNative('<hostname>other</hostname>'));
      await heard(lab, client, 4);
      expect(events(client).map((event) => event.name)).toEqual([
        'netconf-session-start',
        'netconf-config-change',
        'replayComplete',
        'netconf-config-change',
      ]);
      expect(events(client)[2]?.namespace).toBe(STREAMS);
    });

    test('a stopTime in the past ends with notificationComplete, and a new subscription is possible', async () => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      const past = '<startTime>2000-01-01T00:00:00Z</startTime><stopTime>2000-01-02T00:00:00Z</stopTime>';
      await client.rpc(subscribe(past));
      await heard(lab, client, 2);
      expect(events(client).map((event) => event.name)).toEqual(['replayComplete', 'notificationComplete']);
      expect((await client.rpc(subscribe())).hasOk).toBe(true);
    });

    test('a stopTime to come ends the subscription then, not the session', async () => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      const now = await clockOf(client);
      const stop = new Date(now + 60_000).toISOString();
      await client.rpc(
        subscribe(`<startTime>${new Date(now).toISOString()}</startTime><stopTime>${stop}</stopTime>`),
      );
      await lab.pass(61_000);
      const names = events(client).map((event) => event.name);
      expect(names.slice(-2)).toEqual(['replayComplete', 'notificationComplete']);
      expect((await client.rpc(TO_ADVANTAGE)).hasOk).toBe(true);
      expect(client.notifications).toHaveLength(names.length);
    });

    const NOW = '<startTime>2001-01-01T00:00:00Z</startTime>';
    test.each([
      ['an unknown stream', '<stream>snmp</stream>', 'invalid-value', 'stream'],
      [
        'stopTime without startTime',
        '<stopTime>2001-01-01T00:00:00Z</stopTime>',
        'missing-element',
        'startTime',
      ],
      ['a startTime to come', '<startTime>2999-01-01T00:00:00Z</startTime>', 'bad-element', 'startTime'],
      [
        'a stopTime before startTime',
        `${NOW}<stopTime>2000-01-01T00:00:00Z</stopTime>`,
        'bad-element',
        'stopTime',
      ],
      ['a startTime that is no time', '<startTime>yesterday</startTime>', 'bad-element', 'startTime'],
      ['an unknown parameter', '<speed>9</speed>', 'unknown-element', 'speed'],
      [
        'an xpath filter with an undeclared prefix',
        '<filter type="xpath" select="/n:x"/>',
        'invalid-value',
        'select',
      ],
    ])('%s is refused', async (_name, parameters, tag, element) => {
      const client = await openNetconf(await suite.lab());
      const { errors } = await client.rpc(subscribe(parameters));
      expect(errors.map((error) => [error.tag, error.badElement])).toEqual([[tag, element]]);
    });

    test('a second subscription of a session is refused', async () => {
      const client = await openNetconf(await suite.lab());
      await client.rpc(subscribe());
      expect((await client.rpc(subscribe())).errors[0]?.tag).toBe('operation-failed');
    });

    test('the list of streams says that and since when there is replay', async () => {
      const client = await openNetconf(await suite.lab());
      const { data } = await client.rpc(`<get><filter><netconf xmlns="${STREAMS}"/></filter></get>`);
      const text = JSON.stringify(data);
      for (const part of ['NETCONF', 'replaySupport', 'replayLogCreationTime']) expect(text).toContain(part);
    });

    test('a reload ends subscriptions, and the log begins anew', async () => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      await client.rpc(subscribe());
      await client.rpc(RELOAD);
      await until(lab, 'the end', () => client.stream.closed !== null);
      await until(lab, 'NETCONF', () => lab.device.listens('netconf'), 1_500_000);
      const next = await openNetconf(lab);
      await next.rpc(subscribe('<startTime>2000-01-01T00:00:00Z</startTime>'));
      await heard(lab, next, 2);
      expect(events(next).map((event) => event.name)).toEqual(['netconf-session-start', 'replayComplete']);
    });
  });
}

function filter(content: string): string {
  return `<filter type="subtree">${content}</filter>`;
}

function heard(lab: Lab, client: NetconfClient, count: number): Promise<void> {
  return until(lab, `${count} notifications`, () => client.notifications.length >= count);
}

/** The event elements of what came, behind eventTime. */
function events(client: NetconfClient): readonly XmlElement[] {
  return client.notifications.flatMap((text) => elementsOf(parseXml(text)).slice(1));
}

function leaf(event: XmlElement | undefined, name: string): string | null {
  return event === undefined ? null : leafOf(event, event.namespace, name);
}

function idOf(client: NetconfClient): number | null {
  return parseHello(client.hello, 'server').sessionId;
}

/** The switch's own clock in milliseconds. */
async function clockOf(client: NetconfClient): Promise<number> {
  const { results } = await client.rpc('<current-time xmlns="http://cisco.com/yang/cisco-ia"/>');
  const [result] = results;
  return result === undefined ? Number.NaN : Date.parse(textOf(result));
}
