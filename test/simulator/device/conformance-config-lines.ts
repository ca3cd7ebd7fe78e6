import { describe, expect, test } from 'vitest';
import { openCli, openNetconf, until } from './clients.ts';
import type { Suite } from './suite.ts';

/** A configuration as a person pastes it: sections, their prompts, and what is kept of them. */
export function configLineConformance(suite: Suite): void {
  describe('pasted configuration', () => {
    test('sections have their prompts, are shown where IOS shows them, and no takes lines away', async () => {
      const lab = await suite.lab();
      const cli = await openCli(lab);
      const screen = await cli.type(
        [
          'configure terminal',
          'vlan 10',
          ' name USERS',
          'interface Vlan10',
          ' ip address 192.0.2.1 255.255.255.0',
          ' no shutdown',
          'interface gi1/0/1',
          ' description desk 1',
          ' switchport mode access',
          ' switchport access vlan 10',
          ' switchport access vlan 20',
          'ip route 0.0.0.0 0.0.0.0 192.0.2.254',
          'interface gi1/0/2',
          ' ip address 192.0.2.2 255.255.255.0',
          ' ip address 192.0.2.3 255.255.255.0',
          'ip access-list extended MGMT',
          ' permit tcp any any eq 22',
          ' permit tcp any any eq 830',
          'line vty 0 4',
          ' exec-timeout 30 0',
          ' logging synchronous',
          'ntp server 192.0.2.9',
          'end',
          '',
        ].join('\r'),
        'sw-0001#',
      );
      for (const prompt of ['config-vlan', 'config-if', 'config-ext-nacl', 'config-line', 'config'])
        expect(screen).toContain(`sw-0001(${prompt})#`);
      expect(screen).not.toContain('% ');
      const running = lab.device.truth().running;
      expect(running).toContain('vlan 10\n name USERS\n!');
      expect(running).toContain('interface Vlan10\n ip address 192.0.2.1 255.255.255.0\n!');
      expect(running).toContain(
        'interface GigabitEthernet1/0/1\n description desk 1\n switchport mode access\n switchport access vlan 20\n!',
      );
      expect(running).toContain('\nip route 0.0.0.0 0.0.0.0 192.0.2.254\n');
      expect(running).toContain('interface GigabitEthernet1/0/2\n ip address 192.0.2.3 255.255.255.0\n!');
      expect(running).toContain(
        'ip access-list extended MGMT\n permit tcp any any eq 22\n permit tcp any any eq 830\n!',
      );
      expect(running).toContain(
        'line vty 0 4\n transport input ssh\n exec-timeout 30 0\n logging synchronous\n',
      );
      await cli.type(
        'configure terminal\rno vlan 10\rno interface vlan 10\rinterface gi1/0/1\rno switchport access\r',
        '(config-if)#',
      );
      await cli.type('\x03', 'sw-0001#');
      expect(lab.device.truth().running).not.toMatch(/vlan 10|Vlan10|switchport access/);
    });

    test.each([
      ['vlan 5000', 5],
      ['line vty 40', 9],
      ['interface gi9/9/9', 10],
      ['no interface gi1/0/1', 13],
    ])('%s gets the caret, and nothing changes', async (command, column) => {
      const lab = await suite.lab();
      const cli = await openCli(lab);
      const before = lab.device.truth().running;
      await cli.run('configure terminal');
      expect(await cli.run(command)).toEqual([
        `${' '.repeat('sw-0001(config)#'.length + column)}^`,
        "% Invalid input detected at '^' marker.",
        '',
      ]);
      expect(lab.device.truth().running).toBe(before);
    });

    test('opening a section that exists changes nothing; Ctrl-Z carries the typed line out', async () => {
      const lab = await suite.lab();
      const cli = await openCli(lab);
      await cli.type('configure terminal\rinterface gi1/0/1\rline vty 0 4\rend\r', 'sw-0001#');
      expect(lab.notes('edit')).toHaveLength(0);
      await cli.type('configure\r', '[terminal]? ');
      await cli.type('\r', '(config)#');
      await cli.type('hostname edge\x1a', 'edge#');
      expect(lab.device.truth().hostname).toBe('edge');
    });

    test('no netconf-yang ends NETCONF, and netconf-yang brings it back later', async () => {
      const lab = await suite.lab();
      const netconf = await openNetconf(lab);
      const cli = await openCli(lab);
      expect((await cli.run('show netconf-yang sessions')).at(-2)).toMatch(
        /^\d+ +netconf-ssh {2}admin +127\.0\.0\.1 +None$/,
      );
      await cli.type('configure terminal\rno netconf-yang\r', '(config)#');
      await until(lab, 'the end of the session', () => netconf.stream.closed !== null);
      expect(lab.device.listens('netconf')).toBe(false);
      expect(await cli.run('do show netconf-yang status')).toContain('netconf-yang: disabled');
      await lab.pass(300_000);
      expect(lab.device.listens('netconf')).toBe(false);
      await cli.run('netconf-yang');
      expect(lab.device.listens('netconf')).toBe(false);
      await lab.pass(300_000);
      expect(lab.device.listens('netconf')).toBe(true);
    });

    test('no client grows a configuration without end', async () => {
      const lab = await suite.lab();
      const vlans = Array.from({ length: 1_100 }, (_unused, index) => `vlan ${index + 2}`);
      expect(() => lab.device.configure(vlans)).toThrow('% Configuration buffer full');
    });
  });
}
