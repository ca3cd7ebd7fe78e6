import { afterEach, describe, expect, test } from 'vitest';
import type { AgentRuntime } from '../../../agent/cli/index.ts';
import { CANARY, createWorld } from './support.ts';
import type { World } from './support.ts';

const worlds: World[] = [];
afterEach(() => worlds.splice(0).forEach((world) => world.remove()));

const failure = (code: string) => ({
  failure: { code, message: `${code} happened`, hint: 'Look at the cable.', context: {} },
});

/** A switch of which nothing is known but how the two ways failed. */
const examine: AgentRuntime['examine'] = async (_session, device) => ({
  device,
  events: [],
  netconf: failure('UNREACHABLE'),
  cli: failure('AUTH_FAILED'),
});

function world(files: Readonly<Record<string, string>> = {}): World {
  const made = createWorld({ runtime: { examine }, env: { HOME: '/nowhere' } });
  for (const [name, text] of Object.entries(files)) made.file(name, text);
  worlds.push(made);
  return made;
}

describe('liclab doctor', () => {
  test('nobody reached: exit code 3, one object, both errors with their next step, no secret', async () => {
    const { code, object, stderr, stdout } = await world().run(
      'doctor',
      'sw-1',
      '--inventory',
      'inventory.yaml',
      '--json',
    );
    expect(code).toBe(3);
    expect(object).toMatchObject({ schema: 'liclab.doctor/1', outcome: 'unreachable', wouldSend: null });
    expect(object['checks']).toMatchObject([
      {
        id: 'netconf',
        status: 'failed',
        text: 'UNREACHABLE happened [UNREACHABLE]',
        next: 'Look at the cable.',
      },
      { id: 'cli', status: 'failed', text: 'AUTH_FAILED happened [AUTH_FAILED]' },
      { id: 'level', status: 'unknown' },
      { id: 'unsaved', status: 'unknown' },
      { id: 'change', status: 'failed' },
    ]);
    expect(stderr).toContain('next: Look at the cable.');
    expect(stdout + stderr).not.toContain(CANARY);
  });

  test.each([
    ['an unknown switch', ['doctor', 'sw-9', '--inventory', 'inventory.yaml'], 'DEVICE_UNKNOWN'],
    [
      'a level that is none',
      ['doctor', 'sw-1', '--inventory', 'inventory.yaml', '--level', 'best'],
      'OPTION_INVALID',
    ],
    [
      'an ssh config that is not there',
      ['doctor', 'sw-1', '--inventory', 'inventory.yaml', '--ssh-config', 'nowhere'],
      'FILE_UNREADABLE',
    ],
    [
      'an ssh config that is wrong',
      ['doctor', 'sw-1', '--inventory', 'inventory.yaml', '--ssh-config', 'bad'],
      'SSH_CONFIG_VALUE',
    ],
  ])('%s ends with exit code 2', async (_what, argv, code) => {
    const made = world({ bad: 'Host *\n  Port ssh\n' });
    const ran = await made.run(...argv, '--json');
    expect(ran.code).toBe(2);
    expect(ran.object).toMatchObject({ error: { code } });
  });

  test('what an ssh config cannot be followed in is said with its line, and the rest counts', async () => {
    const made = world({ config: 'Match user me\n  Port 1\nHost *\n  ProxyJump bastion\n' });
    const { object, stderr } = await made.run(
      'doctor',
      'sw-1',
      '--inventory',
      'inventory.yaml',
      '--ssh-config',
      'config',
      '--json',
    );
    expect(stderr).toContain('config:1: Match is not followed');
    expect(object).toMatchObject({ device: { via: ['bastion'] } });
  });
});
