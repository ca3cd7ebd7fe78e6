import { describe, expect, test } from 'vitest';
import { parseHello } from '../../../core/wire/netconf/index.ts';
import { type NetconfClient, openCli, openNetconf, until } from './clients.ts';
import type { Lab } from './lab.ts';
import { editLevel, LOCK, NEW, OLD, TO_ADVANTAGE } from './payloads.ts';
import type { Suite } from './suite.ts';

const ON = { spec: { candidate: 'on' } } as const;
const EDIT = TO_ADVANTAGE.replace('<running/>', '<candidate/>');
const LOCK_CANDIDATE = '<lock><target><candidate/></target></lock>';
const UNLOCK_CANDIDATE = '<unlock><target><candidate/></target></unlock>';
const NATIVE = 'xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-native"';

/** The candidate datastore, RFC 6241 sections 8.3 and 8.4. */
export function candidateConformance(suite: Suite): void {
  describe('candidate datastore', () => {
    test.each([
      ['off', ['writable-running']],
      ['on', ['writable-running', 'candidate', 'confirmed-commit']],
      ['only', ['candidate', 'confirmed-commit']],
    ] as const)('switched %s it announces %j', async (candidate, expected) => {
      const { hello } = await openNetconf(await suite.lab({ spec: { candidate } }));
      const { capabilities } = parseHello(hello, 'server');
      const names = ['writable-running', 'candidate', 'confirmed-commit'];
      expect(
        names.filter((name) => capabilities.some((uri) => uri.includes(`:capability:${name}:1`))),
      ).toEqual(expected);
    });

    test('an edit shows in the candidate alone until it is committed; startup stays', async () => {
      const lab = await suite.lab(ON);
      const client = await openNetconf(lab);
      expect((await client.rpc(EDIT)).hasOk).toBe(true);
      expect(await levels(client)).toEqual([OLD, NEW]);
      expect(running(lab)).toBe(OLD);
      expect(lab.notes('edit')).toHaveLength(0);
      expect((await client.rpc('<validate><source><candidate/></source></validate>')).hasOk).toBe(true);
      expect((await client.rpc('<commit/>')).hasOk).toBe(true);
      expect(await levels(client)).toEqual([NEW, NEW]);
      expect(lab.device.truth().bootLevel).toBe(OLD);
      expect(lab.notes('edit').map((note) => note.detail)).toMatchObject([
        { before: OLD, after: NEW, applied: true },
      ]);
    });

    test.each([
      ['discard-changes', '<discard-changes/>'],
      [
        'copy-config from running',
        '<copy-config><target><candidate/></target><source><running/></source></copy-config>',
      ],
    ])('%s makes the candidate running again', async (_name, operation) => {
      const client = await openNetconf(await suite.lab(ON));
      await client.rpc(EDIT);
      expect((await client.rpc(operation)).hasOk).toBe(true);
      expect(await levels(client)).toEqual([OLD, OLD]);
    });

    test('copy-config of a whole configuration into the candidate replaces it', async () => {
      const client = await openNetconf(await suite.lab(ON));
      const config = `<config><native ${NATIVE}><license><boot><level><network-advantage/></level></boot></license></native></config>`;
      await client.rpc(`<copy-config><target><candidate/></target><source>${config}</source></copy-config>`);
      expect(await levels(client)).toEqual([OLD, 'network-advantage']);
    });

    test.each([
      ['a writer', EDIT, 'in-use'],
      ['a commit', '<commit/>', 'in-use'],
      ['discard-changes', '<discard-changes/>', 'in-use'],
      ['a second lock', LOCK_CANDIDATE, 'lock-denied'],
      ['an unlock of somebody else', UNLOCK_CANDIDATE, 'operation-failed'],
    ])('while it is locked, %s gets %s', async (_name, operation, tag) => {
      const lab = await suite.lab(ON);
      const holder = await openNetconf(lab);
      const other = await openNetconf(lab);
      await holder.rpc(LOCK_CANDIDATE);
      const { errors } = await other.rpc(operation);
      expect(errors.map((error) => error.tag)).toEqual([tag]);
      if (tag !== 'operation-failed')
        expect(errors[0]?.sessionId).toBe(parseHello(holder.hello, 'server').sessionId);
    });

    test('a commit while somebody else holds running gets in-use and changes nothing', async () => {
      const lab = await suite.lab(ON);
      const other = await openNetconf(lab);
      await (await openNetconf(lab)).rpc(LOCK);
      await other.rpc(EDIT);
      expect((await other.rpc('<commit/>')).errors[0]?.tag).toBe('in-use');
      expect(running(lab)).toBe(OLD);
    });

    test('with uncommitted changes it cannot be locked', async () => {
      const client = await openNetconf(await suite.lab(ON));
      await client.rpc(EDIT);
      expect((await client.rpc(LOCK_CANDIDATE)).errors[0]).toMatchObject({
        tag: 'lock-denied',
        sessionId: 0,
      });
    });

    test.each([
      ['unlock', async (client: NetconfClient) => void (await client.rpc(UNLOCK_CANDIDATE))],
      ['the end of the session', async (client: NetconfClient) => client.stream.close()],
    ])('%s discards what was edited under the lock', async (_name, leave) => {
      const lab = await suite.lab(ON);
      const holder = await openNetconf(lab);
      await holder.rpc(LOCK_CANDIDATE);
      await holder.rpc(EDIT);
      await leave(holder);
      await lab.pass(100);
      expect(await levels(await openNetconf(lab))).toEqual([OLD, OLD]);
    });

    test('what the parser refuses is refused at the commit, not at the edit', async () => {
      const lab = await suite.lab({ spec: { candidate: 'on', release: '17.15.1' } });
      const client = await openNetconf(lab);
      const drop = editLevel('<network-essentials nc:operation="delete"/>').replace(
        '<running/>',
        '<candidate/>',
      );
      expect((await client.rpc(drop)).hasOk).toBe(true);
      expect((await client.rpc('<commit/>')).errors[0]).toMatchObject({
        tag: 'invalid-value',
        message: 'inconsistent value: Device refused one or more commands',
      });
      expect(running(lab)).toBe(OLD);
    });

    test('a schema error is refused at the edit', async () => {
      const client = await openNetconf(await suite.lab(ON));
      const bad = editLevel('<network-premier/>').replace('<running/>', '<candidate/>');
      expect((await client.rpc(bad)).errors[0]?.tag).toBe('unknown-element');
    });

    test('where it is the only way, running cannot be written', async () => {
      const client = await openNetconf(await suite.lab({ spec: { candidate: 'only' } }));
      expect((await client.rpc(TO_ADVANTAGE)).errors[0]).toMatchObject({
        tag: 'invalid-value',
        message: 'Unsupported capability :writable-running',
      });
    });

    test('switching it on restarts NETCONF, whose hello then offers it; the CLI session stays', async () => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      const cli = await openCli(lab);
      await cli.run('configure terminal');
      await cli.run('netconf-yang feature candidate-datastore');
      await until(lab, 'the end of the session', () => client.stream.closed !== null);
      expect(lab.device.listens('netconf')).toBe(false);
      expect(cli.stream.closed).toBeNull();
      await until(lab, 'NETCONF', () => lab.device.listens('netconf'), 125_000);
      expect((await openNetconf(lab)).hello).toContain('capability:candidate:1.0');
    });
  });

  describe('confirmed commit', () => {
    const CONFIRMED = '<commit><confirmed/><confirm-timeout>120</confirm-timeout></commit>';
    const PERSIST = '<commit><confirmed/><persist>tok</persist></commit>';

    test('is taken back when nobody confirms it in time', async () => {
      const lab = await suite.lab(ON);
      const client = await openNetconf(lab);
      await client.rpc(EDIT);
      expect((await client.rpc(CONFIRMED)).hasOk).toBe(true);
      await lab.pass(119_000);
      expect(running(lab)).toBe(NEW);
      await lab.pass(2_000);
      expect(running(lab)).toBe(OLD);
      expect(lab.notes('edit').map((note) => note.user)).toEqual(['admin', 'system']);
    });

    test('stays when it is confirmed by the same session', async () => {
      const lab = await suite.lab(ON);
      const client = await openNetconf(lab);
      await client.rpc(EDIT);
      await client.rpc(CONFIRMED);
      expect((await client.rpc('<commit/>')).hasOk).toBe(true);
      await lab.pass(700_000);
      expect(running(lab)).toBe(NEW);
    });

    test('a second confirmed commit begins the time anew, and both are taken back', async () => {
      const lab = await suite.lab(ON);
      const client = await openNetconf(lab);
      await client.rpc(EDIT);
      await client.rpc(CONFIRMED);
      await lab.pass(100_000);
      await client.rpc(CONFIRMED);
      await lab.pass(100_000);
      expect(running(lab)).toBe(NEW);
      await lab.pass(25_000);
      expect(running(lab)).toBe(OLD);
    });

    test.each([
      ['without a token ends with its session', CONFIRMED, OLD],
      ['with a token survives its session', PERSIST, NEW],
    ])('%s', async (_name, operation, level) => {
      const lab = await suite.lab(ON);
      const client = await openNetconf(lab);
      await client.rpc(EDIT);
      await client.rpc(operation);
      client.stream.close();
      await lab.pass(100);
      expect(running(lab)).toBe(level);
    });

    test.each([
      ['confirmed', '<commit><persist-id>tok</persist-id></commit>', NEW],
      ['cancelled', '<cancel-commit><persist-id>tok</persist-id></cancel-commit>', OLD],
    ])('is %s from another session with the token, and not without it', async (_name, operation, level) => {
      const lab = await suite.lab(ON);
      const first = await openNetconf(lab);
      const other = await openNetconf(lab);
      await first.rpc(EDIT);
      await first.rpc(PERSIST);
      const wrong = operation.replace('>tok<', '>other<');
      expect((await other.rpc(wrong)).errors[0]).toMatchObject({
        tag: 'invalid-value',
        badElement: 'persist-id',
      });
      expect((await other.rpc(operation)).hasOk).toBe(true);
      await lab.pass(700_000);
      expect(running(lab)).toBe(level);
    });

    test.each([
      ['a commit of another session meanwhile', '<commit/>', 'in-use'],
      ['an unknown parameter', '<commit><now/></commit>', 'unknown-element'],
      [
        'a time of zero',
        '<commit><confirmed/><confirm-timeout>0</confirm-timeout></commit>',
        'invalid-value',
      ],
      ['a token nobody gave', '<commit><persist-id>x</persist-id></commit>', 'invalid-value'],
    ])('%s gets %s', async (_name, operation, tag) => {
      const lab = await suite.lab(ON);
      const first = await openNetconf(lab);
      await first.rpc(EDIT);
      await first.rpc(CONFIRMED);
      expect((await (await openNetconf(lab)).rpc(operation)).errors[0]?.tag).toBe(tag);
    });

    test('there is nothing to cancel before one was made', async () => {
      const client = await openNetconf(await suite.lab(ON));
      expect((await client.rpc('<cancel-commit/>')).errors[0]?.tag).toBe('operation-failed');
    });
  });

  describe('faults of a commit', () => {
    test.each([
      ['netconf.lying-ok', [], OLD],
      ['netconf.edit-refused', ['invalid-value'], OLD],
      ['netconf.edit-applied-but-error', ['in-use'], NEW],
    ])('%s bites at the commit', async (fault, tags, level) => {
      const lab = await suite.lab(ON);
      lab.faults.add({ fault, target: 'sw-0001' });
      const client = await openNetconf(lab);
      expect((await client.rpc(EDIT)).hasOk).toBe(true);
      expect((await client.rpc('<commit/>')).errors.map((error) => error.tag)).toEqual(tags);
      expect(running(lab)).toBe(level);
    });
  });
}

/** Boot level in the running configuration. */
function running(lab: Lab): string {
  return /^license boot level (.*)$/m.exec(lab.device.truth().running)?.[1] ?? 'none';
}

/** Boot levels of running and candidate, as get-config gives them. */
async function levels(client: NetconfClient): Promise<readonly string[]> {
  const read = async (store: string): Promise<string> => {
    const { data } = await client.rpc(
      `<get-config><source><${store}/></source><filter><native ${NATIVE}><license><boot/></license></native></filter></get-config>`,
    );
    const text = JSON.stringify(data);
    const network = /network-(?:essentials|advantage)/.exec(text)?.[0] ?? 'none';
    const addon = /dna-(?:essentials|advantage)/.exec(text)?.[0];
    return addon === undefined ? network : `${network} addon ${addon}`;
  };
  return [await read('running'), await read('candidate')];
}
