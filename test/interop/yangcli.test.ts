import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, startLab } from '../../simulator/index.ts';
import { hasCommand, runProgram } from './support/foreign.ts';
import { ONE_SWITCH, temporaryFolder } from './support/small-lab.ts';

/** yuma123's client loads what a server claims to have: capabilities, yang-library, and every schema with get-schema. */
describe.skipIf(!hasCommand('yangcli', '--version'))('yangcli (skipped where it is missing)', () => {
  const folder = temporaryFolder();
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({ lab: ONE_SWITCH, binding: 'ssh', dataDir: folder.path, time: 'real' });
  });
  afterAll(async () => {
    await lab.stop();
    folder.remove();
  });

  /** Before the command it asks for each of 600 schemas. */
  const yangcli = async (command: string): Promise<string> => {
    const [device] = lab.devices;
    const args = [
      `--server=${device?.host}`,
      `--ncport=${device?.netconfPort}`,
      `--user=${device?.username}`,
      `--password=${device?.password}`,
      '--batch-mode',
      `--run-command=${command}`,
    ];
    // It keeps what it has read below its home.
    const { stdout } = await runProgram('yangcli', args, '', { HOME: folder.path }, 110_000, folder.path);
    return stdout;
  };

  test('takes hello, yang-library and all schemas, and reads the configuration', async () => {
    const output = await yangcli('get-config source=running');
    expect(output).toContain('Protocol version set to: RFC 6241 (base:1.1)');
    expect(output).toMatch(/Current module-set-id: [0-9a-f]{32}/);
    expect(output).toMatch(/native \{[\s\S]*hostname sw-0001[\s\S]*network-essentials/);
    expect(output).not.toMatch(/Error/);
  }, 120_000);

  test('finds its own session in the list', async () => {
    expect(await yangcli('xget select=/netconf-state/sessions')).toMatch(
      /sessions \{\s+session \d+ \{[\s\S]*username admin/,
    );
  }, 120_000);
});
