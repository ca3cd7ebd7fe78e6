import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseYaml } from '../../../agent/config/index.ts';
import { readInventory } from '../../../agent/inventory/index.ts';
import type { Inventory } from '../../../agent/inventory/index.ts';
import { readSshConfig, withSshConfig } from '../../../agent/ssh-config/index.ts';
import { sshConfigWords } from '../../../agent/ssh-config/words.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'liclab-ssh-config-'));
  mkdirSync(join(home, '.ssh', 'sites'), { recursive: true });
  writeFileSync(join(home, '.ssh', 'id_lab'), 'a private key', { mode: 0o600 });
  writeFileSync(join(home, '.ssh', 'id_held.pub'), 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAA comment\n');
});
afterAll(() => rmSync(home, { recursive: true }));

const INVENTORY = `
credentials:
  lab: {username: netops, password: "env:PW"}
  keys: {agent: true}
jumpHosts:
  known: {host: 192.0.2.99, port: 2299, credentials: lab}
devices:
  - {id: a, host: access-1, credentials: lab}
  - {id: b, host: 192.0.2.2, sshPort: 2222, credentials: keys}
`;

function apply(
  text: string,
  inventory = INVENTORY,
): { readonly inventory: Inventory; readonly warnings: readonly string[] } {
  const file = join(home, '.ssh', 'config');
  writeFileSync(file, text);
  const config = readSshConfig(file, home);
  const read = readInventory(parseYaml(inventory, 'i.yaml'));
  return { inventory: withSshConfig(read, config, 'local-user'), warnings: config.warnings };
}

const device = (inventory: Inventory, id: string) =>
  inventory.devices.find(({ address }) => address.deviceId === id);
const setOf = (inventory: Inventory, id: string) =>
  inventory.credentials.get(device(inventory, id)?.address.credentials ?? '');

test.each([
  ['Host a b', ['Host', 'a', 'b']],
  ['  HostName=x', ['HostName', 'x']],
  ['Port = 22', ['Port', '22']],
  ['IdentityFile "~/a b"', ['IdentityFile', '~/a b']],
  ['User x # why', ['User', 'x']],
  ['SetEnv A=b', ['SetEnv', 'A=b']],
  ['# all of it', []],
  ['', []],
  ['User "x', null],
])('words of %j', (line, words) => {
  expect(sshConfigWords(line)).toEqual(words);
});

describe('an inventory and an ssh config', () => {
  test('HostName, Port, IdentityFile and HostKeyAlias complete a switch; what the inventory states goes first', () => {
    const { inventory } = apply(`
Host access-* !access-9
  HostName %h.example.net
  Port 2022
  User ignored
  IdentityFile ~/.ssh/id_lab
  HostKeyAlias rack-1
Host *
  Port 9999
`);
    expect(device(inventory, 'a')).toMatchObject({
      address: { host: 'access-1.example.net', sshPort: 2022, netconfPort: 830 },
      known: { alias: 'rack-1' },
    });
    expect(setOf(inventory, 'a')).toMatchObject({
      username: 'netops',
      password: 'env:PW',
      privateKey: `file:${join(home, '.ssh', 'id_lab')}`,
    });
    // A port that the inventory states stays.
    expect(device(inventory, 'b')?.address).toMatchObject({ host: '192.0.2.2', sshPort: 2222 });
  });

  test('User counts where the credential set names nobody; IdentitiesOnly limits the agent to the named keys', () => {
    const { inventory } = apply(`
Host 192.0.2.*
  User field
  IdentityFile ~/.ssh/id_held.pub
  IdentitiesOnly yes
`);
    expect(setOf(inventory, 'b')).toMatchObject({
      username: 'field',
      privateKey: null,
      agent: [expect.stringMatching(/^SHA256:[A-Za-z0-9+/]{43}$/)],
    });
  });

  test('ProxyJump chains, a jump host with a way of its own, and one that the inventory knows', () => {
    const { inventory } = apply(`
Host access-1
  ProxyJump near,ops@known:2200
Host near
  HostName 192.0.2.50
  ProxyJump outer
Host outer
  HostName 192.0.2.60
  Port 2260
`);
    const hops = device(inventory, 'a')?.hops ?? [];
    expect(hops.map(({ address }) => [address.deviceId, address.host, address.sshPort])).toEqual([
      ['outer', '192.0.2.60', 2260],
      ['near', '192.0.2.50', 22],
      ['known', '192.0.2.99', 2200],
    ]);
    const sets = hops.map(({ address }) => inventory.credentials.get(address.credentials));
    expect(sets).toMatchObject([
      { username: 'local-user', agent: [], password: null },
      { username: 'local-user' },
      { username: 'ops', password: 'env:PW' },
    ]);
  });

  test('Include follows files in their order, below the Host that it stands in', () => {
    writeFileSync(join(home, '.ssh', 'sites', '1.conf'), 'Port 2001\n');
    writeFileSync(join(home, '.ssh', 'sites', '2.conf'), 'Port 2002\nHost *\nUser included\n');
    const { inventory } = apply('Host access-1\n  Include sites/*.conf\nHost *\n  Port 22\n');
    expect(device(inventory, 'a')?.address.sshPort).toBe(2001);
    // The file's own "Host *" counts below "Host access-1" alone.
    expect(setOf(inventory, 'b')?.username).toBeNull();
  });

  test('the same content gives the same name of a credential set, so that a plan names it again', () => {
    const text = 'Host access-1\n  IdentityFile ~/.ssh/id_lab\n';
    const names = [apply(text), apply(text)].map(
      ({ inventory }) => device(inventory, 'a')?.address.credentials,
    );
    expect(names[0]).toMatch(/^lab:ssh-[0-9a-f]{8}$/);
    expect(names[1]).toBe(names[0]);
  });

  test('Match is left out with a warning that names the line; Match all counts', () => {
    const { inventory, warnings } = apply(
      'Match host access-1 exec "touch /tmp/never"\n  Port 1\nMatch all\n  Port 2\n',
    );
    expect(warnings).toEqual([expect.stringMatching(/config:1: Match is not followed/)]);
    expect(device(inventory, 'a')?.address.sshPort).toBe(2);
  });

  test.each([
    ['a ProxyCommand', 'Host *\n  ProxyCommand nc %h %p\n', 'SSH_CONFIG_PROXY_COMMAND', ':2: ProxyCommand'],
    [
      'a loop',
      'Host access-1\n ProxyJump x\nHost x\n ProxyJump y\nHost y\n ProxyJump x\n',
      'SSH_CONFIG_HOPS',
      'loop',
    ],
    ['five hops', 'Host access-1\n ProxyJump a1,a2,a3,a4,a5\n', 'SSH_CONFIG_HOPS', 'longer than 4'],
    ['a bad port', 'Host *\n  Port ssh\n', 'SSH_CONFIG_VALUE', ':2: expected a port'],
    ['a bad jump', 'Host *\n  ProxyJump a:b:c\n', 'SSH_CONFIG_VALUE', ':2: expected [user@]host[:port]'],
    ['an unknown token', 'Host *\n  HostName %k\n', 'SSH_CONFIG_VALUE', 'token %k'],
    ['an open quote', 'Host "a\n', 'SSH_CONFIG_SYNTAX', ':1: has a quote'],
    ['no value', 'Host *\n  Port\n', 'SSH_CONFIG_SYNTAX', ':2: has no value for Port'],
    ['a file that includes itself', 'Include config\n', 'SSH_CONFIG_INCLUDE', 'too deeply'],
  ])('%s is refused with file and line', (_what, text, code, words) => {
    expect(() => apply(text)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(words) }),
    );
  });

  test('a jump host for every host is reached directly itself', () => {
    const { inventory } = apply('Host *\n  ProxyJump bastion\n');
    expect(inventory.devices.map(({ hops }) => hops.map(({ address }) => address.deviceId))).toEqual([
      ['bastion'],
      ['bastion'],
    ]);
  });

  test('"none" ends both kinds of proxies', () => {
    const { inventory } = apply('Host access-1\n ProxyJump none\nHost *\n ProxyCommand none\n');
    expect(inventory.devices.map(({ hops }) => hops)).toEqual([[], []]);
  });
});
