import { describe, expect, test } from 'vitest';
import { openCli, until } from './clients.ts';
import { SPEC } from './lab.ts';
import type { Suite } from './suite.ts';

/** Prompts, line editing, errors and paging. */
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
      ['Ctrl-A, Ctrl-E', 'ow clock\x01sh\x05\r', 'ow clock'],
      [
        'Ctrl-B, Ctrl-F',
        'show lock\x02\x02\x02\x02c\x06\r',
        `show lock${'\b'.repeat(4)}clock${'\b'.repeat(4)}l`,
      ],
      ['arrows', 'show lock\x1b[D\x1b[D\x1b[D\x1b[Dc\x1b[C\r', 'show lock'],
      ['Ctrl-K', `show clock rubbish${'\x02'.repeat(8)}\x0b\r`, 'show clock rubbish'],
      ['Ctrl-D', 'xshow clock\x01\x04\r', 'xshow clock'],
      ['ESC b, backspace', 'showx clock\x1bb\x02\x7f\r', 'showx clock'],
      ['Home, Delete', 'xshow clock\x1b[H\x1b[3~\r', 'xshow clock'],
      ['Ctrl-L', 'show clock\x0c\r', 'show clock\r\nsw-0001#show clock'],
    ])('line editing: %s', async (_name, keys, echo) => {
      const cli = await openCli(await suite.lab());
      const output = await cli.type(keys, /UTC .*\r\nsw-0001#$/s);
      expect(output.startsWith(echo)).toBe(true);
      expect(output).not.toContain('% ');
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
      expect(help).toMatch(/\r\n {2}status +Status information\r\n/);
      await cli.type('\x15', '');
      expect(await cli.type('write ?', 'write ')).toContain('  <cr>');
      await cli.type('\x15', '');
      expect(await cli.type('show li?', 'show li')).toContain('\r\nlicense\r\n');
      await cli.type('\x15', '');
      expect(await cli.type('show clock | ?', 'show clock | ')).toMatch(/ {2}include +Include lines/);
      await cli.type('\x15', '');
      expect(await cli.type('show nonsense ?', 'nonsense ')).toContain('% Unrecognized command');
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
}
