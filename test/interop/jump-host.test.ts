/** The way over a jump host that nobody here wrote: OpenSSH's sshd, its keys, its agent, its configuration. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CliContext } from '../../agent/index.ts';
import {
  createAgentRuntime,
  createRealClock,
  processParts,
  registerAgent,
  runProgram,
  sha256,
} from '../../agent/index.ts';
import { type Lab, startLab } from '../../simulator/index.ts';
import { hasCommand } from './support/foreign.ts';
import { ONE_SWITCH, temporaryFolder } from './support/small-lab.ts';

const SSHD = '/usr/sbin/sshd';
const HOST = `127.${process.env['LICLAB_NET'] ?? '43'}.0.9`;
const { username } = userInfo();
/** sshd wants this folder, which only root can make. */
const EMPTY = '/run/sshd';
const isRoot = process.getuid?.() === 0;
const isHere =
  process.platform === 'linux' &&
  existsSync(SSHD) &&
  (isRoot || existsSync(EMPTY)) &&
  hasCommand('ssh-agent', '-?') &&
  hasCommand('ssh-keygen', '-?');

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, HOST, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** Settles when something accepts connections. */
const answers = (
  place: { readonly host: string; readonly port: number } | { readonly path: string },
): Promise<void> =>
  new Promise((resolve) => {
    const call = (): void => {
      const socket = connect(place, () => {
        socket.destroy();
        resolve();
      });
      socket.on('error', () => setImmediate(call));
    };
    call();
  });

describe.skipIf(!isHere)('over a real sshd (skipped where sshd, ssh-agent or ssh-keygen is missing)', () => {
  const folder = temporaryFolder();
  const file = (name: string): string => join(folder.path, name);
  const processes: ChildProcess[] = [];
  let lab: Lab;
  let port = 0;
  let inventory = '';

  beforeAll(async () => {
    if (isRoot) mkdirSync(EMPTY, { recursive: true });
    lab = await startLab({ lab: ONE_SWITCH, binding: 'ssh', dataDir: folder.path, time: 'real' });
    const key = (name: string, passphrase: string): void =>
      void execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', file(name)]);
    key('host', '');
    key('open', '');
    key('closed', 'a passphrase');
    key('held', '');
    writeFileSync(
      file('authorized'),
      ['open', 'closed', 'held'].map((name) => readFileSync(file(`${name}.pub`))).join(''),
    );
    port = await freePort();
    const [device] = lab.devices;
    writeFileSync(
      file('sshd.conf'),
      `Port ${port}
ListenAddress ${HOST}
HostKey ${file('host')}
AuthorizedKeysFile ${file('authorized')}
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM ${isRoot ? 'yes' : 'no'}
StrictModes no
PidFile none
PermitRootLogin yes
PermitOpen ${device?.host}:${device?.netconfPort} ${device?.host}:${device?.sshPort}
`,
    );
    processes.push(spawn(SSHD, ['-D', '-e', '-f', file('sshd.conf')], { stdio: 'ignore' }));
    const socket = file('agent.sock');
    processes.push(spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' }));
    await Promise.all([answers({ host: HOST, port }), answers({ path: socket })]);
    spawnSync('ssh-add', ['-q', file('held')], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
    const hostKey = readFileSync(file('host.pub'), 'utf8').split(' ').slice(0, 2).join(' ');
    writeFileSync(file('known'), `[${HOST}]:${port} ${hostKey}\n`);
    inventory = readFileSync(lab.files?.inventory ?? '', 'utf8');
  });
  afterAll(async () => {
    for (const child of processes) child.kill();
    await lab.stop();
    folder.remove();
  });

  /** The agent's verbs in this process, with the real runtime: a program of its own would cost more than the test. */
  const liclab = async (args: readonly string[], env: Readonly<Record<string, string>>) => {
    const written = { stdout: '', stderr: '' };
    const stream = (name: 'stdout' | 'stderr') => ({ write: (text: string) => (written[name] += text) });
    const context: CliContext = {
      stdin: new PassThrough(),
      stdout: stream('stdout'),
      stderr: stream('stderr'),
      env: { HOME: folder.path, ...env },
      cwd: folder.path,
      actor: 'test',
      digest: sha256,
      uiClock: createRealClock(),
      onInterrupt: () => () => undefined,
      runtime: createAgentRuntime(processParts()),
    };
    const argv = [...args, '--data', file('agent'), '--json'];
    const code = await runProgram(new Command('liclab'), argv, context, (program, exit) =>
      registerAgent(program, context, exit),
    );
    return { ...written, code };
  };
  const doctor = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const { stdout, stderr, code } = await liclab(['doctor', 'sw-0001', ...args], env);
    const object = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as {
      readonly outcome?: string;
      readonly connections?: readonly {
        readonly peer: string;
        readonly login: string | null;
        readonly hostKey: { readonly trustedBy: string };
      }[];
      readonly checks?: readonly { readonly id: string; readonly status: string; readonly text: string }[];
    };
    return { code, stderr, object };
  };
  /** The lab's inventory with a jump host in it. */
  const withJumpHost = (credentials: string): string => {
    const path = file(`inventory-${credentials.length}.yaml`);
    const text = inventory
      .replace('credentials:\n', `credentials:\n  jump: ${credentials}\n`)
      .replace(
        'devices:\n',
        `jumpHosts:\n  bastion: {host: ${HOST}, port: ${port}, credentials: jump}\ndevices:\n`,
      )
      .replaceAll('"credentials":"lab"', '"credentials":"lab","via":["bastion"]');
    writeFileSync(path, text);
    return path;
  };

  test('an encrypted private key of the inventory, its passphrase by reference', async () => {
    const path = withJumpHost(
      `{username: ${username}, privateKey: "file:${file('closed')}", passphrase: "env:PASS"}`,
    );
    const { code, object, stderr } = await doctor(['--inventory', path, '--known-hosts', file('known')], {
      PASS: 'a passphrase',
    });
    expect(stderr).not.toContain('a passphrase');
    expect(object.connections?.map(({ peer, login }) => [peer, login])).toEqual([
      ['bastion', 'publickey'],
      ['sw-0001', 'password'],
      ['sw-0001', 'password'],
    ]);
    expect(object).toMatchObject({ outcome: 'ok' });
    expect(code).toBe(0);
  });

  test('an ssh config: ProxyJump, HostName, Port, User, IdentitiesOnly with a key that only the agent holds', async () => {
    writeFileSync(
      file('config'),
      `Include ${file('config.d')}/*.conf
Host ${lab.devices[0]?.host}
  ProxyJump bastion
`,
    );
    mkdirSync(file('config.d'));
    writeFileSync(
      join(file('config.d'), 'bastion.conf'),
      `Host bastion
  HostName ${HOST}
  Port ${port}
  User ${username}
  IdentityFile ${file('held')}.pub
  IdentitiesOnly yes
  UserKnownHostsFile ${file('known')}
`,
    );
    const { code, object } = await doctor(
      ['--inventory', lab.files?.inventory ?? '', '--ssh-config', file('config')],
      { SSH_AUTH_SOCK: file('agent.sock') },
    );
    expect(object.connections?.[0]).toMatchObject({
      peer: 'bastion',
      login: 'agent',
      hostKey: { trustedBy: `${file('known')} line 1` },
    });
    expect(code).toBe(0);
  });

  test('a jump host whose key is not known gets no login, and nothing is sent to the switch', async () => {
    const path = withJumpHost(`{username: ${username}, privateKey: "file:${file('open')}" }`);
    const { code, object } = await doctor(['--inventory', path]);
    expect(code).toBe(3);
    expect(object.outcome).toBe('unreachable');
    const netconf = object.checks?.find(({ id }) => id === 'netconf');
    expect(netconf?.text).toContain('[JUMP_HOST_FAILED]');
    expect(netconf?.text).toContain('The host key of bastion');
  });

  test("what PermitOpen forbids is the jump host's fault, and said so", async () => {
    const path = withJumpHost(`{username: ${username}, privateKey: "file:${file('open')}"}`);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"host":"127[0-9.]+"/, `"host":"${HOST}"`));
    const { object } = await doctor(['--inventory', path, '--known-hosts', file('known')]);
    const netconf = object.checks?.find(({ id }) => id === 'netconf');
    expect(netconf?.text).toContain('[JUMP_HOST_FAILED]');
    expect(netconf?.text).toContain('did not make the connection');
  });
});
