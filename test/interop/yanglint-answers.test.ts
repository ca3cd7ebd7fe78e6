import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { elementsOf, parseXml, writeXml } from '../../core/wire/netconf/index.ts';
import type { DeviceSpec } from '../../simulator/device/contract.ts';
import { type NetconfClient, openCli, openNetconf, until } from '../simulator/device/clients.ts';
import { memoryLab, STACK } from '../simulator/device/lab.ts';
import { LOCK, RELOAD, SAVE, TO_ADVANTAGE, UNLOCK } from '../simulator/device/payloads.ts';
import { ACCEPTED, createJudge, type Judge, YANGLINT_MISSING } from './support/yanglint.ts';

/**
 * Outside judge of what the simulated switch answers: libyang with Cisco's modules of 17.15.1, and of other releases for the license
 * state. Run it with LICLAB_REFERENCE=DIR and yanglint (libyang2-tools) installed.
 */
const MODULES = [
  'ietf-netconf',
  'ietf-netconf-acm',
  'ietf-netconf-monitoring',
  'ietf-netconf-notifications',
  'ietf-yang-library',
  'Cisco-IOS-XE-native',
  'Cisco-IOS-XE-rpc',
  'Cisco-IOS-XE-device-hardware-oper',
  'Cisco-IOS-XE-stack-oper',
  'Cisco-IOS-XE-install-oper',
  'cisco-smart-license',
  'cisco-ia',
];

/** The names of RFC 5277 section 3.2.5.1 and 4, and of RFC 5717: no published file of them is among Cisco's. */
const OWN = {
  streams: `module streams { yang-version 1.1; namespace "urn:ietf:params:xml:ns:netmod:notification"; prefix s;
    import ietf-yang-types { prefix yang; }
    container netconf { config false; container streams { list stream { key name; leaf name { type string; }
      leaf description { type string; } leaf replaySupport { type boolean; }
      leaf replayLogCreationTime { type yang:date-and-time; } leaf replayLogAgedTime { type yang:date-and-time; } } } }
    notification replayComplete; notification notificationComplete; }`,
  partial: `module partial { yang-version 1.1; namespace "urn:ietf:params:xml:ns:netconf:partial-lock:1.0"; prefix p;
    import ietf-yang-types { prefix yang; }
    rpc partial-lock { input { leaf-list select { type yang:xpath1.0; min-elements 1; } }
      output { leaf lock-id { type uint32; mandatory true; } leaf-list locked-node { type instance-identifier; } } } }`,
};

const SL = 'http://cisco.com/ns/yang/cisco-smart-license';
const IA = 'http://cisco.com/yang/cisco-ia';
const FIRST = 'FXS2119Q2U7';
const SECOND = 'FXS2119Q2U8';

const reason = YANGLINT_MISSING;
describe.skipIf(reason !== null)(
  `yanglint on answers${reason === null ? '' : ` (skipped: ${reason})`}`,
  () => {
    let judge: Judge;
    let small: Judge;
    beforeAll(() => {
      judge = createJudge(MODULES, OWN);
      small = createJudge(['ietf-netconf', 'ietf-netconf-monitoring', 'cisco-smart-license', 'cisco-ia']);
    });
    afterAll(() => {
      judge.close();
      small.close();
    });

    /** What `<data>` of a reply holds. */
    const dataOf = async (client: NetconfClient, operation: string): Promise<string> => {
      const { data, errors } = await client.rpc(operation);
      expect(errors).toEqual([]);
      return (data === null ? [] : elementsOf(data)).map((element) => writeXml(element)).join('');
    };
    const newest = (spec: Partial<DeviceSpec> = {}) => memoryLab({ spec: { release: '17.15.1', ...spec } });

    test('accepts all data of every kind of device of 17.15.1', async () => {
      const specs: readonly Partial<DeviceSpec>[] = [
        {},
        { ...STACK, candidate: 'on' },
        { members: ['C9200L-48P-4X'], account: null, virtualAccount: null },
        { members: ['C9407R', 'C9407R'], serials: [FIRST] },
        { members: ['C9500-48Y4C', 'C9500-48Y4C'], serials: [FIRST, SECOND] },
        { members: ['C9606R'], serials: [FIRST] },
      ];
      const all: Record<string, string> = {};
      const configs: Record<string, string> = {};
      for (const [index, spec] of specs.entries()) {
        const client = await openNetconf(newest(spec));
        await client.rpc(LOCK);
        all[`all-${index}`] = await dataOf(client, '<get/>');
        configs[`config-${index}`] = await dataOf(
          client,
          '<get-config><source><running/></source></get-config>',
        );
      }
      expect(judge.lint('get', all)).toEqual(ACCEPTED);
      expect(judge.lint('getconfig', configs)).toEqual(ACCEPTED);
    });

    test('accepts the data after a change, a report, partial locks, and while the switch synchronizes', async () => {
      const lab = newest(STACK);
      const client = await openNetconf(lab);
      const documents: Record<string, string> = {};
      await client.rpc(PARTIAL);
      await client.rpc(TO_ADVANTAGE);
      await client.rpc(SAVE);
      await (await openCli(lab)).run('license smart sync all');
      await lab.pass(120_000);
      documents['changed'] = await dataOf(client, '<get/>');
      await client.rpc(RELOAD);
      await until(lab, 'the end', () => client.stream.closed !== null);
      await until(lab, 'NETCONF', () => lab.device.listens('netconf'), 1_500_000);
      documents['syncing'] = await dataOf(await openNetconf(lab), '<get/>');
      expect(judge.lint('get', documents)).toEqual(ACCEPTED);
    });

    test.each([
      ['lock', LOCK],

      ['save-config', SAVE],
      ['is-syncing', `<is-syncing xmlns="${IA}"/>`],

      ['id-token-trust', `<id-token-trust xmlns="${SL}"><id-token>abc</id-token></id-token-trust>`],
      ['de-register', `<de-register xmlns="${SL}"/>`],
      [
        'rum-save-usage-all',
        `<rum-save-usage-all xmlns="${SL}"><file-path>flash:a</file-path></rum-save-usage-all>`,
      ],
      ['import-file', `<import-file xmlns="${SL}"><file-path>flash:a</file-path></import-file>`],
      [
        'authorization-code-return-online',
        `<authorization-code-return-online xmlns="${SL}"><local>true</local></authorization-code-return-online>`,
      ],
      [
        'get-schema',
        '<get-schema xmlns="urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring"><identifier>cisco-ia</identifier></get-schema>',
      ],

      [
        'get',
        '<get><filter type="subtree"><licensing xmlns="http://cisco.com/ns/yang/cisco-smart-license"/></filter></get>',
      ],
    ])('accepts the reply to %s', async (_name, operation) => {
      const client = await openNetconf(newest());
      const { errors } = await client.rpc(operation);
      expect(errors).toEqual([]);
      const rpc = `<rpc xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="1">${operation}</rpc>`;
      const verdict = small.lint('nc-reply', { reply: client.replies[0] ?? '' }, { rpc });
      expect(verdict).toEqual(ACCEPTED);
    });

    test.each([
      ['partial-lock', PARTIAL],
      ['reload', RELOAD],
    ])('accepts the reply to %s, which needs the whole model', async (_name, operation) => {
      const client = await openNetconf(newest());
      const data = await dataOf(client, NATIVE);
      await client.rpc(operation);
      const rpc = `<rpc xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="1">${operation}</rpc>`;
      expect(judge.lint('nc-reply', { reply: client.replies[1] ?? '' }, { rpc, data })).toEqual(ACCEPTED);
    });

    test('accepts every notification', async () => {
      const heard = [
        ...(await heardOn(newest({ candidate: 'on' }))),
        ...(await heardOn(memoryLab({ spec: { release: '16.12.4', account: null } }))),
      ];
      const names = heard.map((text) => elementsOf(parseXml(text))[1]?.name ?? '');
      expect(new Set(names)).toEqual(
        new Set([
          'netconf-session-start',
          'netconf-session-end',
          'netconf-config-change',
          'netconf-confirmed-commit',
          'registration-success',
          'enforcement-mode',
          'authorization-renew-success',
          'de-register-success',
          'replayComplete',
        ]),
      );
      const documents = Object.fromEntries(heard.map((text, index) => [`heard-${index}`, text]));
      const data = await dataOf(await openNetconf(newest()), NATIVE);
      expect(judge.lint('nc-notif', documents, { data })).toEqual(ACCEPTED);
    });

    test('refuses wrong ones, so that it is known to look', async () => {
      const client = await openNetconf(newest(STACK));
      const data = await dataOf(client, '<get/>');
      expect(judge.lint('get', { wrong: data.replace('state-ready', 'state-steady') })).not.toEqual(ACCEPTED);
      const [event = ''] = await heardOn(newest({ candidate: 'on' }));
      const wrong = event.replace('</username>', '</username><shoe-size>9</shoe-size>');
      expect(judge.lint('nc-notif', { wrong })).not.toEqual(ACCEPTED);
    });

    test.each([
      ['16.9.1', '1691'],
      ['17.3.1', '1731'],
      ['17.9.1', '1791'],
      ['17.12.1', '17121'],
    ])('accepts the license state of %s by its own module', async (release, folder) => {
      const own = createJudge([`per-release/${folder}/cisco-smart-license`]);
      const documents: Record<string, string> = {};
      for (const account of ['acme.example.com', null]) {
        const client = await openNetconf(memoryLab({ spec: { release, account, ...STACK } }));
        const filter = `<get><filter type="subtree"><licensing xmlns="${SL}"/></filter></get>`;
        documents[`licensing-${account === null ? 'none' : 'some'}`] = await dataOf(client, filter);
      }
      expect(own.lint('get', documents)).toEqual(ACCEPTED);
      own.close();
    });
  },
);

const NATIVE =
  '<get><filter type="subtree"><native xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-native"/></filter></get>';
const PARTIAL =
  '<partial-lock xmlns="urn:ietf:params:xml:ns:netconf:partial-lock:1.0" xmlns:ios="http://cisco.com/ns/yang/Cisco-IOS-XE-native">' +
  '<select>/ios:native/ios:license</select></partial-lock>';

/** Everything a subscriber hears of a rich life. */
async function heardOn(lab: ReturnType<typeof memoryLab>): Promise<readonly string[]> {
  const client = await openNetconf(lab);
  const other = await openNetconf(lab);
  await client.rpc(
    '<create-subscription xmlns="urn:ietf:params:xml:ns:netconf:notification:1.0"><startTime>2000-01-01T00:00:00Z</startTime></create-subscription>',
  );
  await other.rpc(TO_ADVANTAGE);
  await other.rpc('<commit><confirmed/></commit>');
  await other.rpc('<commit/>');
  const cli = await openCli(lab);
  await cli.run('configure terminal');
  await cli.run('interface GigabitEthernet1/0/3');
  await cli.run('description uplink');
  await cli.run('end');
  await client.rpc(`<register-id-token xmlns="${SL}"><id-token>abc</id-token></register-id-token>`);
  await lab.pass(5_000);
  await client.rpc(`<renew-auth xmlns="${SL}"/>`);
  await lab.pass(5_000);
  await client.rpc(`<de-register xmlns="${SL}"/>`);
  await client.rpc(UNLOCK);
  await other.rpc('<close-session/>');
  await lab.pass(1_000);
  return client.notifications;
}
