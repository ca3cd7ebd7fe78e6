import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { LabOptions } from '../../../simulator/index.ts';
import { startLab } from '../../../simulator/index.ts';

const LAB = {
  seed: 5,
  accounts: [
    {
      name: 'Campus',
      domain: 'campus.example',
      default: true,
      virtualAccounts: [{ name: 'DEFAULT', pools: [{ license: 'C9300 Network Advantage', quantity: 5 }] }],
    },
  ],
  groups: [
    { count: 2, platform: 'C9300-24T', site: 'north' },
    { count: 1, platform: 'C9300-48T', site: 'south' },
  ],
} as const;

async function controlled(options: Partial<LabOptions> = {}) {
  const lab = await startLab({ lab: LAB, time: 'virtual', control: true, ...options });
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${lab.control}/v1${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text,
      json: response.headers.get('content-type')?.startsWith('application/json') ? JSON.parse(text) : null,
    };
  };
  return { lab, call, [Symbol.asyncDispose]: () => lab.stop() };
}

/** A request with headers that fetch does not let through. */
function raw(
  url: string,
  path: string,
  method: string,
  headers: Record<string, string>,
  body = '',
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, url), { method, headers }, (response) => {
      let text = '';
      response.on('data', (bytes: Buffer) => (text += bytes.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('switches', () => {
  test('ground truth of all, of a site, of one, and of some fields', async () => {
    await using world = await controlled();
    const all = await world.call('GET', '/devices');
    expect(all.json.devices.map((one: { id: string }) => one.id)).toEqual(['sw-0001', 'sw-0002', 'sw-0003']);
    const south = await world.call('GET', '/devices?site=south&fields=id,power');
    expect(south.json).toEqual({ devices: [{ id: 'sw-0003', power: 'on' }] });
    const one = await world.call('GET', '/devices/sw-0001');
    expect(one.json).toMatchObject({
      id: 'sw-0001',
      bootLevel: 'network-essentials',
      runningLevel: 'network-essentials',
      bootCount: 1,
      power: 'on',
      running: expect.stringContaining('license boot level network-essentials'),
      startup: expect.any(String),
      bootTime: expect.any(String),
      serials: [expect.stringMatching(/^[A-Z]{3}\d{4}/)],
      members: [{ slot: 1, model: 'C9300-24T' }],
      trust: { installed: true, account: 'campus.example' },
      usage: [{ name: 'network-essentials', count: 1 }],
    });
  });

  test('an unknown one is told with the nearest', async () => {
    await using world = await controlled();
    expect(await world.call('GET', '/devices/sw-001')).toMatchObject({
      status: 404,
      json: {
        error: {
          code: 'DEVICE_UNKNOWN',
          message: expect.stringContaining('sw-001'),
          hint: expect.stringContaining('sw-000'),
        },
      },
    });
  });

  test('another operator changes running, not startup', async () => {
    await using world = await controlled();
    const cli = 'license boot level network-advantage';
    const changed = await world.call('POST', '/devices/sw-0001/config', { cli });
    expect(changed.json.running).toContain(cli);
    expect(changed.json.startup).not.toContain(cli);
    expect(
      await world.call('POST', '/devices/sw-0001/config', { cli: ['hostname x', 'frobnicate'] }),
    ).toMatchObject({
      status: 409,
      json: { error: { code: 'CONFIG_REFUSED' } },
    });
  });

  test('power off and on: it boots, and is up after minutes of virtual time', async () => {
    await using world = await controlled();
    expect((await world.call('POST', '/devices/sw-0001/power', { on: false })).json).toMatchObject({
      power: 'off',
    });
    expect(await world.call('POST', '/devices/sw-0001/config', { cli: 'hostname x' })).toMatchObject({
      status: 409,
      json: { error: { code: 'DEVICE_DOWN' } },
    });
    expect((await world.call('POST', '/devices/sw-0001/power', { on: true })).json).toMatchObject({
      power: 'booting',
    });
    const before = (await world.call('GET', '/time')).json.now;
    const advanced = await world.call('POST', '/time/advance', { ms: 1_800_000 });
    expect(advanced.json).toMatchObject({ mode: 'virtual', scale: 0, now: before + 1_800_000 });
    expect((await world.call('GET', '/devices/sw-0001')).json).toMatchObject({ power: 'on', bootCount: 2 });
  });
});

describe('faults', () => {
  test('are added, listed, removed; kinds are listed', async () => {
    await using world = await controlled();
    const added = await world.call('POST', '/faults', {
      fault: 'netconf.late',
      target: 'site:north',
      times: 2,
      params: { delayMs: 5 },
    });
    expect(added).toMatchObject({
      status: 201,
      json: { id: 'f1', left: 2, taken: 0, params: { delayMs: 5 } },
    });
    await world.call('POST', '/faults', { fault: 'device.old-level', target: '*' });
    expect((await world.call('GET', '/faults')).json.faults).toHaveLength(2);
    expect((await world.call('DELETE', '/faults/f1')).json).toEqual({ removed: 1 });
    expect(await world.call('DELETE', '/faults/f1')).toMatchObject({
      status: 404,
      json: { error: { code: 'FAULT_NOT_WAITING' } },
    });
    expect((await world.call('DELETE', '/faults')).json).toEqual({ removed: 1 });
    const kinds = (await world.call('GET', '/faults/kinds')).json.kinds;
    expect(
      kinds.find((kind: { name: string }) => kind.name === 'netconf.late').params.properties,
    ).toHaveProperty('delayMs');
  });

  test('a wrong name is 400 and names the right one', async () => {
    await using world = await controlled();
    expect(await world.call('POST', '/faults', { fault: 'netconf.lyingok', target: '*' })).toMatchObject({
      status: 400,
      json: { error: { code: 'FAULT_UNKNOWN', hint: 'Did you mean "netconf.lying-ok"?' } },
    });
    expect(await world.call('POST', '/faults', { fault: 'netconf.late' })).toMatchObject({
      status: 400,
      json: { error: { code: 'CONTROL_REQUEST' } },
    });
  });
});

describe('time, journal, health, CSSM, document', () => {
  test('only virtual time is moved', async () => {
    await using world = await controlled({ time: 'scaled:60' });
    expect((await world.call('GET', '/time')).json).toMatchObject({
      mode: 'scaled',
      scale: 60,
      now: expect.any(Number),
    });
    expect(await world.call('POST', '/time/advance', { ms: 5 })).toMatchObject({
      status: 409,
      json: { error: { code: 'TIME_NOT_VIRTUAL' } },
    });
  });

  test('the journal is lines of JSON from a number on', async () => {
    await using world = await controlled();
    for (const on of [false, true]) await world.call('POST', '/devices/sw-0001/power', { on });
    const all = await world.call('GET', '/journal');
    expect(all.type).toMatch(/ndjson/);
    const entries = all.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_entry, index) => index + 1));
    expect(entries[0]).toEqual({
      seq: 1,
      at: expect.any(Number),
      device: 'sw-0001',
      op: 'power',
      session: null,
      user: null,
      detail: { on: false },
    });
    expect((await world.call('GET', `/journal?from=${entries.length}`)).text.trim().split('\n')).toHaveLength(
      1,
    );
    expect((await world.call('GET', '/journal?from=x')).status).toBe(400);
  });

  test('health', async () => {
    await using world = await controlled();
    expect((await world.call('GET', '/health')).json).toMatchObject({
      status: 'ok',
      devices: 3,
      built: 0,
      connections: 0,
      defects: 0,
    });
  });

  test('CSSM’s part is CSSM’s', async () => {
    await using world = await controlled();
    expect((await world.call('GET', '/cssm/accounts')).json.accounts).toMatchObject([
      { domain: 'campus.example', status: 'active' },
    ]);
    const body = {
      account: 'campus.example',
      virtualAccount: 'DEFAULT',
      license: 'C9300 DNA Advantage',
      quantity: 3,
    };
    expect((await world.call('POST', '/cssm/deposit', body)).json.virtualAccounts[0].pools).toContainEqual(
      expect.objectContaining({ license: 'C9300 DNA Advantage', quantity: 3 }),
    );
    expect(
      (await world.call('POST', '/cssm/transfer', { ...body, from: 'DEFAULT', to: 'NONE' })).status,
    ).toBeGreaterThanOrEqual(400);
    expect((await world.call('DELETE', '/cssm/accounts/campus.example?answer=forbidden')).json).toMatchObject(
      { status: 'deleted' },
    );
    expect((await world.call('DELETE', '/cssm/accounts/nobody')).json.error.code).toBe(
      'CSSM_CONTROL_REFUSED',
    );
    expect((await world.call('GET', '/cssm/journal')).status).toBe(200);
  });

  test('the OpenAPI document names every route of the interface', async () => {
    await using world = await controlled();
    const document = (await world.call('GET', '/openapi.json')).json;
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/v1/devices',
        '/v1/devices/{id}',
        '/v1/devices/{id}/config',
        '/v1/devices/{id}/power',
        '/v1/faults',
        '/v1/faults/{id}',
        '/v1/time',
        '/v1/time/advance',
        '/v1/health',
        '/v1/journal',
        '/v1/cssm/accounts',
        '/v1/cssm/accounts/{id}',
        '/v1/cssm/expire',
        '/v1/cssm/deposit',
        '/v1/cssm/transfer',
        '/v1/cssm/journal',
      ]),
    );
    expect(document.paths['/v1/faults'].post.requestBody.content['application/json'].schema.required).toEqual(
      ['fault', 'target'],
    );
  });
});

describe('who may ask', () => {
  test('another Host is refused on every route: DNS rebinding', async () => {
    await using world = await controlled();
    const url = world.lab.control!;
    for (const path of ['/v1/health', '/v1/openapi.json', '/nothing']) {
      expect(await raw(url, path, 'GET', { host: `evil.test:${new URL(url).port}` })).toMatchObject({
        status: 421,
        text: expect.stringContaining('HOST_FOREIGN'),
      });
    }
    expect((await raw(url, '/v1/health', 'GET', { host: `localhost:${new URL(url).port}` })).status).toBe(
      200,
    );
    expect((await raw(url, '/v1/health', 'GET', { host: '127.0.0.1' })).status).toBe(421);
  });

  test('another site’s page is refused, and text is no JSON', async () => {
    await using world = await controlled();
    const url = world.lab.control!;
    const body = JSON.stringify({ fault: 'device.old-level', target: '*' });
    expect((await raw(url, '/v1/health', 'GET', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      expect((await raw(url, '/v1/faults', 'POST', { 'content-type': type }, body)).status).toBe(415);
    }
    expect((await raw(url, '/v1/faults', 'POST', {}, body)).status).toBe(415);
    expect(world.lab.faults.list()).toEqual([]);
  });

  test.each([
    ['broken JSON', '{', 400],
    ['a prototype', '{"__proto__": {"x": 1}, "fault": "device.old-level", "target": "*"}', 400],
    ['too much', `{"fault": "${'x'.repeat(1_100_000)}"}`, 413],
    ['nothing', '', 400],
  ])('%s is refused in words', async (_name, body, status) => {
    await using world = await controlled();
    const answer = await raw(
      world.lab.control!,
      '/v1/faults',
      'POST',
      { 'content-type': 'application/json' },
      body,
    );
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toEqual({
      error: { code: expect.any(String), message: expect.stringMatching(/\w+ \w+/) },
    });
  });

  test('what does not exist is told so', async () => {
    await using world = await controlled();
    expect(await world.call('GET', '/nothing')).toMatchObject({
      status: 404,
      json: { error: { code: 'NOT_FOUND' } },
    });
    expect((await world.call('PUT', '/faults', {})).status).toBe(404);
  });
});
