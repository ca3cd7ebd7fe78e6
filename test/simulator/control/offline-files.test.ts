import { expect, test } from 'vitest';
import { showLicenseStatus } from '../../../simulator/device/cli-server/show/license-status.ts';
import { chassisOf } from '../../../simulator/device/device.ts';
import { startLab } from '../../../simulator/index.ts';

const NA = 'C9300 Network Advantage';

/** A switch without a way to CSSM, and the control API. */
async function offline() {
  const lab = await startLab({
    lab: {
      seed: 5,
      accounts: [
        {
          name: 'Campus',
          domain: 'campus.example',
          default: true,
          virtualAccounts: [{ name: 'DEFAULT', pools: [{ license: NA, quantity: 5 }] }],
        },
      ],
      groups: [
        { count: 2, platform: 'C9300-24T', members: 2, level: 'network-advantage', addon: 'dna-advantage' },
      ],
    },
    time: 'virtual',
    control: true,
    cssm: { checkSignatures: true },
  });
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${lab.control}/v1${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  };
  const upload = (file: unknown) =>
    call('POST', '/cssm/upload-usage', { account: 'campus.example', virtualAccount: 'DEFAULT', file });
  const status = () => {
    const device = lab.fleet.get('sw-0001');
    return device === null ? '' : showLicenseStatus(chassisOf(device).state, lab.clock.wallMs()).join('\n');
  };
  return { lab, call, upload, status, [Symbol.asyncDispose]: () => lab.stop() };
}

test('usage goes to CSSM in a file, and its acknowledgement comes back', async () => {
  await using world = await offline();
  const { lab, call, upload, status } = world;
  expect(status()).toContain('Last ACK received: <none>');
  lab.cssm.control.act('policy', { account: 'campus.example', name: 'SLE Policy' });
  const { json: saved } = await call('GET', '/devices/sw-0001/usage-file');
  expect(saved['file']).toContain('<RUMReport><![CDATA[{"payload":');
  const uploaded = await upload(saved['file']);
  expect(uploaded.status).toBe(200);
  const [instance] = lab.cssm.control.instances();
  expect(instance?.serials).toHaveLength(2);
  expect(instance?.usage).toEqual(
    expect.arrayContaining([
      { license: NA, quantity: 2 },
      { license: 'C9300 DNA Advantage', quantity: 2 },
    ]),
  );
  expect(await call('POST', '/devices/sw-0001/import', { file: uploaded.json['file'] })).toMatchObject({
    status: 200,
  });
  expect(status()).toContain('Last ACK received: Jan 05 08:00:00 2026 UTC');
  expect(status()).toContain('Policy name: SLE Policy');
  expect(await upload(saved['file'])).toMatchObject({
    status: 409,
    json: { error: { code: 'CSSM_CONTROL_REFUSED' } },
  });
});

test.each([
  ['no file of that kind', () => 'x'],
  ['broken JSON', (ack: string) => ack.replace('"format"', 'format')],
])('%s is refused, and nothing is changed', async (_name, spoil) => {
  await using world = await offline();
  const { call, upload, status } = world;
  const { json } = await call('GET', '/devices/sw-0001/usage-file');
  const ack = String((await upload(json['file'])).json['file']);
  const answer = await call('POST', '/devices/sw-0001/import', { file: spoil(ack) });
  expect(answer).toMatchObject({ status: 400, json: { error: { code: 'LICENSE_FILE' } } });
  expect(status()).toContain('Last ACK received: <none>');
});

test('an acknowledgement of another switch is refused', async () => {
  await using world = await offline();
  const { call, upload } = world;
  const { json } = await call('GET', '/devices/sw-0001/usage-file');
  const { file } = (await upload(json['file'])).json;
  expect(await call('POST', '/devices/sw-0002/import', { file })).toMatchObject({
    json: { error: { code: 'LICENSE_FILE' } },
  });
  expect((await call('POST', '/devices/none/import', { file })).json).toMatchObject({
    error: { code: 'DEVICE_UNKNOWN' },
  });
});

test('a file whose bytes were changed is refused for its signature', async () => {
  await using world = await offline();
  const { call, upload } = world;
  const { json } = await call('GET', '/devices/sw-0001/usage-file');
  const changed = String(json['file']).replace('"value\\":\\"2\\"', '"value\\":\\"1\\"');
  expect(changed).not.toBe(json['file']);
  expect(await upload(changed)).toMatchObject({ json: { error: { code: 'CSSM_CONTROL_REFUSED' } } });
});
