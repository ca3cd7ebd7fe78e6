import { describe, expect, test } from 'vitest';
import { openCli, openNetconf } from './clients.ts';
import { STACK } from './lab.ts';
import type { Suite } from './suite.ts';

/** Configuration over the CLI, and the show commands. */
export function showConformance(suite: Suite): void {
  describe('CLI configuration', () => {
    test('lines change running at once, startup when saved; the difference and the prompt show it', async () => {
      const lab = await suite.lab();
      const cli = await openCli(lab);
      expect(
        await cli.run('show archive config differences nvram:startup-config system:running-config'),
      ).toEqual(['!Contextual Config Diffs:', '!No changes were found', '']);
      expect(await cli.type('configure terminal\r', '(config)#')).toContain(
        'Enter configuration commands, one per line.  End with CNTL/Z.',
      );
      await cli.run('license boot level network-advantage addon dna-advantage');
      await cli.run('hostname edge');
      await cli.run('interface gi1/0/7');
      await cli.run('description uplink to core');
      expect(await cli.type('end\r', '#')).toMatch(/edge#$/);
      expect(
        await cli.run('show archive config differences nvram:startup-config system:running-config'),
      ).toEqual([
        '!Contextual Config Diffs:',
        '+hostname edge',
        '+license boot level network-advantage addon dna-advantage',
        'interface GigabitEthernet1/0/7',
        ' +description uplink to core',
        '-hostname sw-0001',
        '-license boot level network-essentials addon dna-essentials',
        '',
      ]);
      expect(await cli.run('show startup-config | include ^license boot level')).toEqual([
        'license boot level network-essentials addon dna-essentials',
      ]);
      await cli.type('copy running-config startup-config\r', 'Destination filename [startup-config]? ');
      expect(await cli.type('\r', '#')).toBe('\r\nBuilding configuration...\r\n[OK]\r\nedge#');
      expect(await cli.run('show startup-config | include ^license boot level')).toEqual([
        'license boot level network-advantage addon dna-advantage',
      ]);
      expect(lab.notes('save').map((note) => note.detail)).toEqual([
        { via: 'cli', ok: true, level: 'network-advantage addon dna-advantage' },
      ]);
    });

    test('a pair of levels that does not exist gets the caret under the add-on', async () => {
      const cli = await openCli(await suite.lab());
      await cli.run('configure terminal');
      const output = await cli.run('license boot level network-essentials addon dna-advantage');
      expect(output[0]).toBe(
        `${' '.repeat('sw-0001(config)#license boot level network-essentials addon '.length)}^`,
      );
    });

    test('a NETCONF lock keeps the CLI from configuring', async () => {
      const lab = await suite.lab();
      const cli = await openCli(lab);
      await cli.run('configure terminal');
      const holder = await openNetconf(lab);
      await holder.rpc('<lock><target><running/></target></lock>');
      expect((await cli.run('hostname stranger'))[0]).toMatch(/^Configuration mode is locked by /);
      await cli.run('end');
      expect((await cli.run('configure terminal'))[0]).toMatch(/^Configuration mode is locked by /);
      expect(() => lab.device.configure(['hostname stranger'])).toThrow(/CONFIG_LOCKED|locked/);
      expect(lab.device.truth().hostname).toBe('sw-0001');
      await holder.rpc('<unlock><target><running/></target></unlock>');
      lab.device.configure(['hostname stranger']);
      expect(lab.device.truth().hostname).toBe('stranger');
    });
  });

  describe('CLI show commands', () => {
    test('levels and serials agree in every command and with NETCONF', async () => {
      const lab = await suite.lab({ spec: STACK });
      const cli = await openCli(lab);
      const { serials = [] } = STACK;
      for (const command of [
        'show version',
        'show inventory',
        'show license udi',
        'show license tech support',
      ]) {
        const output = (await cli.run(command)).join('\n');
        for (const serial of serials) expect(output, command).toContain(serial);
      }
      await cli.run('configure terminal');
      await cli.run('license boot level network-advantage');
      await cli.run('end');
      const version = await cli.run('show version');
      expect(version).toContain(
        'network-essentials      Smart License                    network-advantage   ',
      );
      expect(version).toContain(
        'dna-essentials          Subscription Smart License       None                          ',
      );
      expect(await cli.run('show license summary')).toEqual([
        '',
        'Account Information:',
        '  Smart Account: acme.example.com As of Jan 05 08:00:00 2026 UTC',
        '  Virtual Account: Campus',
        '',
        'License Usage:',
        '  License                 Entitlement Tag               Count Status',
        '  -----------------------------------------------------------------------------',
        '  network-essentials      (C9300-24 Network Essen...)       2 IN USE',
        '  dna-essentials          (C9300-24 DNA Essentials)         2 IN USE',
        '  network-essentials      (C9300-48 Network Essen...)       1 IN USE',
        '  dna-essentials          (C9300-48 DNA Essentials)         1 IN USE',
        '',
      ]);
    });

    test('license smart sync reports to CSSM and the dates follow', async () => {
      const lab = await suite.lab();
      const cli = await openCli(lab);
      expect(await cli.run('license smart sync all')).toEqual([]);
      await lab.pass(2000);
      const asked = (await cli.run('show license status')).join('\n');
      expect(asked).toMatch(/Last report push: Jan 05 08:00:0\d 2026 UTC/);
      expect(asked).toContain('Last ACK received: <none>');
      await lab.pass(60_000);
      expect((await cli.run('show license status')).join('\n')).toMatch(
        /Last ACK received: Jan 05 08:01:0\d 2026 UTC/,
      );
      expect(lab.reports).toHaveLength(1);
      expect(lab.reports[0]).toMatchObject({
        account: 'acme.example.com',
        virtualAccount: 'Campus',
        hostname: 'sw-0001',
      });
      expect(lab.reports[0]?.usage.map((usage) => [usage.name, usage.count])).toEqual([
        ['network-essentials', 1],
        ['dna-essentials', 1],
      ]);
    });

    test('a refusal by CSSM raises Overall, silence raises both counters', async () => {
      const reason = '{"product_instance_identifier":["The identity for the instance x is not valid."]}';
      const refused = await suite.lab({ report: { status: 'INVALID STATUS CODE', reason } });
      const silent = await suite.lab({ report: { status: 'NO REPLY', reason: '' } });
      const sections: string[] = [];
      for (const lab of [refused, silent]) {
        const cli = await openCli(lab);
        await cli.run('license smart sync all');
        await lab.pass(2000);
        const output = (await cli.run('show license tech support')).join('\n');
        sections.push(/Usage Reporting:\n( {2}Attempts[^]*?)\n {2}Last Success/.exec(output)?.[1] ?? '');
      }
      expect(sections[0]).toContain('Total=1, Success=0, Fail=1  Ongoing Failure: Overall=1 Communication=0');
      expect(sections[0]).toMatch(
        /Last Response: INVALID STATUS CODE on Jan 05 [^\n]*\n {4}Failure Reason: \{"product_instance_identifier"/,
      );
      expect(sections[1]).toContain('Overall=1 Communication=1');
      expect(sections[1]).toMatch(/Last Response: NO REPLY on Jan 05 [^\n]*\n {4}Failure Reason: <none>/);
    });

    test('without trust nothing is sent, and the state says why', async () => {
      const lab = await suite.lab({ spec: { account: null, virtualAccount: null } });
      const cli = await openCli(lab);
      await cli.run('license smart sync all');
      await lab.pass(5000);
      expect(lab.reports).toHaveLength(0);
      expect(await cli.run('show license tech support')).toContain(
        'Overall State: Insufficient trust for direct communication',
      );
      expect(await cli.run('show license status')).toContain('Trust Code Installed: <none>');
    });

    test('legacy licensing has its own commands and words', async () => {
      const lab = await suite.lab({ spec: { release: '16.9.4' } });
      const cli = await openCli(lab);
      expect(await cli.run('show license status')).toContain('  Status: REGISTERED');
      expect((await cli.run('license smart sync all')).join()).toContain('% Invalid input');
      expect(await cli.run('license smart renew auth')).toEqual([]);
      await lab.pass(5000);
      expect(lab.reports).toHaveLength(1);
      await cli.run('license smart deregister');
      expect(await cli.run('show license status')).toContain('  Status: UNREGISTERED');
    });

    test.each([
      [
        'include',
        'show running-config | include ^hostname|^license boot',
        ['hostname sw-0001', 'license boot level network-essentials addon dna-essentials'],
      ],
      [
        'begin',
        'show running-config | begin ^line vty 5',
        ['line vty 5 31', ' transport input ssh', '!', 'end', ''],
      ],
      [
        'section',
        'show running-config | section line vty',
        ['line vty 0 4', ' transport input ssh', 'line vty 5 31', ' transport input ssh'],
      ],
      ['exclude', 'show license udi | exclude UDI', ['']],
      ['count', 'show running-config | count ^interface', ['Number of lines which match regexp = 42']],
    ])('| %s', async (_name, command, output) => {
      expect(await (await openCli(await suite.lab())).run(command)).toEqual(output);
    });
  });
}
