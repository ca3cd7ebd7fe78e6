import { describe, expect, test } from 'vitest';
import { createVirtualClock, startLab } from '../../../simulator/index.ts';
import type { Lab } from '../../../simulator/index.ts';
import { netconfClient } from './netconf-client.ts';

const LAB = {
  seed: 3,
  accounts: [
    { name: 'Campus', domain: 'campus.example', default: true, virtualAccounts: [{ name: 'DEFAULT' }] },
  ],
  groups: [
    { count: 3, platform: 'C9300-24T' },
    { platform: 'C9300-24T', username: 'op', password: 'other', prefix: 'edge' },
  ],
} as const;

describe('a lab in memory', () => {
  test('opens no socket and writes no file; everything is reachable through its ports', async () => {
    await using lab = await startLab({ lab: LAB, time: 'virtual' });
    expect([lab.control, lab.cssmUrl, lab.files, lab.warnings]).toEqual([null, null, null, []]);
    expect(lab.devices).toHaveLength(4);
    expect(lab.devices.map((one) => one.credentials)).toEqual(['lab', 'lab', 'lab', 'lab-2']);
    expect(lab.fleet.built()).toBe(0);
    expect(process.getActiveResourcesInfo().filter((one) => /TCP/.test(one))).toEqual([]);
  });

  test('a switch greets with a hello over the network port, with the credentials of its own set', async () => {
    await using lab = await startLab({ lab: LAB, time: 'virtual' });
    for (const id of ['sw-0001', 'edge-0001']) {
      const client = netconfClient(lab, id);
      await untilVirtual(lab, () => client.text.includes(']]>]]>'));
      expect(client.text).toContain('urn:ietf:params:netconf:base:1.1');
    }
    expect(lab.fleet.built()).toBe(2);
    expect(lab.journal.from(1).map((entry) => [entry.op, entry.device])).toEqual([
      ['connect', 'sw-0001'],
      ['auth', 'sw-0001'],
      ['connect', 'edge-0001'],
      ['auth', 'edge-0001'],
    ]);
  });

  test('a wrong password is refused, and noted without it', async () => {
    await using lab = await startLab({ lab: LAB, time: 'virtual' });
    const client = netconfClient(
      lab,
      'sw-0001',
      lab.networkAs(() => ({ username: 'admin', password: 'wrong-canary' })),
    );
    await untilVirtual(lab, () => client.error !== undefined);
    expect(client.error?.code).toBe('AUTH_FAILED');
    expect(JSON.stringify(lab.journal.from(1))).not.toContain('wrong-canary');
    expect(lab.journal.from(1).at(-1)).toMatchObject({ op: 'auth', user: 'admin', detail: { ok: false } });
  });

  test('CSSM answers over the HTTP port', async () => {
    await using lab = await startLab({ lab: LAB, time: 'virtual' });
    const body = 'grant_type=client_credentials&client_id=lab&client_secret=lab-only-secret';
    let status = 0;
    lab.http.request(
      {
        method: 'POST',
        url: 'https://cssm.test/oauth2/default/v1/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body,
        timeoutMs: 5_000,
        responseBytesMax: 10_000,
      },
      (answer) => (status = 'status' in answer ? answer.status : -1),
    );
    await untilVirtual(lab, () => status !== 0);
    expect(status).toBe(200);
  });

  test('the same seed gives the same journal; another seed another', async () => {
    const run = async (seed: number) => {
      await using lab = await startLab({ lab: LAB, seed, time: 'virtual' });
      const clients = lab.devices.map((one) => netconfClient(lab, one.id));
      await untilVirtual(lab, () => clients.every((client) => client.text.includes(']]>]]>')));
      lab.fleet.get('sw-0001')?.power(false);
      lab.fleet.get('sw-0001')?.power(true);
      await advance(lab, 3_600_000);
      return JSON.stringify(lab.journal.from(1));
    };
    expect(await run(1)).toBe(await run(1));
    expect(await run(1)).not.toBe(await run(2));
  });

  test('the caller’s clock is used and left running', async () => {
    const clock = createVirtualClock();
    const lab = await startLab({ lab: LAB, clock });
    expect(lab.clock).toBe(clock);
    await lab.stop();
    await lab.stop();
    let fired = false;
    clock.setTimer('after', 1, () => (fired = true));
    await clock.advance(1);
    expect(fired).toBe(true);
  });

  test('seed and time of the caller win over the file’s', async () => {
    await using lab = await startLab({ lab: { ...LAB, time: 'scaled:60' }, seed: 9, time: 'virtual' });
    expect([lab.seed, lab.file.time, lab.time.mode]).toEqual([9, 'virtual', 'virtual']);
  });

  test.each([
    [{ lab: '/nowhere/lab.yaml' }, 'LAB_FILE_UNREADABLE'],
    [{ lab: { groups: [{ platfrom: 'x' }] } as never }, 'LAB_FILE'],
    [{ lab: LAB, time: 'quickly' }, 'TIME_MODE'],
  ])('%j is refused with %s', async (options, code) => {
    await expect(startLab(options)).rejects.toMatchObject({ name: 'ConfigError', code });
  });

  test('1,000 switches start, and none is built before it is touched', async () => {
    await using lab = await startLab({
      lab: { groups: [{ count: 1000, platform: 'C9300-48T' }] },
      time: 'virtual',
    });
    expect([lab.devices.length, lab.fleet.built()]).toEqual([1000, 0]);
    expect(lab.truth('sw-1000')).toMatchObject({ id: 'sw-1000', power: 'on' });
    expect(lab.fleet.built()).toBe(1);
    expect([lab.truth('sw-1001'), lab.address('sw-1001')]).toEqual([null, null]);
    expect(lab.address('sw-0300')).toMatchObject({ host: '127.16.1.46', credentials: 'lab' });
  });

  test('a mistake of the simulator itself is thrown unless somebody listens', async () => {
    const defects: unknown[] = [];
    await using lab = await startLab({
      lab: LAB,
      time: 'virtual',
      control: true,
      onDefect: (error) => defects.push(error),
      buildDevice: () => {
        throw new Error('broken device');
      },
    });
    const answer = await fetch(`${lab.control}/v1/devices`);
    expect([answer.status, await answer.json()]).toEqual([
      500,
      { error: { code: 'INTERNAL', message: expect.any(String) } },
    ]);
    expect(defects).toEqual([expect.objectContaining({ message: 'broken device' })]);
    expect(((await (await fetch(`${lab.control}/v1/health`)).json()) as { status: string }).status).toBe(
      'defect',
    );
  });
});

async function advance(lab: Lab, ms: number): Promise<void> {
  if ('advance' in lab.clock) await lab.clock.advance(ms);
}

async function untilVirtual(lab: Lab, isSo: () => boolean): Promise<void> {
  for (let step = 0; !isSo() && step < 1_000; step++) await advance(lab, 10);
  expect(isSo()).toBe(true);
}
