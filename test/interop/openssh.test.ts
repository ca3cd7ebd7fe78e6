import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, startLab } from '../../simulator/index.ts';
import { hasCommand, runProgram } from './support/foreign.ts';
import { ONE_SWITCH, temporaryFolder } from './support/small-lab.ts';

const isHere = hasCommand('ssh', '-V') && hasCommand('sshpass', '-V');

describe.skipIf(!isHere)('OpenSSH (skipped where ssh or sshpass is missing)', () => {
  const folder = temporaryFolder();
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({ lab: ONE_SWITCH, binding: 'ssh', dataDir: folder.path, time: 'real' });
  });
  afterAll(async () => {
    await lab.stop();
    folder.remove();
  });

  const ssh = (port: number, args: readonly string[], input: string, password?: string) => {
    const [device] = lab.devices;
    const known = ['-o', `UserKnownHostsFile=${lab.files?.knownHosts}`, '-o', 'StrictHostKeyChecking=yes'];
    const options = [...known, '-o', 'NumberOfPasswordPrompts=1', '-p', String(port)];
    const env = { SSHPASS: password ?? device?.password };
    return runProgram('sshpass', ['-e', 'ssh', ...options, ...args], input, env as NodeJS.ProcessEnv);
  };
  const target = () => `${lab.devices[0]?.username}@${lab.devices[0]?.host}`;

  test('`ssh -s ... netconf` gets a hello with a session-id, and the end of input ends the session', async () => {
    const port = lab.devices[0]?.netconfPort ?? 0;
    const { stdout, code } = await ssh(port, ['-s', target(), 'netconf'], '');
    expect(stdout).toMatch(
      /^<\?xml[\s\S]*<hello[\s\S]*base:1\.1[\s\S]*<session-id>\d+<\/session-id>[\s\S]*\]\]>\]\]>$/,
    );
    expect(code).toBe(0);
  });

  test('`ssh -s ... netconf` carries a subscription: the reply, then a notification, then the end', async () => {
    const NC = 'xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"';
    const rpc = (id: number, operation: string): string =>
      `<rpc ${NC} message-id="${id}">${operation}</rpc>]]>]]>`;
    const native =
      '<native xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-native"><hostname>renamed</hostname></native>';
    const input = [
      `<hello ${NC}><capabilities><capability>urn:ietf:params:netconf:base:1.0</capability></capabilities></hello>]]>]]>`,
      rpc(1, '<create-subscription xmlns="urn:ietf:params:xml:ns:netconf:notification:1.0"/>'),
      rpc(2, `<edit-config><target><running/></target><config>${native}</config></edit-config>`),
      rpc(3, '<close-session/>'),
    ].join('');
    const { stdout, code } = await ssh(lab.devices[0]?.netconfPort ?? 0, ['-s', target(), 'netconf'], input);
    const messages = stdout.split(']]>]]>').slice(1, -1);
    expect(messages.map((text) => /^<([a-z-]+)/.exec(text)?.[1])).toEqual([
      'rpc-reply',
      'notification',
      'rpc-reply',
      'rpc-reply',
    ]);
    expect(messages[1]).toContain('netconf-config-change');
    expect(code).toBe(0);
  });

  test('`ssh` gives a prompt, `show license summary` and a clean exit', async () => {
    const port = lab.devices[0]?.sshPort ?? 0;
    const { stdout, code } = await ssh(
      port,
      ['-tt', target()],
      'terminal length 0\nshow license summary\nexit\n',
    );
    expect(stdout).toMatch(/(?:sw-0001|renamed)#/);
    expect(stdout).toMatch(/network-essentials +\(C9300-24 Network Essen\.\.\.\) +1 IN USE/);
    expect(code).toBe(0);
  });

  test('a wrong password is refused', async () => {
    const port = lab.devices[0]?.sshPort ?? 0;
    const { stdout, code } = await ssh(port, ['-tt', target()], 'exit\n', 'wrong');
    expect(stdout).not.toMatch(/#/);
    expect(code).not.toBe(0);
  });

  test.each([
    ['a command', ['show version']],
    ['sftp', ['-s', 'sftp']],
  ])('%s is refused: only a shell and NETCONF are there', async (_what, extra) => {
    const port = lab.devices[0]?.sshPort ?? 0;
    const args = extra[0] === '-s' ? ['-s', target(), 'sftp'] : [target(), ...extra];
    const { code, stdout } = await ssh(port, args, '');
    expect(code).not.toBe(0);
    expect(stdout).not.toMatch(/Cisco IOS/);
  });
});
