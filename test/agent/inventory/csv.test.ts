import { describe, expect, test } from 'vitest';
import { readInventory } from '../../../agent/inventory/index.ts';
import { inventoryCsv, parseInventoryCsv } from '../../../agent/inventory/csv.ts';

const read = (text: string) => readInventory(parseInventoryCsv(text, 'fleet.csv'));

describe('an inventory in CSV', () => {
  test('has the columns of the YAML form; lists are parted by semicolons; rows with the same references share a set', () => {
    const inventory = read(
      [
        'id,host,sshPort,serials,site,tags,legacyAlgorithms,username,password,enable',
        'sw-1,192.0.2.1,,FCW2129L0AB;FCW2129L0AC,"Main ""HQ"", west",core;2024,true,netops,env:PW,',
        '',
        'sw-2,192.0.2.2,2222,,,,,netops,env:PW,',
        'sw-3,192.0.2.3,,,,,,other,keyring:lab/other,env:EN',
      ].join('\r\n'),
    );
    expect(inventory.devices).toMatchObject([
      {
        address: { deviceId: 'sw-1', netconfPort: 830, sshPort: 22, credentials: 'csv-1' },
        serials: ['FCW2129L0AB', 'FCW2129L0AC'],
        site: 'Main "HQ", west',
        tags: ['core', '2024'],
        legacyAlgorithms: true,
        line: 2,
      },
      { address: { sshPort: 2222, credentials: 'csv-1' }, tags: [], line: 4 },
      { address: { credentials: 'csv-2' } },
    ]);
    expect(inventory.credentials.get('csv-2')).toMatchObject({ username: 'other', enable: 'env:EN' });
  });

  test('a named set is filled in once and used by other rows', () => {
    const inventory = read(
      'id,host,credentials,username,agent\na,192.0.2.1,lab,netops,true\nb,192.0.2.2,lab,,\n',
    );
    expect(inventory.devices.map(({ address }) => address.credentials)).toEqual(['lab', 'lab']);
    expect(inventory.credentials.get('lab')).toMatchObject({ username: 'netops', agent: [] });
  });

  test.each([
    [
      'an unknown column',
      'id,hots\n',
      'CSV_COLUMN_UNKNOWN',
      'fleet.csv:1: column 2: there is no column "hots"',
    ],
    ['a column twice', 'id,host,id\n', 'CSV_COLUMN_TWICE', 'column 3'],
    ['a cell too many', 'id,host\na,192.0.2.1,x\n', 'CSV_SYNTAX', 'fleet.csv:2: column 3'],
    ['an open quote', 'id,host\na,"192.0.2.1\n', 'CSV_SYNTAX', 'a quote is not closed'],
    ['text after a quote', 'id,host\n"a"x,192.0.2.1\n', 'CSV_SYNTAX', 'text follows a closing quote'],
    ['no row at all', '', 'CSV_SYNTAX', 'no row with the names'],
    ['a row too long', `id,host\n${'x'.repeat(70_000)},b\n`, 'CSV_SYNTAX', 'more than 65536'],
    [
      'a set with two contents',
      'id,host,credentials,username,password\na,h1,c,u,env:A\nb,h2,c,u,env:B\n',
      'CSV_CREDENTIALS',
      'fleet.csv:3',
    ],
    [
      'a plain password',
      'id,host,username,password\na,h1,u,Passw0rd\n',
      'SECRET_PLAIN_TEXT',
      'got plain text',
    ],
    [
      'a port that is none',
      'id,host,sshPort,username,password\na,h1,http,u,env:A\n',
      'VALUE_INVALID',
      'fleet.csv:2',
    ],
    [
      'an id twice',
      'id,host,username,password\na,h1,u,env:A\na,h2,u,env:A\n',
      'INVENTORY_DUPLICATE_ID',
      'fleet.csv:3',
    ],
  ])('%s is refused with its line', (_what, text, code, words) => {
    const error = (() => {
      try {
        read(text);
        return null;
      } catch (caught) {
        return caught;
      }
    })();
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
  });

  test('what is exported is no formula, and is read back as it was', () => {
    const text = [
      'id,host,site,tags,username,password',
      'a,192.0.2.1,=HYPERLINK(1),+x;-y,u,env:A',
      'b,192.0.2.2,plain,,u,env:A',
    ].join('\n');
    const first = read(text);
    const exported = inventoryCsv(first);
    expect(exported).not.toMatch(/(^|,)"?[=+\-@]/m);
    const { devices } = read(exported);
    expect(devices.map(({ line: _line, ...device }) => device)).toEqual(
      first.devices.map(({ line: _line, ...device }) => device),
    );
  });
});
