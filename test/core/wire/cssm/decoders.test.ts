import { describe, expect, test } from 'vitest';
import {
  accountOf,
  decodeAccessToken,
  decodeAccounts,
  decodeCreatedToken,
  decodeFoundAccounts,
  decodeInstances,
  decodePools,
  decodeTokens,
  decodeVirtualAccounts,
  instanceKey,
  parseJsonObject,
} from '../../../../core/wire/cssm/index.ts';
import { json, thrownBy } from './codes.ts';

const body = (value: object) => parseJsonObject(JSON.stringify(value));

// Shapes and values as public clients and the vendor's recorded answers have them; written by hand, not by our encoders.

const license = {
  license: 'C9300 Network Advantage',
  virtualAccount: 'DEFAULT',
  quantity: 200,
  inUse: 60,
  available: 140,
  reserved: 0,
  pendingQuantity: 0,
  status: 'In Compliance',
  billingType: 'PREPAID',
  isPortable: false,
  ahaApps: false,
  licenseDetails: [
    {
      licenseType: 'TERM',
      quantity: 100,
      startDate: '2019-05-20',
      endDate: '2022-05-19T23:59:59Z',
      subscriptionId: 'Sub269233',
      status: 'ACTIVE',
    },
    {
      licenseType: 'PERPETUAL',
      quantity: 100,
      startDate: null,
      endDate: null,
      subscriptionId: null,
      status: 'ACTIVE',
    },
  ],
  licenseSubstitutions: [
    { licenseName: 'A', substitutedLicense: 'B', substitutedQuantity: 1, substitutionType: 'X' },
  ],
};

describe('licenses', () => {
  test('a page', () => {
    const page = decodePools(body({ totalRecords: 1, licenses: [license] }));
    expect(page.total).toBe(1);
    expect(page.rows[0]).toEqual({
      virtualAccount: 'DEFAULT',
      license: 'C9300 Network Advantage',
      quantity: 200,
      inUse: 60,
      reserved: 0,
      pending: 0,
      available: 140,
      billing: 'PREPAID',
      isCompliant: true,
      lots: [
        {
          type: 'TERM',
          quantity: 100,
          start: '2019-05-20',
          end: '2022-05-19',
          subscription: 'Sub269233',
          status: 'ACTIVE',
        },
        { type: 'PERPETUAL', quantity: 100, start: null, end: null, subscription: '', status: 'ACTIVE' },
      ],
      substitutions: [{ license: 'A', substituted: 'B', quantity: 1 }],
    });
  });

  test('a shortage and missing optional fields', () => {
    const { reserved: _r, licenseDetails: _d, licenseSubstitutions: _s, ...bare } = license;
    const row = { ...bare, quantity: 1, inUse: 60, available: -59, status: 'Out of Compliance' };
    expect(decodePools(body({ totalRecords: 1, licenses: [row] })).rows[0]).toMatchObject({
      available: -59,
      reserved: 0,
      isCompliant: false,
      lots: [],
    });
  });

  test.each([
    ['no rows', { totalRecords: 1 }, 'licenses'],
    [
      'a negative quantity',
      { totalRecords: 1, licenses: [{ ...license, quantity: -1 }] },
      'licenses.0.quantity',
    ],
    ['a fraction', { totalRecords: 1, licenses: [{ ...license, inUse: 1.5 }] }, 'licenses.0.inUse'],
    ['a text as number', { totalRecords: '1', licenses: [] }, 'totalRecords'],
    [
      'a nameless license',
      { totalRecords: 1, licenses: [{ ...license, license: ' ' }] },
      'licenses.0.license',
    ],
  ])('refuses %s', (_name, value, place) => {
    const error = thrownBy(() => decodePools(body(value)));
    expect(error.code).toBe('CSSM_SHAPE');
    expect(error.context['place']).toBe(place);
  });
});

describe('product instances', () => {
  // The recorded answer: unset is null or "", the display name ends in a blank.
  const device = {
    hostName: null,
    displayName: 'UDI_PID:C8000V; UDI_SN:ABC; ',
    productName: 'Catalyst 8000V',
    productDescription: null,
    productType: 'ROUTER',
    productTagName: 'regid.2019-10.com.cisco.C8000V,1.0_x',
    virtualAccount: 'VA',
    status: 'In Compliance',
    registrationDate: '2022-02-08T20:00:00Z',
    lastContactDate: '',
    sudi: {
      udiPid: ' C8000V ',
      udiSerialNumber: 'ABC ',
      udiVid: null,
      uuid: null,
      suvi: null,
      hostIdentifier: '',
      macAddress: null,
    },
    licenseUsage: [{ license: 'Router US Export Lic. for DNA', quantity: 1 }],
  };

  test('a page', () => {
    const [row] = decodeInstances(body({ totalRecords: 1, devices: [device] })).rows;
    expect(row).toMatchObject({ hostname: '', pid: 'C8000V', serial: 'ABC', uuid: '', lastContact: '' });
    expect(row?.usage).toEqual([{ license: 'Router US Export Lic. for DNA', quantity: 1 }]);
  });

  test('rows of one UDI are told apart by their UUID, else by when they registered', () => {
    const again = { ...device, registrationDate: '2023-01-01T00:00:00Z' };
    const named = { ...device, sudi: { ...device.sudi, uuid: 'u-1' } };
    const { rows } = decodeInstances(body({ totalRecords: 3, devices: [device, again, named] }));
    expect(new Set(rows.map(instanceKey)).size).toBe(3);
    expect(instanceKey(rows[2]!)).toBe('u-1');
  });

  test('a row without a serial is refused', () => {
    const bad = { ...device, sudi: { udiPid: 'x' } };
    expect(thrownBy(() => decodeInstances(body({ totalRecords: 1, devices: [bad] }))).code).toBe(
      'CSSM_SHAPE',
    );
  });
});

describe('accounts', () => {
  const row = { accountName: 'Acme', accountDomain: 'acme.example', accountType: 'CUSTOMER' };

  test.each([
    ['Active', true],
    ['Deactivated', false],
    ['', false],
  ])('an account that is "%s" is usable: %s', (accountStatus, usable) => {
    const [account] = decodeAccounts(
      body({ accounts: [{ ...row, accountStatus, roles: [{ role: 'Smart Account User' }] }] }),
    );
    expect(account).toMatchObject({ domain: 'acme.example', isUsable: usable });
    expect(account?.roles).toEqual([{ role: 'Smart Account User', virtualAccount: '' }]);
  });

  test('ids are texts, whatever they are on the wire; domains are compared whole', () => {
    const rows = decodeFoundAccounts(
      body({
        totalRecords: 3,
        accounts: [
          { domain: 'eu.acme.example', name: 'EU', id: 1, type: 'CUSTOMER', status: 'Active' },
          { domain: 'Acme.example', name: 'Acme', id: '123456', type: 'CUSTOMER', status: 'ACTIVE' },
          { domain: 'x.example', name: 'X', id: 1, type: 'CUSTOMER', status: null },
        ],
      }),
    );
    expect(accountOf(rows, 'acme.EXAMPLE')).toMatchObject({ id: '123456', isUsable: true });
    expect(accountOf(rows, 'cme.example')).toBeNull();
    expect(rows[2]?.isUsable).toBe(false);
  });

  test.each([['true'], [true]])('isDefault %j is true', (isDefault) => {
    const list = { virtualAccounts: [{ name: 'DEFAULT', isDefault, commerceAccessLevel: 'PUBLIC' }] };
    expect(decodeVirtualAccounts(body(list))).toEqual([
      { name: 'DEFAULT', isDefault: true, description: '', access: 'PUBLIC' },
    ]);
  });

  test('isDefault "yes" is refused', () => {
    const error = thrownBy(() =>
      decodeVirtualAccounts(body({ virtualAccounts: [{ name: 'a', isDefault: 'yes' }] })),
    );
    expect(error.code).toBe('CSSM_SHAPE');
  });
});

describe('tokens', () => {
  test('registration tokens', () => {
    expect(decodeCreatedToken(body({ status: 'SUCCESS', tokenInfo: { token: 'abc' } }))).toBe('abc');
    expect(decodeTokens(body({ tokens: [{ token: 'a', more: 1 }, { token: 'b' }] }))).toEqual(['a', 'b']);
    expect(thrownBy(() => decodeCreatedToken(body({ tokenInfo: {} }))).code).toBe('CSSM_SHAPE');
  });

  test.each([
    ['as recorded', { access_token: 'abc', token_type: 'Bearer', expires_in: 3599 }, 3_599_000],
    ['a text as number', { access_token: 'abc', token_type: 'bearer', expires_in: '60' }, 60_000],
    ['no life at all', { access_token: 'abc', token_type: 'Bearer', expires_in: 0 }, 1000],
    ['an absurd life', { access_token: 'abc', token_type: 'Bearer', expires_in: 1e12 }, 86_400_000],
  ])('access token: %s', (_name, value, lifeMs) => {
    expect(decodeAccessToken(json(value), 0)).toEqual({ token: 'abc', lifeMs });
  });

  test.each([
    ['wrong client', json({ error: 'invalid_client' }, 401), 'CSSM_CLIENT_REFUSED'],
    ['older form of it', json({ error: 'invalid_client' }, 400), 'CSSM_CLIENT_REFUSED'],
    ['busy', json({}, 503), 'CSSM_UNAVAILABLE'],
    ['another kind of token', json({ access_token: 'a', token_type: 'mac', expires_in: 1 }), 'CSSM_SHAPE'],
    ['no token', json({ token_type: 'Bearer', expires_in: 1 }), 'CSSM_SHAPE'],
  ])('access token refused: %s', (_name, answer, code) => {
    expect(thrownBy(() => decodeAccessToken(answer, 0)).code).toBe(code);
  });
});
