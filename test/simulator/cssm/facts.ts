/**
 * What is publicly known about dialect v1: operations, fields and types, as our own copy of facts (the observed description of
 * the project's reference; evidence W: recorded answer, C: client code). Independent of the simulator's encoders and of the
 * agent's decoders.
 */

/** A type: a name, a list with one element type, or an object. A `?` at the end allows null. */
export type Fact = string | readonly [Fact] | { readonly [field: string]: Fact };

export interface OperationFacts {
  readonly id: string;
  readonly evidence: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
  readonly answer: { readonly [field: string]: Fact };
}

const envelope = { status: 'SUCCESS|ERROR', statusMessage: 'string' };
const page = { virtualAccounts: [], limit: 50, offset: 0 };

const license = {
  license: 'string',
  virtualAccount: 'string',
  quantity: 'integer',
  inUse: 'integer',
  available: 'integer',
  reserved: 'integer',
  pendingQuantity: 'integer',
  status: 'string',
  billingType: 'PREPAID|USAGE',
  isPortable: 'boolean',
  ahaApps: 'boolean',
  licenseDetails: [
    {
      licenseType: 'PERPETUAL|TERM|DEMO|STANDARD',
      quantity: 'integer',
      startDate: 'date?',
      endDate: 'date?',
      subscriptionId: 'string?',
      status: 'string',
    },
  ],
  licenseSubstitutions: [
    {
      licenseName: 'string',
      substitutedLicense: 'string',
      substitutedQuantity: 'integer',
      substitutionType: 'string',
    },
  ],
} as const;

const device = {
  hostName: 'string',
  displayName: 'string',
  productName: 'string',
  productDescription: 'string',
  productType: 'string',
  productTagName: 'string',
  virtualAccount: 'string',
  status: 'string',
  registrationDate: 'string',
  lastContactDate: 'string',
  sudi: {
    udiPid: 'string',
    udiSerialNumber: 'string',
    udiVid: 'string?',
    uuid: 'string?',
    suvi: 'string?',
    hostIdentifier: 'string?',
    macAddress: 'string?',
  },
  licenseUsage: [{ license: 'string', quantity: 'integer' }],
} as const;

export const V1_FACTS: readonly OperationFacts[] = [
  {
    id: 'listMySmartAccounts',
    evidence: 'C',
    method: 'GET',
    path: '/v2/accounts',
    answer: {
      ...envelope,
      accounts: [
        {
          accountName: 'string',
          accountDomain: 'string',
          accountStatus: 'string',
          accountType: 'CUSTOMER|HOLDING',
          roles: [{ role: 'string' }],
        },
      ],
    },
  },
  {
    id: 'searchSmartAccounts',
    evidence: 'C',
    method: 'GET',
    path: '/v1/accounts/search?domain=campus.example&type=CUSTOMER&limit=1000&offset=0',
    answer: {
      ...envelope,
      totalRecords: 'integer',
      accounts: [{ domain: 'string', name: 'string', id: 'integer', type: 'string', status: 'string' }],
    },
  },
  {
    id: 'listVirtualAccounts',
    evidence: 'C',
    method: 'GET',
    path: '/v1/accounts/campus.example/CUSTOMER/virtual-accounts',
    answer: {
      ...envelope,
      virtualAccounts: [
        { name: 'string', description: 'string', isDefault: 'true|false', commerceAccessLevel: 'string' },
      ],
    },
  },
  {
    id: 'createVirtualAccount',
    evidence: 'C',
    method: 'POST',
    path: '/v1/accounts/campus.example/customer/virtual-accounts',
    body: { name: 'New', description: 'd', isDefault: 'false', commerceAccessLevel: 'PUBLIC' },
    answer: envelope,
  },
  {
    id: 'searchLicenseUsage',
    evidence: 'C',
    method: 'POST',
    path: '/v1/accounts/campus.example/licenses',
    body: page,
    answer: { ...envelope, totalRecords: 'integer', licenses: [license] },
  },
  {
    id: 'transferLicenses',
    evidence: 'C',
    method: 'POST',
    path: '/v1/accounts/campus.example/virtual-accounts/DEFAULT/licenses/transfer',
    body: {
      licenses: [
        {
          license: 'C9300 Network Advantage',
          licenseType: 'PERPETUAL',
          quantity: 2,
          targetVirtualAccount: 'Branch North',
          precedence: 'LONGEST_TERM_FIRST',
        },
      ],
    },
    answer: envelope,
  },
  {
    id: 'listTokens',
    evidence: 'C',
    method: 'GET',
    path: '/v1/accounts/campus.example/virtual-accounts/DEFAULT/tokens',
    answer: { ...envelope, tokens: [{ token: 'string' }] },
  },
  {
    id: 'createToken',
    evidence: 'C',
    method: 'POST',
    path: '/v1/accounts/campus.example/virtual-accounts/DEFAULT/tokens',
    body: { description: 'd', expiresAfterDays: 30, exportControlled: 'Not Allowed' },
    answer: { ...envelope, tokenInfo: { token: 'string' } },
  },
  {
    id: 'searchDevices',
    evidence: 'W',
    method: 'POST',
    path: '/v1/accounts/campus.example/devices',
    body: { ...page, virtualAccounts: ['DEFAULT'] },
    answer: { ...envelope, totalRecords: 'integer', devices: [device] },
  },
];

/** Places where a value is not what the fact says; further fields are allowed. */
export function differences(value: unknown, fact: Fact, place = 'body'): string[] {
  if (typeof fact === 'string')
    return isOf(value, fact) ? [] : [`${place} is ${JSON.stringify(value)}, not ${fact}`];
  if (Array.isArray(fact)) {
    if (!Array.isArray(value)) return [`${place} is no list`];
    return value.flatMap((item, index) => differences(item, fact[0] as Fact, `${place}[${index}]`));
  }
  if (typeof value !== 'object' || value === null) return [`${place} is no object`];
  return Object.entries(fact).flatMap(([field, inner]) =>
    field in value
      ? differences((value as Record<string, unknown>)[field], inner as Fact, `${place}.${field}`)
      : [`${place}.${field} is missing`],
  );
}

function isOf(value: unknown, fact: string): boolean {
  const name = fact.replace(/\?$/, '');
  if (name === 'any') return true;
  if (value === null) return fact.endsWith('?');
  switch (name) {
    case 'string':
      return typeof value === 'string';
    case 'integer':
      return Number.isInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number';
    case 'list':
      return Array.isArray(value);
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
    default:
      return typeof value === 'string' && name.split('|').includes(value);
  }
}
