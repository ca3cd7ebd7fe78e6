import { describe, expect, test } from 'vitest';
import { openCli, openNetconf, until } from './clients.ts';
import { STACK } from './lab.ts';
import type { Suite } from './suite.ts';

/** What a switch says by itself: log, terminal monitor, idle time-out, scheduled reloads, records of licensing. */
export function recordConformance(suite: Suite): void {
  describe('log and terminal', () => {
    test('configuration, NETCONF and a reload are logged with their mnemonics; the next boot begins anew', async () => {
      const lab = await suite.lab();
      const cli = await openCli(lab);
      await cli.run('configure terminal');
      await cli.type('end\r', 'sw-0001#');
      const netconf = await openNetconf(lab);
      await netconf.rpc(
        '<edit-config><target><running/></target><config xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><native xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-native"><hostname>edge</hostname></native></config></edit-config>',
      );
      const log = (await cli.run('show logging')).join('\n');
      expect(log).toMatch(
        /\n[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d\.\d{3}: %SYS-5-CONFIG_I: Configured from console by admin on vty0/,
      );
      expect(log).toMatch(/%DMI-5-AUTH_PASSED: R0\/0: dmiauthd: User 'admin' authenticated successfully/);
      expect(log).toMatch(
        /%DMI-5-CONFIG_I: R0\/0: dmiauthd: Configured from NETCONF\/RESTCONF by admin, transaction-id 1/,
      );
      await cli.type('write memory\r', '[OK]\r\nedge#');
      await cli.type('reload\r', '[confirm]');
      cli.stream.send(Buffer.from('\r'));
      await until(lab, 'the end of the session', () => cli.stream.closed !== null);
      await lab.pass(1_200_000);
      const booted = (await (await openCli(lab)).run('show logging')).join('\n');
      expect(booted).toMatch(/\*[A-Z][a-z]{2} .*%SYS-5-RESTART: System restarted --/);
      expect(booted).toMatch(/%SYS-6-BOOTTIME: Time taken to reboot after reload = {2}\d+ seconds/);
      expect(booted).not.toContain('%SYS-5-CONFIG_I');
      expect(lab.device.console().join('\n')).toMatch(
        /%SYS-5-RELOAD: Reload requested by admin on vty0\. Reload Reason: Reload Command\.[^]*Initializing Hardware/,
      );
    });

    test('a terminal shows log messages only after terminal monitor, and logging synchronous writes the line anew', async () => {
      const lab = await suite.lab();
      const quiet = await openCli(lab);
      const cli = await openCli(lab);
      await cli.run('terminal monitor');
      await cli.type('show clo', 'show clo');
      lab.device.configure(['line vty 0 4', 'logging synchronous']);
      const other = await openCli(lab);
      await other.type('configure terminal\r', '(config)#');
      await other.type('end\r', '#');
      await until(lab, 'the message', () => cli.screen().includes('%SYS-5-CONFIG_I'));
      expect(cli.screen()).toMatch(/show clo\r\n[^\r]*%SYS-5-CONFIG_I: [^\r]*\r\nsw-0001#show clo$/);
      expect(quiet.screen()).not.toContain('%SYS-5-CONFIG_I');
    });

    test('a session at which nothing is typed ends after ten minutes, or after exec-timeout', async () => {
      const lab = await suite.lab();
      const idle = await openCli(lab);
      await lab.pass(540_000);
      expect(idle.stream.closed).toBeNull();
      await idle.run('show clock');
      await lab.pass(540_000);
      expect(idle.stream.closed).toBeNull();
      await lab.pass(120_000);
      expect(idle.stream.closed).toBe('end');
      lab.device.configure(['line vty 0 15', 'exec-timeout 1 30']);
      const short = await openCli(lab);
      await lab.pass(100_000);
      expect(short.stream.closed).toBe('end');
      lab.device.configure(['line vty 0 4', 'exec-timeout 0 0']);
      const never = await openCli(lab);
      await lab.pass(36_000_000);
      expect(never.stream.closed).toBeNull();
    });
  });

  describe('scheduled reload', () => {
    test('reload in asks, warns, can be taken back, and happens', async () => {
      const lab = await suite.lab();
      const cli = await openCli(lab);
      expect(await cli.run('show reload')).toEqual(['No reload is scheduled.', '']);
      expect(await cli.run('reload cancel')).toEqual(['%No reload is scheduled.', '']);
      const asked = await cli.type('reload in 10 maintenance\r', '[confirm]');
      expect(asked).toMatch(
        /Reload scheduled for \d\d:\d\d:\d\d UTC .* \(in 10 minutes\) by admin on vty0\r\nReload reason: maintenance/,
      );
      await cli.type('\r', 'sw-0001#');
      expect((await cli.run('show reload'))[0]).toMatch(
        /^Reload scheduled for .* \(in (10 minutes|9 minutes and \d+ seconds)\)/,
      );
      await cli.run('reload cancel');
      await until(lab, 'the message', () => cli.screen().includes('*** --- SHUTDOWN ABORTED ---'));
      await lab.pass(660_000);
      expect(lab.device.truth().bootCount).toBe(1);

      const again = await openCli(lab);
      await again.type('reload in 0:07\r', '[confirm]');
      await again.type('\r', 'sw-0001#');
      await lab.pass(130_000);
      await until(lab, 'the warning', () => again.screen().includes('--- SHUTDOWN in 0:05:00 ---'));
      await lab.pass(310_000);
      expect(lab.device.truth().bootCount).toBe(2);
      expect(lab.notes('reload-received').at(-1)?.detail).toMatchObject({ via: 'cli', result: 'accepted' });
    });

    test.each(['reload in x', 'reload in 1:99', 'reload in 99999', 'reload at 25:00', 'reload at noon'])(
      '%s is refused, and nothing is scheduled',
      async (command) => {
        const cli = await openCli(await suite.lab());
        expect((await cli.run(command))[0]).toMatch(/^% Invalid time /);
        expect(await cli.run('show reload')).toEqual(['No reload is scheduled.', '']);
      },
    );
  });

  describe('records of licensing', () => {
    test('RUM reports are open, then wait for their ACK, then have it; a change of level closes them', async () => {
      const lab = await suite.lab({ spec: STACK });
      const cli = await openCli(lab);
      const states = async () =>
        (await cli.run('show license rum id all')).slice(3, -1).map((line) => line.split(/ +/)[1]);
      expect(await states()).toEqual(['OPEN', 'OPEN', 'OPEN', 'OPEN']);
      await cli.run('license smart sync all');
      await lab.pass(2_000);
      expect(await states()).toEqual([...Array(4).fill('UNACK'), ...Array(4).fill('OPEN')]);
      expect(await cli.run('show license all')).toContain(
        'Total Acknowledged Received: 0,  Waiting for Ack: 4',
      );
      await lab.pass(60_000);
      expect((await states()).slice(0, 4)).toEqual(Array(4).fill('ACK'));
      const [id = ''] = (await cli.run('show license rum id all'))[3]?.split(/ +/) ?? [];
      expect(await cli.run(`show license rum id ${id}`)).toContain(
        '  State: ACK,      State Change Reason: ACKED',
      );
      expect(await cli.run('show license rum id 1')).toEqual(['% No report with id 1', '']);
      const history = (await cli.run('show license history message')).join('\n');
      expect(history).toMatch(/Usage Reporting:\n {2}[A-Z][a-z]{2} .*\n {4}Response: OK_POLL/);
      expect(history).toContain('Authorization Request:\n  No past history');
    });

    test('transport cslu without an address finds nobody: both counters, a log message, an event', async () => {
      const lab = await suite.lab();
      lab.device.configure(['license smart transport cslu']);
      const cli = await openCli(lab);
      expect(await cli.run('show license eventlog')).toEqual([' No EventLog Found.']);
      await cli.run('license smart sync all');
      await lab.pass(6_000);
      expect(lab.reports).toHaveLength(0);
      expect((await cli.run('show license tech support')).join('\n')).toMatch(
        /Usage Reporting:\n.*Overall=1 Communication=1\n {2}Last Response: NO REPLY/,
      );
      expect((await cli.run('show logging')).at(-1)).toMatch(
        /%SMART_LIC-3-COMM_FAILED: Communications failure with the Cisco Smart License Utility \(CSLU\) : Unable to resolve server hostname\/domain name$/,
      );
      expect((await cli.run('show license eventlog 1')).at(-1)).toMatch(/ UTC SAEVT_COMM_FAIL error="Unable/);
      lab.device.configure(['license smart url cslu http://192.0.2.1:8182/cslu/v1/pi']);
      await cli.run('license smart sync all');
      await lab.pass(2_000);
      expect(lab.reports).toHaveLength(1);
      expect((await cli.run('show logging | include RESTORED')).at(-1)).toMatch(
        /%SMART_LIC-5-COMM_RESTORED: Communications with Cisco Smart License Utility \(CSLU\) restored$/,
      );
    });

    test.each([
      ['license smart import flash:none.txt', '%Error opening flash:none.txt (No such file or directory)'],
      [
        'license smart save usage all file tftp://192.0.2.1/x',
        '%Error opening tftp://192.0.2.1/x (only flash: is simulated)',
      ],
      ['license smart save usage days 0 file x.txt', '% Days must be between 1 and 999'],
    ])('%s is refused', async (command, message) => {
      const cli = await openCli(await suite.lab());
      expect(await cli.run(command)).toEqual([message, '']);
    });

    test('privacy, proxy, VRF and custom id are kept and shown, and no takes them away', async () => {
      const lab = await suite.lab();
      const cli = await openCli(lab);
      const lines = [
        'license smart privacy all',
        'license smart proxy address proxy.example.net',
        'license smart proxy port 3128',
        'license smart vrf MGMT',
        'license smart custom_id floor-2',
      ];
      lab.device.configure(lines);
      expect(lab.device.truth().running).toContain(lines.join('\n'));
      const shown = await cli.run('show license status');
      for (const line of [
        '  Sending Hostname: no',
        '  Version privacy: ENABLED',
        '    Address: proxy.example.net',
        '    Port: 3128',
        '  VRF: MGMT',
        '  Custom Id: floor-2',
      ])
        expect(shown).toContain(line);
      lab.device.configure([
        'license smart privacy version',
        'no license smart proxy address',
        'no license smart vrf',
      ]);
      expect(await cli.run('show license status')).toContain('  Sending Hostname: yes');
      expect(lab.device.truth().running).not.toMatch(/privacy all|proxy address|vrf/);
      expect(() => lab.device.configure(['license smart proxy port 70000'])).toThrow('between 1 and 65535');
    });

    test('the evaluation of legacy licensing stands still without power', async () => {
      const lab = await suite.lab({ spec: { release: '16.12.4', account: null, virtualAccount: null } });
      const left = async () => {
        const cli = await openCli(lab);
        const [, days] =
          /Remaining: (\d+) days/.exec((await cli.run('show license status')).join('\n')) ?? [];
        return Number(days);
      };
      // The evaluation begins when the switch is first touched.
      expect(await left()).toBeGreaterThanOrEqual(89);
      await lab.pass(10 * 86_400_000);
      const before = await left();
      lab.device.power(false);
      await lab.pass(30 * 86_400_000);
      lab.device.power(true);
      await lab.pass(1_200_000);
      expect(before).toBeLessThanOrEqual(80);
      expect(before - (await left())).toBeLessThanOrEqual(1);
    });

    test('an import of what is for another device changes nothing; factory reset takes trust and reports away', async () => {
      const lab = await suite.lab();
      const cli = await openCli(lab);
      await cli.run('license smart save usage unreported file usage.txt');
      expect((await cli.run('license smart import usage.txt'))[0]).toMatch(/^Import Data Failed/);
      expect(await cli.run('show license rum id all')).toContainEqual(expect.stringMatching(/ UNACK /));
      await cli.run('license smart factory reset');
      expect(lab.device.truth().trust.installed).toBe(false);
      expect(await cli.run('show license rum id all')).not.toContainEqual(expect.stringMatching(/ UNACK /));
    });
  });
}
