import { describe, expect, test } from 'vitest';
import { childrenOf, descend, leafOf, parseHello, textOf } from '../../../core/wire/netconf/index.ts';
import { type NetconfClient, openCli, openNetconf, until } from './clients.ts';
import { LOCK, OLD, TO_ADVANTAGE } from './payloads.ts';
import type { Suite } from './suite.ts';

const NS = 'urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring';

/** What `ietf-netconf-monitoring` shows and does (RFC 6022), and kill-session. */
export function monitoringConformance(suite: Suite): void {
  describe('NETCONF monitoring', () => {
    test('the list of sessions: NETCONF ones alone, with what they did', async () => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      const other = await openNetconf(lab);
      await openCli(lab);
      await other.rpc('<frobnicate/>');
      const state = await read(client, 'sessions');
      const sessions = childrenOf(state, NS, 'session');
      expect(sessions.map((one) => Number(leafOf(one, NS, 'session-id')))).toEqual([
        idOf(client),
        idOf(other),
      ]);
      expect(sessions.map((one) => leafOf(one, NS, 'username'))).toEqual(['admin', 'admin']);
      const counts = ['in-rpcs', 'in-bad-rpcs', 'out-rpc-errors', 'out-notifications'];
      expect(counts.map((name) => leafOf(sessions[1] ?? state, NS, name))).toEqual(['1', '0', '1', '0']);
    });

    test('a lock shows in the list of datastores, with who has it', async () => {
      const client = await openNetconf(await suite.lab({ spec: { candidate: 'on' } }));
      await client.rpc(LOCK);
      const state = await read(client, 'datastores');
      const stores = childrenOf(state, NS, 'datastore');
      expect(stores.map((store) => leafOf(store, NS, 'name'))).toEqual(['running', 'candidate']);
      const holders = stores.map((store) =>
        descend(store, NS, ['locks', 'global-lock', 'locked-by-session']),
      );
      expect(holders.map((holder) => (holder === null ? null : Number(textOf(holder))))).toEqual([
        idOf(client),
        null,
      ]);
    });

    test('capabilities are those of the hello, each once', async () => {
      const client = await openNetconf(await suite.lab());
      const state = await read(client, 'capabilities');
      const { capabilities } = parseHello(client.hello, 'server');
      expect(new Set(childrenOf(state, NS, 'capability').map(textOf))).toEqual(new Set(capabilities));
    });

    test('every schema that is listed can be read, and is our own description', async () => {
      const client = await openNetconf(await suite.lab({ spec: { release: '17.15.1' } }));
      const schemas = childrenOf(await read(client, 'schemas'), NS, 'schema');
      expect(schemas.length).toBeGreaterThan(300);
      const wanted = schemas.find((schema) => leafOf(schema, NS, 'identifier') === 'cisco-smart-license');
      const version = wanted === undefined ? '' : leafOf(wanted, NS, 'version');
      const { results } = await client.rpc(
        getSchema(
          `<identifier>cisco-smart-license</identifier><version>${version}</version><format>yang</format>`,
        ),
      );
      const [text = ''] = results.map(textOf);
      expect(text).toMatch(
        /^module cisco-smart-license \{\n {2}namespace "http:\/\/cisco.com\/ns\/yang\/cisco-smart-license";/,
      );
      expect(text).toContain(`revision ${version};`);
      expect(text).not.toContain('rpc ');
    });

    test.each([
      ['an unknown module', '<identifier>no-such-module</identifier>', 'invalid-value', 'identifier'],
      [
        'another version',
        '<identifier>cisco-ia</identifier><version>1999-01-01</version>',
        'invalid-value',
        'version',
      ],
      ['another format', '<identifier>cisco-ia</identifier><format>yin</format>', 'invalid-value', 'format'],
      ['no identifier', '', 'missing-element', 'identifier'],
      ['an unknown parameter', '<identifier>cisco-ia</identifier><x/>', 'unknown-element', 'x'],
    ])('get-schema of %s is refused', async (_name, parameters, tag, element) => {
      const client = await openNetconf(await suite.lab());
      const { errors } = await client.rpc(getSchema(parameters));
      expect(errors.map((error) => [error.tag, error.badElement])).toEqual([[tag, element]]);
    });
  });

  describe('kill-session', () => {
    const kill = (id: number | string | null): string =>
      `<kill-session><session-id>${id}</session-id></kill-session>`;

    test('ends the other session, its lock and its unconfirmed commit', async () => {
      const lab = await suite.lab({ spec: { candidate: 'on' } });
      const client = await openNetconf(lab);
      const other = await openNetconf(lab);
      await other.rpc(TO_ADVANTAGE.replace('<running/>', '<candidate/>'));
      await other.rpc('<commit><confirmed/></commit>');
      await other.rpc(LOCK);
      expect((await client.rpc(kill(idOf(other)))).hasOk).toBe(true);
      await until(lab, 'the end', () => other.stream.closed !== null);
      expect(other.stream.closed).toBe('end');
      expect((await client.rpc(LOCK)).hasOk).toBe(true);
      expect(lab.device.truth().running).toContain(`license boot level ${OLD}\n`);
    });

    test.each([
      ['oneself', (client: NetconfClient) => kill(idOf(client)), 'invalid-value', 'session-id'],
      ['nobody', () => kill(4711), 'invalid-value', 'session-id'],
      ['what is no number', () => kill('x'), 'invalid-value', 'session-id'],
      ['no session-id', () => '<kill-session/>', 'missing-element', 'session-id'],
    ])('of %s is refused', async (_name, operation, tag, element) => {
      const client = await openNetconf(await suite.lab());
      const { errors } = await client.rpc(operation(client));
      expect(errors.map((error) => [error.tag, error.badElement])).toEqual([[tag, element]]);
      expect(client.stream.closed).toBeNull();
    });

    test('of a CLI session is refused: it is no NETCONF session', async () => {
      const lab = await suite.lab();
      const cli = await openCli(lab);
      const client = await openNetconf(lab);
      const cliSession = lab.notes('cli').at(-1)?.session;
      expect((await client.rpc(kill(cliSession ?? 0))).errors[0]?.tag).toBe('invalid-value');
      expect(cli.stream.closed).toBeNull();
    });
  });
}

function getSchema(parameters: string): string {
  return `<get-schema xmlns="${NS}">${parameters}</get-schema>`;
}

/** One part of `/netconf-state`. */
async function read(client: NetconfClient, part: string) {
  const { data } = await client.rpc(
    `<get><filter><netconf-state xmlns="${NS}"><${part}/></netconf-state></filter></get>`,
  );
  const found = data && descend(data, NS, ['netconf-state', part]);
  if (!found) throw new Error(`no ${part}`);
  return found;
}

function idOf(client: NetconfClient): number | null {
  return parseHello(client.hello, 'server').sessionId;
}
