import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Agent, fetch as undiciFetch } from 'undici';
import { startLab } from '../../../simulator/index.ts';
import type { LabOptions } from '../../../simulator/index.ts';
import { fingerprintOf } from '../../../simulator/net/fingerprint.ts';
import { gone, login, netconf, shell, TEST_KEYS, until } from '../net/ssh-lab.ts';

const LAB = {
  accounts: [
    { name: 'Campus', domain: 'campus.example', default: true, virtualAccounts: [{ name: 'DEFAULT' }] },
  ],
  groups: [{ count: 2, platform: 'C9300-24T', site: 'north' }],
} as const;

describe('a lab over SSH', () => {
  let dataDir = '';
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'liclab-data-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const started = (options: Partial<LabOptions> = {}) =>
    startLab({
      lab: LAB,
      binding: 'ssh',
      dataDir,
      cacheDir: TEST_KEYS,
      listen: { addressing: 'ports' },
      env: {},
      ...options,
    });

  test('real switches greet over SSH, with the host key that is pinned', async () => {
    await using lab = await started();
    const [one] = lab.devices;
    let shown = '';
    const client = await login(one!.host, one!.netconfPort, {
      hostVerifier: (key: Buffer) => ((shown = fingerprintOf(key)), true),
    });
    const hello = await (await netconf(client)).until(']]>]]>');
    expect(hello).toContain('<hello');
    expect(shown).toBe(one!.hostKey);
    client.end();
    await gone(client);
    const cli = await login(one!.host, one!.sshPort);
    const terminal = await shell(cli);
    await terminal.until('sw-0001#');
    terminal.stream.write('show license summary\r');
    expect(await terminal.until('IN USE')).toContain('network-essentials');
    cli.end();
    await gone(cli);
    expect(lab.defects).toEqual([]);
  });

  test('inventory, known_hosts, sim.json and secrets are written for this user alone, and refer to each other', async () => {
    await using lab = await started();
    const files = lab.files!;
    for (const file of Object.values(files)) expect((await stat(file)).mode & 0o077).toBe(0);
    const inventory = parse(await readFile(files.inventory, 'utf8'));
    expect(inventory).toMatchObject({
      lab: true,
      credentials: {
        lab: {
          username: 'admin',
          password: expect.stringMatching(/^file:\//),
          enable: expect.stringMatching(/^file:\//),
        },
      },
      cssm: {
        url: expect.stringContaining(lab.cssmUrl!),
        clientId: 'lab',
        clientSecret: expect.stringMatching(/^file:/),
        allowPrivate: true,
        caFile: files.caFile,
      },
      devices: [
        {
          id: 'sw-0001',
          host: '127.0.0.1',
          netconfPort: lab.devices[0]!.netconfPort,
          credentials: 'lab',
          hostKey: lab.devices[0]!.hostKey,
          serials: lab.devices[0]!.serials,
          site: 'north',
          account: 'campus.example',
          virtualAccount: 'DEFAULT',
        },
        { id: 'sw-0002' },
      ],
    });
    expect(await readFile(files.inventory, 'utf8')).not.toContain('Lab-Only-Passw0rd');
    const secret = inventory.credentials.lab.password.slice('file:'.length);
    expect((await stat(secret)).mode & 0o777).toBe(0o600);
    expect(await readFile(secret, 'utf8')).toBe('Lab-Only-Passw0rd\n');
    const { host, netconfPort, sshPort, hostKeyLine } = lab.devices[0]!;
    expect(await readFile(files.knownHosts, 'utf8')).toContain(
      `[${host}]:${netconfPort},[${host}]:${sshPort} ${hostKeyLine}`,
    );
    expect(JSON.parse(await readFile(files.simFile, 'utf8'))).toMatchObject({
      pid: process.pid,
      control: lab.control,
    });
  });

  test('CSSM is https with the lab’s CA', async () => {
    await using lab = await started();
    const dispatcher = new Agent({ connect: { ca: await readFile(lab.files!.caFile, 'utf8') } });
    const answer = await undiciFetch(`${lab.cssmUrl}/v2/accounts`, { dispatcher });
    expect(answer.status).toBe(401);
    await expect(undiciFetch(`${lab.cssmUrl}/v2/accounts`)).rejects.toThrow('fetch failed');
    await dispatcher.close();
  });

  test('a second lab beside the first leaves its files alone; sim.json names the last, until it stops', async () => {
    await using first = await started();
    const second = await started();
    expect(second.files!.inventory).not.toBe(first.files!.inventory);
    const simFile = async () => JSON.parse(await readFile(first.files!.simFile, 'utf8')).control as string;
    expect(await simFile()).toBe(second.control);
    await second.stop();
    await expect(stat(first.files!.simFile)).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await fetch(`${first.control}/v1/health`)).status).toBe(200);
    expect((await stat(first.files!.inventory)).isFile()).toBe(true);
  });

  test('evidence: the record is written as it happens, complete after stop', async () => {
    const evidenceDir = join(dataDir, 'evidence');
    const lab = await started({ evidenceDir });
    lab.fleet.get('sw-0001')?.power(false);
    await lab.stop();
    const lines = (await readFile(join(evidenceDir, 'ground-truth.jsonl'), 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      lab.journal.from(1).map((entry) => JSON.parse(JSON.stringify(entry))),
    );
  });

  test('when a step of the start fails, what was opened is closed again', async () => {
    const blocked = join(dataDir, 'file');
    await writeFile(blocked, '');
    const listening = () => process.getActiveResourcesInfo().filter((one) => one === 'TCPServerWrap').length;
    const before = listening();
    await expect(started({ dataDir: blocked })).rejects.toThrow(/ENOTDIR|cannot be written|not a directory/i);
    await until(() => listening() <= before);
    expect(listening()).toBe(before);
  });

  test.skipIf(process.platform !== 'linux')('LICLAB_NET chooses the block', async () => {
    await using lab = await started({ listen: {}, env: { LICLAB_NET: '234' } });
    expect(lab.devices.map((one) => [one.host, one.netconfPort, one.sshPort])).toEqual([
      ['127.234.0.1', 10830, 10022],
      ['127.234.0.2', 10830, 10022],
    ]);
    await expect(started({ listen: {}, env: { LICLAB_NET: '234' } })).rejects.toMatchObject({
      code: 'LISTEN_IN_USE',
    });
    await expect(started({ listen: {}, env: { LICLAB_NET: 'x' } })).rejects.toMatchObject({
      name: 'ConfigError',
      code: 'LICLAB_NET',
    });
  });
});
