import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GREETING } from '../stub-device.ts';
import { PASSWORD, sshLab } from './ssh-lab.ts';

const hasSsh = spawnSync('ssh', ['-V']).error === undefined;

/** Skipped without OpenSSH: `apt-get install openssh-client`. */
describe.skipIf(!hasSsh)('OpenSSH', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'liclab-openssh-'));
    await writeFile(join(folder, 'askpass'), `#!/bin/sh\necho '${PASSWORD}'\n`);
    await chmod(join(folder, 'askpass'), 0o700);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Runs ssh with strict checking against a known_hosts file of the lab; resolves when it ends. */
  async function ssh(hostKey: string, port: number, args: readonly string[], input: string) {
    const knownHosts = join(folder, 'known_hosts');
    await writeFile(knownHosts, `[127.0.0.1]:${port} ${hostKey}\n`);
    const options = [
      `UserKnownHostsFile=${knownHosts}`,
      'StrictHostKeyChecking=yes',
      'NumberOfPasswordPrompts=1',
      'LogLevel=ERROR',
    ];
    const child = spawn(
      'ssh',
      ['-F', 'none', ...options.flatMap((one) => ['-o', one]), '-p', String(port), ...args],
      {
        env: {
          PATH: process.env['PATH'],
          SSH_ASKPASS: join(folder, 'askpass'),
          SSH_ASKPASS_REQUIRE: 'force',
          DISPLAY: ':0',
        },
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    );
    let out = '';
    let err = '';
    child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (err += bytes.toString()));
    child.stdin.end(input);
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, out, err };
  }

  test('ssh -s gets the hello, and ends with status 0 after its end of stream', async () => {
    await using lab = await sshLab();
    const { netconfPort } = lab.endpoint;
    const result = await ssh(
      lab.hostKeys.regular('sw-0').line,
      netconfPort,
      ['-s', 'admin@127.0.0.1', 'netconf'],
      '<hello/>',
    );
    expect(result).toEqual({ code: 0, out: `${GREETING.netconf}<hello/>`, err: '' });
  });

  test('ssh without a command gets a prompt, with and without a terminal', async () => {
    await using lab = await sshLab();
    for (const terminal of ['-T', '-tt']) {
      const result = await ssh(
        lab.hostKeys.regular('sw-0').line,
        lab.endpoint.sshPort,
        [terminal, 'admin@127.0.0.1'],
        'x',
      );
      expect(result).toMatchObject({ code: 0, out: expect.stringContaining('Switch#') });
    }
  });

  test('a command is refused', async () => {
    await using lab = await sshLab();
    const result = await ssh(
      lab.hostKeys.regular('sw-0').line,
      lab.endpoint.sshPort,
      ['admin@127.0.0.1', 'show version'],
      '',
    );
    expect(result).toMatchObject({ code: 255, err: expect.stringContaining('exec request failed') });
  });

  test('a key from outside the pool is refused before any password', async () => {
    await using lab = await sshLab();
    lab.device.key = 'foreign';
    const result = await ssh(
      lab.hostKeys.regular('sw-0').line,
      lab.endpoint.sshPort,
      ['-T', 'admin@127.0.0.1'],
      '',
    );
    expect(result).toMatchObject({
      code: 255,
      err: expect.stringContaining('REMOTE HOST IDENTIFICATION HAS CHANGED'),
    });
    expect(lab.device.attempts).toEqual([]);
  });
});
