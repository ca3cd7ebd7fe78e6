import { describe, expect, test } from 'vitest';
import { type CliClient, openCli, openNetconf, until } from './clients.ts';
import type { Lab } from './lab.ts';
import { STACK } from './lab.ts';
import { RELOAD, SAVE, TO_ADVANTAGE } from './payloads.ts';
import type { Suite } from './suite.ts';

const FORCED = '<reload xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-rpc"><force>true</force></reload>';
const IS_SYNCING = '<is-syncing xmlns="http://cisco.com/yang/cisco-ia"/>';
/** Longest boot: a stack with everything at its slowest. */
const BOOT_MS = 900_000;

const MINUTE = 60_000;

/** Reloads over both ways, and what is there when after them. */
export function reloadConformance(suite: Suite): void {
  describe('reload', () => {
    test('the reply comes, then every session dies; CLI returns before NETCONF, and the saved level is in use', async () => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      const cli = await openCli(lab);
      await client.rpc(TO_ADVANTAGE);
      await client.rpc(SAVE);
      const { bootTime } = lab.device.truth();
      const reply = await client.rpc(RELOAD);
      expect(reply.errors).toEqual([]);
      await until(
        lab,
        'the end of the sessions',
        () => client.stream.closed !== null && cli.stream.closed !== null,
      );
      expect(lab.device.truth()).toMatchObject({ power: 'booting', bootCount: 2 });
      expect([lab.device.listens('cli'), lab.device.listens('netconf')]).toEqual([false, false]);

      const cliAfter = await waitFor(lab, () => lab.device.listens('cli'));
      expect(lab.device.listens('netconf')).toBe(false);
      const netconfAfter = await waitFor(lab, () => lab.device.listens('netconf'));
      await waitFor(lab, () => lab.device.truth().power === 'on');
      expect(cliAfter).toBeGreaterThan(6 * MINUTE - 5000);
      expect(cliAfter).toBeLessThan(10 * MINUTE + 5000);
      expect(netconfAfter).toBeGreaterThanOrEqual(25_000);
      expect(netconfAfter).toBeLessThanOrEqual(125_000);

      const truth = lab.device.truth();
      expect(truth.runningLevel).toBe('network-advantage addon dna-advantage');
      expect(truth.bootTime > bootTime).toBe(true);
      expect(lab.notes('reload-received').map((note) => note.detail['reason'])).toEqual(['change 42']);
      expect(lab.notes('reload-executed')).toHaveLength(1);
      expect(lab.notes('boot')).toHaveLength(1);
      expect(lab.notes('ready').map((note) => note.detail['service'])).toEqual(['cli', 'netconf', 'all']);
    });

    test('a stack takes about two minutes longer', async () => {
      const alone = await bootTime(await suite.lab({ seed: 5 }));
      const stack = await bootTime(await suite.lab({ seed: 5, spec: STACK }));
      expect(stack - alone).toBeGreaterThan(115_000);
      expect(stack - alone).toBeLessThan(125_000);
    });

    test('unsaved configuration refuses the reload without force, and is lost by one with force', async () => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      await client.rpc(TO_ADVANTAGE);
      expect((await client.rpc(RELOAD)).errors[0]?.tag).toBe('operation-failed');
      await lab.pass(MINUTE);
      expect(lab.device.truth().bootCount).toBe(1);
      expect((await client.rpc(FORCED)).errors).toEqual([]);
      await waitFor(lab, () => lab.device.truth().bootCount === 2);
      await waitFor(lab, () => lab.device.truth().power === 'on');
      const { runningLevel, running } = lab.device.truth();
      expect(runningLevel).toBe('network-essentials addon dna-essentials');
      expect(running).toContain('license boot level network-essentials addon dna-essentials\n');
    });

    test('right after NETCONF is up, nothing is in use yet and edits are refused for the moment', async () => {
      const lab = await suite.lab();
      const before = await openNetconf(lab);
      await before.rpc(RELOAD);
      await waitFor(lab, () => lab.device.truth().bootCount === 2);
      await waitFor(lab, () => lab.device.listens('netconf'));
      const client = await openNetconf(lab);
      expect(JSON.stringify((await client.rpc(IS_SYNCING)).results)).toContain('Sync in progress');
      const usage = await client.rpc(
        '<get><filter><licensing xmlns="http://cisco.com/ns/yang/cisco-smart-license"><state><state-info><usage/></state-info></state></licensing></filter></get>',
      );
      expect(usage.data?.children).toEqual([]);
      expect((await client.rpc(TO_ADVANTAGE)).errors[0]).toMatchObject({
        message: 'Sync is in progress',
        tag: 'operation-failed',
      });
      await waitFor(lab, () => lab.device.truth().power === 'on');
      expect(JSON.stringify((await client.rpc(IS_SYNCING)).results)).toContain('No sync in progress');
      expect((await client.rpc(TO_ADVANTAGE)).errors).toEqual([]);
    });

    test('the CLI asks to save only what is unsaved, and then to proceed', async () => {
      const lab = await suite.lab();
      const cli = await openCli(lab);
      const asked = await cli.type('reload\r', '[confirm]');
      expect(asked).toContain(
        'Reload command is being issued on Active unit, this will reload the whole stack\r\nProceed with reload? [confirm]',
      );
      expect(asked).not.toContain('Save?');
      expect(await cli.type('n', '#')).toBe('\r\nsw-0001#');
      await configure(cli, 'license boot level network-advantage addon dna-advantage');
      await cli.type('reload\r', 'System configuration has been modified. Save? [yes/no]: ');
      expect(await cli.type('maybe\r', 'Save? [yes/no]: ')).toContain("% Please answer 'yes' or 'no'.");
      expect(await cli.type('yes\r', '[confirm]')).toContain('Building configuration...\r\n[OK]\r\n');
      cli.stream.send(Buffer.from('\r'));
      await until(lab, 'the end', () => cli.stream.closed !== null);
      expect(cli.stream.closed).toBe('reset');
      await waitFor(lab, () => lab.device.truth().power === 'on');
      expect(lab.device.truth().runningLevel).toBe('network-advantage addon dna-advantage');
      expect(lab.notes('reload-received')[0]?.detail).toMatchObject({
        via: 'cli',
        result: 'accepted',
        force: false,
      });
    });

    test('answering no to the question loses the change', async () => {
      const lab = await suite.lab();
      const cli = await openCli(lab);
      await configure(cli, 'license boot level network-advantage');
      await cli.type('reload reason level change\r', 'Save? [yes/no]: ');
      await cli.type('no\r', '[confirm]');
      cli.stream.send(Buffer.from('y'));
      await waitFor(lab, () => lab.device.truth().bootCount === 2);
      await waitFor(lab, () => lab.device.truth().power === 'on');
      expect(lab.device.truth().runningLevel).toBe('network-essentials addon dna-essentials');
      const again = await openCli(lab);
      expect((await again.run('show version')).join('\n')).toContain('Last reload reason: level change');
    });

    test('power off ends every session, and power on boots from startup', async () => {
      const lab = await suite.lab();
      const cli = await openCli(lab);
      await configure(cli, 'hostname lost');
      lab.device.power(false);
      await until(lab, 'the end', () => cli.stream.closed !== null);
      expect(lab.device.truth().power).toBe('off');
      expect(await lab.connect('cli')).toBeNull();
      lab.device.power(true);
      await waitFor(lab, () => lab.device.truth().power === 'on');
      expect(lab.device.truth()).toMatchObject({ hostname: 'sw-0001', bootCount: 2 });
      expect(lab.notes('power').map((note) => note.detail['on'])).toEqual([false, true]);
    });
  });
}

async function configure(cli: CliClient, line: string): Promise<void> {
  await cli.run('configure terminal');
  await cli.run(line);
  await cli.run('end');
}

/** Milliseconds from a reload to the answering CLI. */
async function bootTime(lab: Lab): Promise<number> {
  await (await openNetconf(lab)).rpc(RELOAD);
  await waitFor(lab, () => lab.device.truth().bootCount === 2);
  return waitFor(lab, () => lab.device.listens('cli'));
}

/** Lets time pass in steps of seconds; gives how much passed. */
async function waitFor(lab: Lab, isSo: () => boolean): Promise<number> {
  let passed = 0;
  for (; !isSo(); passed += 1000) {
    if (passed > BOOT_MS) throw new Error(`nothing happened within ${BOOT_MS} ms`);
    await lab.pass(1000);
  }
  return passed;
}
