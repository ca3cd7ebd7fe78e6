import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { registerSimulator, startLab } from '../../../simulator/index.ts';
import type { Lab } from '../../../simulator/index.ts';
import { TEST_KEYS } from '../net/ssh-lab.ts';

const LAB = `
accounts: [{ name: Campus, domain: campus.example, default: true, virtualAccounts: [{ name: DEFAULT, pools: [{ license: C9300 Network Advantage, quantity: 5 }] }] }]
groups: [{ count: 2, platform: C9300-24T }]
`;

describe('verbs of the simulator', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'liclab-cli-'));
    await writeFile(join(folder, 'lab.yaml'), LAB);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Runs a command line; `interrupt` plays Ctrl-C as soon as stdout holds a line. */
  async function run(argv: readonly string[], interrupt = false) {
    const out = {
      stdout: '',
      stderr: '',
      exit: null as number | null,
      error: null as { code?: string; message: string } | null,
    };
    let onInterrupt: () => void = () => undefined;
    const program = new Command('liclab')
      .exitOverride()
      .configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
    const context = {
      stdout: {
        write: (text: string) => ((out.stdout += text), interrupt && setImmediate(() => onInterrupt())),
      },
      stderr: { write: (text: string) => (out.stderr += text) },
      env: { XDG_CACHE_HOME: join(TEST_KEYS, 'cli') },
      cwd: folder,
      onInterrupt(listener: () => void) {
        onInterrupt = listener;
        return () => (onInterrupt = () => undefined);
      },
    };
    registerSimulator(program, context, (code) => (out.exit = code));
    try {
      await program.parseAsync([...argv], { from: 'user' });
    } catch (error) {
      out.error = error as Error;
    }
    return out;
  }

  test('sim --json: one ready object, people on stderr, Ctrl-C ends it with 0', async () => {
    const out = await run(['sim', 'lab.yaml', '--addressing', 'ports', '--json'], true);
    expect(out.error).toBeNull();
    expect(out.exit).toBe(0);
    const lines = out.stdout.trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toEqual({
      schema: 'liclab.sim/1',
      pid: process.pid,
      control: expect.stringMatching(/^http:/),
      cssm: expect.stringMatching(/^https:/),
      caFile: expect.any(String),
      knownHosts: expect.any(String),
      inventory: expect.stringContaining(join(folder, '.liclab')),
      devices: ['sw-0001', 'sw-0002'].map((id) => ({
        id,
        host: '127.0.0.1',
        netconfPort: expect.any(Number),
        sshPort: expect.any(Number),
        username: 'admin',
        password: 'Lab-Only-Passw0rd',
        serials: [expect.any(String)],
      })),
    });
    expect(out.stderr).toMatch(
      /2 simulated switches of lab.yaml are up[\s\S]*ssh -o UserKnownHostsFile[\s\S]*-s -p \d+ admin@127.0.0.1 netconf[\s\S]*Stopping\./,
    );
  });

  test('sim without --json tells people on stdout', async () => {
    const out = await run(
      ['sim', 'lab.yaml', '--addressing', 'ports', '--time', 'virtual', '--seed', '7'],
      true,
    );
    expect(out.stdout).toContain('time: virtual');
    expect(out.stderr).toBe('');
  });

  test.each([
    [['sim', 'nothing.yaml'], 'LAB_FILE_UNREADABLE'],
    [['sim', 'lab.yaml', '--seed', 'x'], 'SIM_OPTIONS'],
    [['sim', 'lab.yaml', '--time', 'fast'], 'TIME_MODE'],
    [['sim', 'lab.yaml', '--expose'], 'SIM_OPTIONS'],
    [['sim', 'lab.yaml', '--addressing', 'pigeon'], 'commander.invalidArgument'],
    [['sim', 'lab.yaml', '--fresh'], 'SIM_OPTIONS'],
    [['sim', 'lab.yaml', '--wild'], 'commander.unknownOption'],
    [['sim'], 'commander.missingArgument'],
    [['sim', 'faults', 'ls'], 'SIM_NOT_RUNNING'],
    [['sim', 'faults', 'ls', '--control', 'ftp://x'], 'SIM_OPTIONS'],
    [['sim', 'faults', 'ls', '--control', 'http://127.0.0.1:9'], 'CONTROL_UNREACHABLE'],
    [['sim', 'faults', 'rm', '--control', 'http://127.0.0.1:9'], 'SIM_OPTIONS'],
    [
      ['sim', 'faults', 'add', 'device.old-level', '*', '--times', 'x', '--control', 'http://127.0.0.1:9'],
      'SIM_OPTIONS',
    ],
    [
      ['sim', 'faults', 'add', 'device.old-level', '*', '--after', '{', '--control', 'http://127.0.0.1:9'],
      'SIM_OPTIONS',
    ],
    [['sim', 'cssm', 'deposit', 'quantity', '--control', 'http://127.0.0.1:9'], 'SIM_OPTIONS'],
    [['sim', 'cssm', 'deposit', 'acount=a.example', '--control', 'http://127.0.0.1:9'], 'SIM_OPTIONS'],
    [['sim', 'cssm', 'restore-account', '--control', 'http://127.0.0.1:9'], 'SIM_OPTIONS'],
    [['sim', 'cssm', 'remove-instance', 'uuid=u', 'returned=maybe'], 'SIM_OPTIONS'],
    [['sim', 'cssm', 'roles', 'account=a', 'user=ann', 'roles=[', '--control', 'x'], 'SIM_OPTIONS'],
    [['sim', 'cssm', 'upload-usage', 'account=a', 'virtualAccount=b', 'file=@none'], 'SIM_OPTIONS'],
    [['sim', 'cssm', 'accounts', '--at', 'yesterday', '--control', 'http://127.0.0.1:9'], 'SIM_OPTIONS'],
    [['sim', 'cssm', 'melt-account'], 'commander.unknownCommand'],
  ])('%j is refused: %s', async (argv, code) => {
    const out = await run(argv);
    expect([out.error?.code, out.exit, out.stdout]).toEqual([code, null, '']);
  });

  test('a named data folder keeps the lab; another lab over it is refused, --fresh begins anew', async () => {
    const sim = (...more: readonly string[]) =>
      run(['sim', 'lab.yaml', '--addressing', 'ports', '--data', 'mine', ...more], true);
    const file = join(folder, 'mine', 'sim', 'kept', 'lab.log');
    expect(JSON.parse((await sim('--json')).stdout).kept).toEqual({ file, isRestored: false });
    expect((await sim()).stdout).toContain(`Kept in:   ${file}, from which it goes on; it is 20`);
    const other = await sim('--seed', '7');
    expect(other.error).toMatchObject({
      name: 'ConfigError',
      code: 'LAB_DATA_OTHER',
      message: `${file} keeps another lab: its seed is 1, not 7.`,
    });
    expect(JSON.parse((await sim('--seed', '7', '--fresh', '--json')).stdout).kept.isRestored).toBe(false);
  });

  test('worlds are listed without a simulator', async () => {
    const worlds = await run(['sim', 'cssm', 'worlds', '--json']);
    expect(JSON.parse(worlds.stdout)).toMatchObject({ schema: 'liclab.sim-cssm-worlds/1' });
    expect(JSON.parse(worlds.stdout).worlds.map(({ name }: { name: string }) => name)).toEqual([
      'small-lab',
      'enterprise',
      'expiring',
      'short',
      'merged',
    ]);
    expect((await run(['sim', 'cssm', 'worlds'])).stdout).toContain('\n  brenner-logistics.example\n');
  });

  describe('beside a running simulator', () => {
    let lab: Lab;
    beforeEach(async () => {
      lab = await startLab({
        lab: join(folder, 'lab.yaml'),
        binding: 'ssh',
        dataDir: join(folder, '.liclab'),
        cacheDir: TEST_KEYS,
        listen: { addressing: 'ports' },
        env: {},
      });
    });
    afterEach(() => lab.stop());

    test('the console of a switch: what it said, or that it said nothing; an unknown one is told', async () => {
      expect((await run(['sim', 'console', 'sw-0001'])).stdout).toBe('sw-0001 has not said anything yet.\n');
      lab.fleet.get('sw-0001')?.power(false);
      lab.fleet.get('sw-0001')?.power(true);
      const shown = await run(['sim', 'console', 'sw-0001', '--lines', '2']);
      expect(shown.stdout.trim().split('\n')).toEqual([
        'boot: attempting to boot from [flash:packages.conf]',
        'Both links down, not waiting for other switches',
      ]);
      const told = await run(['sim', 'console', 'sw-0001', '--json']);
      expect(JSON.parse(told.stdout)).toMatchObject({ schema: 'liclab.sim-console/1', id: 'sw-0001' });
      expect((await run(['sim', 'console', 'sw-9'])).error?.code).toBe('DEVICE_UNKNOWN');
      expect((await run(['sim', 'console', 'sw-0001', '--lines', '0'])).error?.code).toBe('CONTROL_REQUEST');
    });

    test('faults are added, listed and removed; it is found by sim.json', async () => {
      const added = await run([
        'sim',
        'faults',
        'add',
        'netconf.drop-after',
        'sw-0001',
        '--times',
        '2',
        '--after',
        '{"rpc":"edit-config"}',
        '--params',
        '{"orderly":true}',
        '--json',
      ]);
      expect(JSON.parse(added.stdout)).toMatchObject({
        schema: 'liclab.sim-faults-add/1',
        id: 'f1',
        times: 2,
        after: { rpc: 'edit-config' },
        params: { orderly: true },
      });
      const listed = await run(['sim', 'faults', 'ls']);
      expect(listed.stdout).toMatch(/f1 +netconf.drop-after +sw-0001 +0 taken +2 left/);
      expect((await run(['sim', 'faults', 'rm', 'f1'])).exit).toBe(0);
      expect((await run(['sim', 'faults', 'rm', 'f1'])).error).toMatchObject({
        name: 'ConfigError',
        code: 'FAULT_NOT_WAITING',
      });
      expect((await run(['sim', 'faults', 'rm', '--all'])).stdout).toBe('Removed: 0.\n');
      expect((await run(['sim', 'faults', 'ls'])).stdout).toBe('No fault waits.\n');
      expect((await run(['sim', 'faults', 'add', 'netconf.lyingok', '*'])).error).toMatchObject({
        name: 'ConfigError',
        code: 'FAULT_UNKNOWN',
      });
      expect((await run(['sim', 'faults', 'ls', '--kinds'])).stdout).toContain('stack.member-missing');
    });

    test('CSSM is shown and changed', async () => {
      expect((await run(['sim', 'cssm', 'accounts'])).stdout).toMatch(
        /campus.example \(active\)\n +DEFAULT +C9300 Network Advantage +0 of 5 in use/,
      );
      const deposit = await run([
        'sim',
        'cssm',
        'deposit',
        'account=campus.example',
        'virtualAccount=DEFAULT',
        'license=C9300 Network Advantage',
        'quantity=3',
        '--json',
      ]);
      expect(JSON.parse(deposit.stdout)).toMatchObject({
        schema: 'liclab.sim-cssm-deposit/1',
        virtualAccounts: [{ pools: [{ quantity: 8 }] }],
      });
      expect(
        (await run(['sim', 'cssm', 'delete-account', 'campus.example', '--control', lab.control!])).stdout,
      ).toBe('The Smart Account campus.example is deleted.\n');
      expect((await run(['sim', 'cssm', 'journal', '--json'])).exit).toBe(0);
    });

    test('every action of the control API is a verb; what the ledger refuses is told', async () => {
      const cssm = (...argv: readonly string[]) => run(['sim', 'cssm', ...argv]);
      const json = async (...argv: readonly string[]) => {
        const out = await cssm(...argv, '--json');
        return { error: out.error, told: out.stdout === '' ? null : JSON.parse(out.stdout) };
      };
      const made = await cssm('create-account', 'domain=new.example', 'name=New company');
      expect(made.stdout).toBe('new.example (active)\n');
      expect(
        (await cssm('create-virtual-account', 'account=new.example', 'virtualAccount=Branch')).exit,
      ).toBe(0);
      const token = await json(
        'create-token',
        'account=new.example',
        'virtualAccount=Branch',
        'usesMax=2',
        'exportControlled=true',
      );
      expect(token.told).toMatchObject({
        schema: 'liclab.sim-cssm-create-token/1',
        token: expect.any(String),
      });
      expect((await cssm('revoke-token', `token=${token.told.token}`)).exit).toBe(0);
      const roles = await json(
        'roles',
        'account=new.example',
        'user=ann',
        'roles=[{"role":"Smart Account Viewer"}]',
      );
      expect(roles.told.users).toEqual([{ name: 'ann', roles: ['Smart Account Viewer'] }]);
      const policy = await json(
        'policy',
        'account=new.example',
        'name=SLE',
        'perpetual={"first":30,"frequency":60,"onChange":60}',
      );
      expect(policy.told.policy).toBe('SLE');
      const name = 'name=Updated Smart License Agreement';
      expect((await cssm('raise-alert', 'account=new.example', name, 'source=CSSM')).exit).toBe(0);
      expect((await cssm('alerts', 'new.example')).stdout).toMatch(
        /^Informational +Updated Smart License Agreement +CSSM +A1\n$/,
      );
      expect((await cssm('instances', '--account', 'new.example')).stdout).toBe('No product instance.\n');
      const before = await json('accounts', '--at', '2020-01-01T00:00:00Z');
      expect(before.told.accounts).toEqual([]);

      expect((await json('deactivate-account', 'account=new.example')).told.status).toBe('deactivated');
      expect((await json('policy', 'account=new.example', 'name=X')).error).toMatchObject({
        code: 'CSSM_CONTROL_REFUSED',
        message: 'new.example is deactivated.',
      });
      expect((await json('restore-account', 'account=new.example')).told.status).toBe('active');
      expect((await json('restore-account', 'account=old.example')).error).toMatchObject({
        code: 'CSSM_CONTROL_REFUSED',
        message: 'There is no Smart Account old.example.',
      });
      const events = (await json('events', '--from', '2')).told.events;
      expect(events.map(({ type }: { type: string }) => type)).toContain('token-revoked');
      expect(JSON.stringify(events)).not.toContain(token.told.token);
    });
  });
});
