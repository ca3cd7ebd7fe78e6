import { describe, expect, test } from 'vitest';
import { openCli, openNetconf, until } from './clients.ts';
import { SPEC, STACK } from './lab.ts';
import type { Suite } from './suite.ts';

/** Prompts, dialogues, paging and the show commands. */
export function cliConformance(suite: Suite): void {
  describe('CLI session', () => {
    test('a login lands at # of the hostname; disable, a wrong and a right enable password', async () => {
      const lab = await suite.lab();
      const cli = await openCli(lab);
      expect(cli.screen()).toMatch(/^\r\nsw-0001#/);
      await cli.type('disable\r', 'sw-0001>');
      expect(await cli.run('show running-config')).toContain("% Invalid input detected at '^' marker.");
      await cli.type('enable\r', 'Password: ');
      await cli.type('wrong\r', 'Password: ');
      const entered = await cli.type(`${SPEC.enable}\r`, 'sw-0001#');
      expect(entered).not.toContain(SPEC.enable);
      await cli.type('disable\renable\r', 'Password: ');
      expect(await cli.type('a\rb\rc\r', 'sw-0001>')).toContain('% Bad secrets');
    });

    test('exit ends the session in an orderly way', async () => {
      const lab = await suite.lab();
      const cli = await openCli(lab);
      cli.stream.send(Buffer.from('exit\n'));
      await until(lab, 'the end', () => cli.stream.closed !== null);
      expect(cli.stream.closed).toBe('end');
    });

    test.each([
      ['CR', 'show clock\r'],
      ['LF', 'show clock\n'],
      ['CR LF', 'show clock\r\n'],
    ])('RETURN may come as %s and gives one prompt', async (_name, keys) => {
      const cli = await openCli(await suite.lab());
      const output = await cli.type(keys, /UTC .*\r\nsw-0001#$/s);
      expect(output.match(/sw-0001#/g)).toHaveLength(1);
    });

    test.each([
      ['backspace', 'show clonk\x7f\x7fck\r', 'show clonk\b \b\b \bck'],
      ['Ctrl-U', 'rubbish\x15show clock\r', `rubbish${'\b \b'.repeat(7)}show clock`],
      ['Ctrl-W', 'show rubbish\x17clock\r', `show rubbish${'\b \b'.repeat(7)}clock`],
      [
        'Tab',
        'sh\t\x15show clo\t\r',
        `sh${'\b \b'.repeat(2)}show ${'\b \b'.repeat(5)}show clo${'\b \b'.repeat(8)}show clock `,
      ],
      ['arrow up', 'show clock\r\x1b[A\r', 'show clock'],
    ])('line editing: %s', async (_name, keys, echo) => {
      const cli = await openCli(await suite.lab());
      const output = await cli.type(keys, /UTC .*\r\nsw-0001#$/s);
      expect(output.startsWith(echo)).toBe(true);
    });

    test('Ctrl-C gives the line up, Ctrl-Z leaves configuration', async () => {
      const cli = await openCli(await suite.lab());
      expect(await cli.type('show clo\x03', '#')).toBe('show clo\r\nsw-0001#');
      await cli.type('configure terminal\rinterface gi1/0/1\r', '(config-if)#');
      expect(await cli.type('\x1a', 'sw-0001#')).toContain('^Z');
    });

    test('a line longer than IOS takes rings the bell and is cut', async () => {
      const cli = await openCli(await suite.lab());
      const output = await cli.type(`${'x'.repeat(300)}\r`, '#');
      expect(output.match(/\x07/g)).toHaveLength(300 - 254);
    });

    test.each([
      ['an unknown word', 'show foo', ['             ^', "% Invalid input detected at '^' marker.", '']],
      ['an incomplete command', 'show license', ['% Incomplete command.', '']],
      ['an ambiguous word', 'show s', ['% Ambiguous command:  "show s"']],
      [
        'a filter that is none',
        'show clock | magic x',
        ['                     ^', "% Invalid input detected at '^' marker.", ''],
      ],
      ['a filter without pattern', 'show clock | include', ['% Incomplete command.', '']],
      [
        'a word too many',
        'show clock now',
        ['                   ^', "% Invalid input detected at '^' marker.", ''],
      ],
    ])('%s', async (_name, command, output) => {
      expect(await (await openCli(await suite.lab())).run(command)).toEqual(output);
    });

    test('abbreviations and help', async () => {
      const cli = await openCli(await suite.lab());
      expect(await cli.run('sh lic sum')).toEqual(await cli.run('show license summary'));
      const help = await cli.type('show license ?', 'show license ');
      expect(help).toContain('\r\n  status\r\n');
      await cli.type('\x15', '');
      expect(await cli.type('write ?', 'write ')).toContain('  <cr>');
    });

    test('output is paged until terminal length 0, and keys of the pager page, step and stop', async () => {
      const cli = await openCli(await suite.lab(), true);
      const first = await cli.type('show running-config\r', ' --More-- ');
      expect(first.split('\r\n')).toHaveLength(1 + 23 + 1);
      const step = await cli.type('\r', ' --More-- ');
      expect(step.split('\r\n')).toHaveLength(2);
      const page = await cli.type(' ', ' --More-- ');
      expect(page.split('\r\n')).toHaveLength(24);
      expect(page.startsWith(`${'\b'.repeat(9)}${' '.repeat(8)}${'\b'.repeat(9)}`)).toBe(true);
      expect(await cli.type('q', '#')).toMatch(/sw-0001#$/);
      await cli.run('terminal length 0');
      expect((await cli.run('show running-config')).at(-2)).toBe('end');
    });

    test('what is typed while a command runs is carried out after it', async () => {
      const cli = await openCli(await suite.lab());
      const output = await cli.type('write memory\rshow clock\r', /UTC .*\r\nsw-0001#$/s);
      expect(output).toMatch(/Building configuration...\r\n\[OK\]\r\nsw-0001#show clock\r\n/);
    });

    test('secrets never reach the journal', async () => {
      const lab = await suite.lab({ spec: { account: null } });
      const cli = await openCli(lab);
      await cli.run('license smart trust idtoken TOP-SECRET all');
      await cli.run('configure terminal');
      await cli.run('username bob privilege 15 secret 0 TOP-SECRET');
      expect(JSON.stringify(lab.notes('cli'))).not.toContain('TOP-SECRET');
      expect(lab.device.truth().running).not.toContain('TOP-SECRET');
      expect(lab.notes('cli').map((note) => note.detail['line'])).toContain(
        'license smart trust idtoken **** all',
      );
    });
  });

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
