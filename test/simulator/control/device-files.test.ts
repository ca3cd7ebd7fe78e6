import { expect, test } from 'vitest';
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
  groups: [{ count: 1, members: ['C9300-24T', 'C9300-48T'], site: 'north', level: 'network-essentials' }],
} as const;

async function controlled() {
  const lab = await startLab({ lab: LAB, time: 'virtual', control: true });
  const call = async (method: string, path: string, body?: unknown) => {
    const init = { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${lab.control}/v1${path}`, { method, ...(body === undefined ? {} : init) });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  };
  return { lab, call, [Symbol.asyncDispose]: () => lab.stop() };
}

test('the console shows a boot from the loader to the log, bounded; an unknown switch is told', async () => {
  await using world = await controlled();
  const device = '/devices/sw-0001';
  expect((await world.call('GET', `${device}/console`)).json).toEqual({ id: 'sw-0001', lines: [] });
  await world.call('POST', `${device}/power`, { on: false });
  await world.call('POST', `${device}/power`, { on: true });
  await world.call('POST', '/time/advance', { ms: 1_200_000 });
  const lines = (await world.call('GET', `${device}/console`)).json['lines'] as string[];
  const places = [
    'Initializing Hardware...',
    'Waiting for 120 seconds for other switches to boot',
    'All switches in the stack have been discovered. Accelerating discovery',
    'Press RETURN to get started!',
  ].map((line) => lines.indexOf(line));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(lines.at(-1)).toMatch(
    /%SMART_LIC-6-REPORTING_REQUIRED: A Usage report acknowledgement will be required in \d+ days\.$/,
  );
  const last = (await world.call('GET', `${device}/console?lines=2`)).json['lines'];
  expect(last).toEqual(lines.slice(-2));
  expect((await world.call('GET', `${device}/console?lines=0`)).status).toBe(400);
  expect(await world.call('GET', '/devices/sw-9/console')).toMatchObject({
    status: 404,
    json: { error: { code: 'DEVICE_UNKNOWN' } },
  });
  const document = (await world.call('GET', '/openapi.json')).json as { paths: object };
  expect(document.paths).toHaveProperty(['/v1/devices/{id}/console', 'get']);
});

test('usage goes to CSSM by file and the acknowledgement comes back by file', async () => {
  await using world = await controlled();
  const files = '/devices/sw-0001/files';
  const device = world.lab.fleet.get('sw-0001');
  let screen = '';
  const session = device?.open('cli', 'admin', {
    write: (bytes) => (screen += Buffer.from(bytes).toString()),
    end: () => undefined,
    reset: () => undefined,
  });
  const type = (line: string) => session?.receive(Buffer.from(`${line}\r`));
  type('license smart save usage all file flash:usage.txt');
  expect((await world.call('GET', files)).json).toMatchObject({ files: [{ name: 'usage.txt' }] });
  const usage = (await world.call('GET', `${files}/usage.txt`)).json['text'];
  const taken = await world.call('POST', '/cssm/upload-usage', {
    account: 'campus.example',
    virtualAccount: 'DEFAULT',
    file: usage,
  });
  expect(taken.status).toBe(200);
  await world.call('POST', `${files}/ack.txt`, { text: taken.json['file'] });
  type('license smart import flash:ack.txt');
  expect(screen).toContain('Import Data Successful');
  screen = '';
  type('terminal length 0');
  type('show license status');
  expect(screen).toMatch(/Last ACK received: [A-Z][a-z]{2} /);
  expect(screen).toMatch(/Last report file write: [A-Z][a-z]{2} /);
  screen = '';
  type('show license rum id all');
  expect(screen.match(/ ACK /g)).toHaveLength(2);
  expect(screen.match(/ OPEN /g)).toHaveLength(2);
});

test.each([
  ['GET', '/devices/sw-0001/files/none.txt', undefined, 404, 'FILE_UNKNOWN'],
  ['POST', '/devices/sw-0001/files/..%2Fetc', { text: '' }, 409, 'FILE_REFUSED'],
  ['POST', '/devices/sw-0001/files/a.txt', {}, 400, 'CONTROL_REQUEST'],
])('%s %s is refused: %s', async (method, path, body, status, code) => {
  await using world = await controlled();
  expect(await world.call(method, path, body)).toMatchObject({ status, json: { error: { code } } });
});
