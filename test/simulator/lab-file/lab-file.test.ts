import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { ConfigError } from '../../../core/errors.ts';
import { CSSM_ACTIONS } from '../../../simulator/cssm/control/actions.ts';
import { CSSM_DEFAULTS, withDefaults } from '../../../simulator/cssm/options.ts';
import { WORLDS } from '../../../simulator/cssm/worlds/index.ts';
import {
  checkLab,
  cssmOptionsOf,
  expandLab,
  labJsonSchema,
  readLab,
} from '../../../simulator/lab-file/index.ts';
import type { AccountSpec } from '../../../simulator/cssm/index.ts';

const ROOT = new URL('../../../', import.meta.url);
const labsFile = (name: string) => new URL(`simulator/labs/${name}`, ROOT);

function problems(text: string): string[] {
  try {
    readLab(text, 'lab.yaml');
  } catch (error) {
    expect(error).toMatchObject({ name: 'ConfigError', code: 'LAB_FILE', definite: true });
    return (error as ConfigError).message.split('\n');
  }
  return [];
}

describe('mistakes in a lab file are named with line, expectation and the nearest valid value', () => {
  const group = (text: string) => `groups:\n  - ${text}\n`;
  test.each([
    [
      'a wrong key',
      group('{ platform: C9300-24T, cuont: 3 }'),
      'lab.yaml:2:28: groups[0].cuont: unknown key "cuont". Did you mean "count"?',
    ],
    [
      'a wrong key at the top',
      'gruops: []\n',
      'lab.yaml:1:1: gruops: unknown key "gruops". Did you mean "groups"?',
    ],
    [
      'a wrong level pair',
      group('platform: C9300-24T\n    level: network-essentials\n    addon: dna-advantage'),
      'lab.yaml:4:12: groups[0].addon: no switch accepts network-essentials addon dna-advantage. Valid: network-essentials, network-essentials addon dna-essentials.',
    ],
    [
      'a wrong level',
      group('platform: C9300-24T\n    level: network-advntage'),
      'lab.yaml:3:12: groups[0].level: "network-advntage" is not valid. Did you mean "network-advantage"?',
    ],
    [
      'an unknown platform',
      group('platform: C9300-24TT'),
      'lab.yaml:2:15: groups[0].platform: "C9300-24TT" is not valid. Did you mean "C9300-24T"?',
    ],
    [
      'an unknown platform of a member',
      group('members: [C9300-24T, C9300-49T]'),
      'lab.yaml:2:26: groups[0].members[1]: "C9300-49T" is not valid. Did you mean "C9300-48T"?',
    ],
    [
      'an unknown world',
      `cssm: { world: entreprise }\n${group('platform: C9300-24T')}`,
      'lab.yaml:1:16: cssm.world: "entreprise" is not valid. Did you mean "enterprise"?',
    ],
    [
      'a wrong key of cssm',
      `cssm:\n  latency: { baseMS: 3 }\n${group('platform: C9300-24T')}`,
      'lab.yaml:2:14: cssm.latency.baseMS: unknown key "baseMS". Did you mean "baseMs"?',
    ],
    [
      'a negative delay',
      `cssm: { ackDelayMs: -1 }\n${group('platform: C9300-24T')}`,
      'lab.yaml:1:21: cssm.ackDelayMs: expected at least 0, got -1',
    ],
    [
      'an account that the world does not have',
      `cssm: { world: merged }\n${group('{ platform: C9300-24T, account: atlas.example }')}`,
      'lab.yaml:3:37: groups[0].account: no account is called "atlas.example". Valid: atlas-energy.example, solenergia.example, holding.solenergia.example, none.',
    ],
    [
      'an unknown release',
      group('{ platform: C9300-24T, release: 18.1.1 }'),
      'lab.yaml:2:37: groups[0].release: expected a release that can be simulated, got 18.1.1',
    ],
    [
      'a release that YAML takes for a number',
      group('{ platform: C9300-24T, release: 17.9 }'),
      'lab.yaml:2:37: groups[0].release: expected text, got 17.9 (a number: put it in quotes)',
    ],
    [
      'members that do not stack',
      group('members: [C9300-24T, C9500-40X]'),
      'lab.yaml:2:14: groups[0].members: C9500-40X does not stack with C9300-24T',
    ],
    [
      'too many members',
      group('{ platform: C9300-24T, members: 9 }'),
      'lab.yaml:2:37: groups[0].members: expected at most 8 members of C9300-24T, got 9',
    ],
    ['no platform', group('count: 2'), 'lab.yaml:2:5: groups[0].platform: is missing. Valid: C9300-24T'],
    [
      'a count of 0',
      group('{ platform: C9300-24T, count: 0 }'),
      'lab.yaml:2:35: groups[0].count: expected at least 1, got 0',
    ],
    [
      'too many switches',
      group('{ platform: C9300-24T, count: 100000 }\n  - platform: C9300-24T'),
      'lab.yaml:2:3: groups: expected at most 100000 switches, got 100001',
    ],
    [
      'the same id twice',
      group('{ platform: C9300-24T, ids: [a] }\n  - { platform: C9300-24T, ids: [A] }'),
      'lab.yaml:3:34: groups[1].ids[0]: the id A is used twice, first in groups[0]',
    ],
    [
      'an id that meets a numbered one',
      group('{ platform: C9300-24T, ids: [sw-0001] }\n  - platform: C9300-24T'),
      'lab.yaml:3:5: groups[1]: the id sw-0001 is used twice',
    ],
    [
      'ids that are not as many as count',
      group('{ platform: C9300-24T, count: 3, ids: [a] }'),
      'groups[0].ids: expected 3 ids (count), got 1',
    ],
    [
      'an unknown account',
      `accounts: [{ name: A, domain: campus.example, virtualAccounts: [{ name: DEFAULT }] }]\n${group('{ platform: C9300-24T, account: campus.exmaple }')}`,
      'lab.yaml:3:37: groups[0].account: no account is called "campus.exmaple". Did you mean "campus.example"?',
    ],
    [
      'an unknown Virtual Account',
      `accounts: [{ name: A, domain: a.example, virtualAccounts: [{ name: DEFAULT }] }]\n${group('{ platform: C9300-24T, account: A, virtualAccount: DEFUALT }')}`,
      'a.example has no Virtual Account "DEFUALT". Did you mean "DEFAULT"?',
    ],
    [
      'two accounts of one domain',
      `accounts:\n  - { name: A, domain: a.example, virtualAccounts: [{ name: V }] }\n  - { name: B, domain: A.example, virtualAccounts: [{ name: V }] }\n${group('platform: C9300-24T')}`,
      'lab.yaml:3:24: accounts[1].domain: the domain A.example is used twice',
    ],
    [
      'two default accounts',
      `accounts:\n  - { name: A, domain: a.example, default: true, virtualAccounts: [{ name: V }] }\n  - { name: B, domain: b.example, default: true, virtualAccounts: [{ name: V }] }\n${group('platform: C9300-24T')}`,
      'accounts: expected one default account, got 2',
    ],
    [
      'a time that is none',
      `time: fast\n${group('platform: C9300-24T')}`,
      'lab.yaml:1:7: time: Time is real, scaled:N with N from 1 to 60, or virtual; got "fast".',
    ],
    ['no groups', 'seed: 1\n', 'lab.yaml:1:1: groups: is missing'],
    ['empty groups', 'groups: []\n', 'lab.yaml:1:9: groups: expected at least 1 entry'],
    ['a key without a value', 'groups:\n', 'lab.yaml:1:8: groups: expected a list'],
    ['an empty file', '', 'lab.yaml:1:1: expected keys with values'],
    ['a list in place of keys', '- a\n', 'lab.yaml:1:1: expected keys with values'],
    ['broken YAML', 'groups:\n  - {\n', 'lab.yaml:3:1: '],
    ['the same key twice', 'seed: 1\nseed: 2\n', 'lab.yaml:2:1: Map keys must be unique'],
    ['a tag that would be code', 'groups: !!js/function "x"\n', 'lab.yaml:1:9: Unresolved tag'],
    [
      'aliases that multiply',
      `a: &a [x, x]\n${Array.from({ length: 30 }, (_, index) => `k${index}: &k${index} [*${index === 0 ? 'a' : `k${index - 1}`}, *${index === 0 ? 'a' : `k${index - 1}`}]`).join('\n')}\n`,
      'alias',
    ],
  ])('%s', (_name, text, message) => {
    expect(problems(text).join('\n')).toContain(message);
  });

  test('several mistakes are shown together, a bounded number of them', () => {
    const text = `groups:\n${Array.from({ length: 30 }, () => '  - { platform: X }').join('\n')}\n`;
    expect(problems(text)).toHaveLength(21);
    expect(problems(text).at(-1)).toBe('... and 10 more');
  });

  test('a huge file is not read', () => {
    expect(problems(`# ${'x'.repeat(4_200_000)}`).join()).toContain('at most 4194304 characters');
  });

  test('a lab that is no file is checked the same way', () => {
    expect(() => checkLab({ groups: [{ platfrom: 'C9300-24T' }] })).toThrow(
      'lab: groups[0].platfrom: unknown key "platfrom". Did you mean "platform"?',
    );
  });
});

describe('expansion', () => {
  const text = `
seed: 7
accounts:
  - { name: Campus, domain: campus.example, default: true, virtualAccounts: [{ name: A }, { name: B, default: true }] }
  - { name: Other, domain: other.example, virtualAccounts: [{ name: V }] }
groups:
  - { count: 2, platform: C9300-24T, site: north }
  - { platform: C9300-48T, members: 2, level: network-advantage, addon: dna-advantage, account: other }
  - { platform: C9300-24T, account: none, prefix: edge, username: op, password: secret, enable: other }
  - { count: 2, members: [C9300-24T, C9300-48T], ids: [x, y], virtualAccount: A }
`;

  test('a group becomes its switches, numbered in the order of the file', () => {
    const specs = expandLab(readLab(text, 'lab.yaml'));
    expect(specs.map((spec) => spec.id)).toEqual(['sw-0001', 'sw-0002', 'sw-0003', 'edge-0001', 'x', 'y']);
    expect(specs[0]).toMatchObject({
      members: ['C9300-24T'],
      site: 'north',
      account: 'campus.example',
      virtualAccount: 'B',
      username: 'admin',
      enable: 'Lab-Only-Passw0rd',
    });
    expect(specs[2]).toMatchObject({
      members: ['C9300-48T', 'C9300-48T'],
      level: { network: 'network-advantage', addon: 'dna-advantage' },
      account: 'other.example',
      virtualAccount: 'V',
    });
    expect(specs[3]).toMatchObject({
      account: null,
      virtualAccount: null,
      username: 'op',
      password: 'secret',
      enable: 'other',
    });
    expect(specs[4]).toMatchObject({ members: ['C9300-24T', 'C9300-48T'], virtualAccount: 'A' });
  });

  test('serials look real, belong to the seed, and differ within ten thousand switches', () => {
    const big = checkLab({ seed: 3, groups: [{ count: 10_000, platform: 'C9300-24T', members: 3 }] });
    const serials = expandLab(big).flatMap((spec) => spec.serials);
    expect(new Set(serials).size).toBe(30_000);
    const form = /^[A-Z]{3}2[2-9](0[1-9]|[1-4]\d|5[0-2])[0-9A-HJ-NP-Z]{4}$/;
    expect(serials.filter((serial) => !form.test(serial))).toEqual([]);
    expect(expandLab(big)[0]?.serials).toEqual(expandLab(big)[0]?.serials);
    expect(expandLab({ ...big, seed: 4 })[0]?.serials).not.toEqual(expandLab(big)[0]?.serials);
  });

  test('one more switch at the end does not change the serials of the others', () => {
    const lab = (count: number) => expandLab(checkLab({ groups: [{ count, platform: 'C9300-24T' }] }));
    expect(lab(11).slice(0, 10)).toEqual(lab(10));
  });
});

describe('what the repository ships', () => {
  test('the page on the simulated CSSM shows a lab that is one, and the defaults as they are', async () => {
    const page = await readFile(new URL('docs/simulated-cssm.md', ROOT), 'utf8');
    const [lab = '', defaults = ''] = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) => text);
    expect(readLab(lab, 'page').accounts.map(({ domain }) => domain)).toEqual([
      'campus.example',
      'brenner-logistics.example',
    ]);
    const { cssm } = readLab(`${defaults}groups: [{ platform: C9300-24T }]`, 'page');
    expect(withDefaults(cssmOptionsOf(cssm))).toEqual(CSSM_DEFAULTS);
    const { users: _users, ...shown } = CSSM_DEFAULTS;
    expect(Object.keys(cssm ?? {}).toSorted()).toEqual(Object.keys(shown).toSorted());
    for (const { name } of WORLDS) expect(page).toContain(`| \`${name}\` |`);
    for (const { name } of CSSM_ACTIONS) expect(page).toContain(`\`${name}\``);
  });

  test('campus-24: 24 switches at Network Essentials, one mixed stack of three, two Smart Accounts', async () => {
    const file = labsFile('campus-24.yaml');
    const lab = readLab(await readFile(file, 'utf8'), 'campus-24.yaml');
    const specs = expandLab(lab);
    expect(specs).toHaveLength(24);
    expect(
      specs.every((spec) => spec.level.network === 'network-essentials' && spec.level.addon === null),
    ).toBe(true);
    expect(new Set(specs.flatMap((spec) => spec.members))).toEqual(
      new Set(['C9300-24T', 'C9300-48T', 'C9500-40X']),
    );
    expect(specs.filter((spec) => spec.members.length === 3)).toMatchObject([
      { members: ['C9300-24T', 'C9300-48T', 'C9300-24T'] },
    ]);
    expect(new Set(specs.map((spec) => spec.site)).size).toBeGreaterThanOrEqual(2);
    expect(lab.accounts).toHaveLength(2);
    const forCssm: readonly AccountSpec[] = lab.accounts;
    const owned = new Map(forCssm[0]?.virtualAccounts[0]?.pools.map((pool) => [pool.license, pool.quantity]));
    const chassis = specs.flatMap((spec) => spec.members);
    const count = (model: string) => chassis.filter((one) => one === model).length;
    expect(owned.get('C9300 Network Advantage')).toBeGreaterThanOrEqual(count('C9300-24T'));
    expect(owned.get('C9300 48P NW Advantage')).toBeGreaterThanOrEqual(count('C9300-48T'));
    expect(owned.get('C9500 Network Advantage')).toBeGreaterThanOrEqual(count('C9500-40X'));
  });

  test('the published JSON Schema is current (vitest -u writes it)', async () => {
    const text = `${JSON.stringify(labJsonSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(new URL('docs/schemas/lab.schema.json', ROOT).pathname);
  });
});
