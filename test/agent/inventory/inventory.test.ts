import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parseYaml } from '../../../agent/config/index.ts';
import {
  createCredentialSource,
  cssmSecret,
  INVENTORY_SCHEMA_FILE,
  inventoryJsonSchema,
  loadInventory,
  readInventory,
} from '../../../agent/inventory/index.ts';
import type { Inventory } from '../../../agent/inventory/index.ts';
import { createSecretResolver } from '../../../agent/secrets/index.ts';

const FULL = `
lab: true
credentials:
  lab: {username: admin, password: "env:PW", enable: "env:PW"}
  keyed: {username: netops, privateKey: "env:KEY"}
devices:
  - id: sw-1
    host: 127.16.0.1
    netconfPort: 10830
    sshPort: 10022
    credentials: lab
    hostKey: SHA256:4Xn7Bk5oVf3f0sJ9yQ1Zl2m8c6d7e8f9g0h1i2j3k4l
    serials: [" fcw2129l0ac ", FCW2129L0AB]
    site: berlin
    tags: [core, "2024"]
    domain: pair-1
    account: example.com
    virtualAccount: Default
  - {id: sw-2, host: sw2.example.net, credentials: keyed}
cssm:
  url: https://127.0.0.1:8443/api
  tokenUrl: https://127.0.0.1:8443/token
  clientId: lab
  clientSecret: env:CSSM
  caFile: ca.pem
  accounts: [{name: Example.com, default: true}, {name: merged.example}]
`;

test('an inventory gives addresses, labels, expected serials and CSSM', () => {
  const inventory = readInventory(parseYaml(FULL, 'lab/inventory.yaml'));
  expect(inventory).toMatchObject({ file: 'lab/inventory.yaml', folder: resolve('lab'), lab: true });
  expect(inventory.devices[0]).toEqual({
    address: {
      deviceId: 'sw-1',
      host: '127.16.0.1',
      netconfPort: 10830,
      sshPort: 10022,
      credentials: 'lab',
      hostKey: 'SHA256:4Xn7Bk5oVf3f0sJ9yQ1Zl2m8c6d7e8f9g0h1i2j3k4l',
    },
    serials: ['FCW2129L0AB', 'FCW2129L0AC'],
    site: 'berlin',
    tags: ['core', '2024'],
    domain: 'pair-1',
    account: 'example.com',
    virtualAccount: 'Default',
    legacyAlgorithms: false,
    hops: [],
    known: null,
    line: 7,
  });
  expect(inventory.devices[1]).toMatchObject({
    address: { netconfPort: 830, sshPort: 22, hostKey: null },
    serials: [],
    site: null,
    tags: [],
    account: null,
  });
  expect(inventory.cssm).toEqual({
    mode: 'direct',
    signedIn: null,
    proxy: null,
    url: 'https://127.0.0.1:8443/api',
    tokenUrl: 'https://127.0.0.1:8443/token',
    clientId: 'lab',
    clientSecret: 'env:CSSM',
    allowPrivate: true,
    accounts: [
      { name: 'example.com', localName: 'Example.com', default: true },
      { name: 'merged.example', localName: 'merged.example', default: false },
    ],
    caFile: resolve('lab', 'ca.pem'),
  });
});

test.each([
  ['https://ssm.example:8443', 'https://ssm.example:8443/backend'],
  ['https://ssm.example:8443/backend/', 'https://ssm.example:8443/backend'],
  ['https://ssm.example:8443/backend/api', 'https://ssm.example:8443/backend'],
])('an SSM On-Prem at %s has API and tokens of its own, inside the network', (url, base) => {
  const text = `devices: []\ncssm: {mode: on-prem, url: "${url}", clientId: a, clientSecret: "env:S", signedIn: 2026-01-31}\n`;
  expect(readInventory(parseYaml(text, 'i.yaml')).cssm).toMatchObject({
    url: `${base}/api`,
    tokenUrl: `${base}/oauth/token`,
    allowPrivate: true,
    signedIn: '2026-01-31',
  });
});

test('credentials may be left out where there is one set', () => {
  const text = 'credentials: {only: {username: a, password: "prompt:"}}\ndevices: [{id: a, host: b}]\n';
  expect(readInventory(parseYaml(text, 'i.yaml')).devices[0]?.address.credentials).toBe('only');
});

test('a file of another format is refused', () => {
  expect(() => loadInventory('switches.json')).toThrow(expect.objectContaining({ code: 'INVENTORY_FORMAT' }));
  expect(() => loadInventory('nowhere.yaml')).toThrow(expect.objectContaining({ code: 'FILE_UNREADABLE' }));
});

test('a file that is not UTF-8 is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'liclab-'));
  try {
    writeFileSync(join(folder, 'i.yaml'), Buffer.from([0x64, 0xff, 0xfe]));
    expect(() => loadInventory(join(folder, 'i.yaml'))).toThrow(
      expect.objectContaining({ code: 'FILE_NOT_UTF8' }),
    );
    expect(() => loadInventory(`${folder}/.yaml`)).toThrow(
      expect.objectContaining({ code: 'INVENTORY_FORMAT' }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the published JSON Schema is current (regenerate: npx vitest run --project unit test/agent/inventory -u)', async () => {
  await expect(inventoryJsonSchema()).toMatchFileSnapshot(`../../../${INVENTORY_SCHEMA_FILE}`);
});

const LAB = 'Lab-Only-Passw0rd';

test.each([
  { name: 'a switch elsewhere', host: '10.0.0.1', lab: false, code: 'LAB_CREDENTIALS_OUTSIDE_LAB' },
  {
    name: 'a name that could be anywhere',
    host: 'sw.example.net',
    lab: false,
    code: 'LAB_CREDENTIALS_OUTSIDE_LAB',
  },
  {
    name: 'an address that only looks like loopback',
    host: '127.example.net',
    lab: false,
    code: 'LAB_CREDENTIALS_OUTSIDE_LAB',
  },
  { name: '127/8', host: '127.200.3.4', lab: false, code: null },
  { name: '::1', host: '"0:0:0:0:0:0:0:1"', lab: false, code: null },
  { name: 'localhost', host: 'LOCALHOST', lab: false, code: null },
  { name: 'a switch elsewhere in the lab', host: '10.0.0.1', lab: true, code: null },
])("the lab's password for $name", async ({ host, lab, code }) => {
  const text = `${lab ? 'lab: true\n' : ''}credentials: {c: {username: x, password: "env:PW"}}\ndevices: [{id: a, host: ${host}}]\n`;
  const found = await credentialsOf(readInventory(parseYaml(text, 'i.yaml')), 'c', { PW: LAB });
  const refusal = { code, context: { line: lab ? 3 : 2, deviceId: 'a' } };
  expect(found).toMatchObject(code === null ? { username: 'x' } : refusal);
});

test.each([
  ['https://cssm.example/', 'https://127.0.0.1/', 'LAB_CREDENTIALS_OUTSIDE_LAB'],
  ['https://127.0.0.1/', 'https://id.cisco.com/', 'LAB_CREDENTIALS_OUTSIDE_LAB'],
  ['https://[::1]:8443/', 'https://127.0.0.1/', null],
])("the lab's CSSM client for %s and %s", async (url, tokenUrl, code) => {
  const text = `devices: []\ncssm: {url: "${url}", tokenUrl: "${tokenUrl}", clientId: lab, clientSecret: "env:S"}\n`;
  const secret = cssmSecret(readInventory(parseYaml(text, 'i.yaml')), resolver({ S: 'lab-only-secret' }));
  const end = await secret.then(
    () => null,
    (error: unknown) => error,
  );
  expect((end as { code?: string } | null)?.code ?? null).toBe(code);
});

test('a credential set is resolved anew each time, and an unknown name is an answer', async () => {
  const env: Record<string, string> = { PW: 'first' };
  const text = 'credentials: {c: {username: x, password: "env:PW"}}\ndevices: []\n';
  const source = createCredentialSource(readInventory(parseYaml(text, 'i.yaml')), resolver(env));
  const ask = (name: string) => new Promise<unknown>((done) => source(name, done));
  expect((await ask('c')) as object).toMatchObject({ username: 'x' });
  delete env['PW'];
  expect(await ask('c')).toMatchObject({ code: 'SECRET_ENV_MISSING' });
  expect(await ask('d')).toMatchObject({ code: 'INVENTORY_CREDENTIALS_UNKNOWN' });
});

function resolver(env: Record<string, string>) {
  return createSecretResolver({ env, folder: '.', ask: null });
}

function credentialsOf(inventory: Inventory, name: string, env: Record<string, string>): Promise<unknown> {
  return new Promise((done) => createCredentialSource(inventory, resolver(env))(name, done));
}
