/** Facts of the other dialects, as `facts.ts`. `in` says which headers a request carries. */
import type { OperationFacts } from './facts.ts';
import { NA24_TAG, rumRow } from './lab.ts';

export interface WideFacts extends OperationFacts {
  readonly in: 'path' | 'pool';
  readonly status?: number;
  /** What the envelope's `status` may be; absent: the family has none. */
  readonly says?: string;
}

const csw = {
  status: 'string',
  message_code: 'string?',
  message: 'string?',
  timestamp: 'integer',
  nonce: 'string',
};
const v1 = { status: 'SUCCESS|ERROR', statusMessage: 'string' };
const sudi = { udiPid: 'C9300-24T', udiSerialNumber: 'FOC00000001' };
const summaryDetail = {
  billing_type: 'PREPAID|USAGE',
  quantity: 'integer',
  postpaid_usage: 'any',
  start_date: 'date?',
  end_date: 'date?',
  subscription_id: 'string?',
  status: 'string',
  billing_model: 'any',
  license_type: 'PERPETUAL|TERM|DEMO|STANDARD',
} as const;
const summaryRow = {
  tag: 'string',
  display_name: 'string',
  compliance_status: 'In Compliance|Out of Compliance',
  enforced: 'boolean',
  export_restricted: 'boolean',
  license_details: [summaryDetail],
} as const;
const ticket = { ...csw, type: 'any', poll_id: 'number', poll_interval: 'integer', action: 'string' };
const code = [
  { reservationCode: 'string', authorizationCode: 'string', status: 'string', statusMessage: 'string' },
] as const;
const reservationRequests = [
  {
    reservationCode: 'CE-ZC9300-24T:FOC00000001-A6rZG7jGd-75',
    reservationType: 'SPECIFIC',
    licenses: [{ entitlementTag: NA24_TAG, quantity: 1, precedence: 'LONGEST_TERM_FIRST' }],
  },
];
const data = { timestamp: 1_644_340_472_292, nonce: 'n-1' };
const A = '/v1/software/apis';
const VA = '/accounts/campus.example/virtual-accounts/DEFAULT';
const pnpAccounts = {
  totalRows: 'integer',
  data: [{ companyName: 'string', domainIdentifier: 'string', accountIdentifier: 'integer' }],
} as const;
const pnpVirtualAccounts = {
  totalRows: 'integer',
  data: [{ virtualAccountName: 'string', virtualAccountId: 'integer', default: 'true|false' }],
} as const;
const consumption = {
  subscriptions: [
    {
      subscriptionID: 'string',
      status: 'string',
      startDate: 'date',
      endDate: 'date',
      duration: 'integer',
      remainingDuration: 'integer',
      nextTrueForward: 'date',
      accounts: [
        {
          smartAccountId: 'integer',
          vitualAccounts: [
            {
              virtualAccountId: 'integer',
              suites: [
                {
                  purchasedEntitlements: 'integer',
                  totalEntitlements: 'integer',
                  totalConsumption: 'integer',
                  remainingEntitlements: 'integer',
                },
              ],
            },
          ],
        },
      ],
    },
  ],
} as const;

export const WIDE_FACTS: readonly WideFacts[] = [
  {
    id: 'getAccountIds',
    evidence: 'W',
    in: 'path',
    method: 'GET',
    path: '/v2/accounts/search',
    says: 'COMPLETE',
    answer: {
      ...csw,
      accounts: [
        {
          account_id: 'string',
          domain: 'string',
          name: 'string',
          virtual_accounts: [{ virtual_account_id: 'string', name: 'string', default: 'boolean' }],
        },
      ],
    },
  },
  {
    id: 'licenseSummary',
    evidence: 'W',
    in: 'pool',
    method: 'POST',
    path: '/v3/licenses/summary',
    says: 'SUCCESS',
    body: { data: { ...data, tags: [] } },
    answer: {
      ...csw,
      out_standing_reports: 'integer',
      summary: [
        { ...summaryRow, prepaid_entitled: 'integer', prepaid_inuse: 'integer', prepaid_reserved: 'integer' },
      ],
    },
  },
  {
    id: 'getSummary',
    evidence: 'C',
    in: 'pool',
    method: 'POST',
    path: `${A}/licensing/v2/get-summary`,
    says: 'SUCCESS',
    body: { data: { ...data, tags: [] } },
    answer: {
      ...csw,
      out_standing_reports: 'integer',
      summary: [
        {
          ...summaryRow,
          entitled: 'integer',
          future_entitled: 'integer',
          inuse: 'integer',
          reserved: 'integer',
        },
      ],
    },
  },
  {
    id: 'reportUsage',
    evidence: 'W',
    in: 'pool',
    method: 'POST',
    path: '/v2/devices/reportusage',
    status: 202,
    says: 'OK_POLL',
    body: { data: { ...data, reports: [rumRow(9)] } },
    answer: ticket,
  },
  {
    id: 'authorizationRequest',
    evidence: 'W',
    in: 'pool',
    method: 'POST',
    path: '/v2/devices/authrequest',
    status: 202,
    says: 'OK_POLL',
    body: {
      data: {
        ...data,
        licenses: [
          {
            sudi: { udi_pid: 'C9300-24T', udi_serial_number: 'FOC00000001' },
            hostname: 'sw-1',
            keys: [{ entitlement: NA24_TAG, count: '1' }],
          },
        ],
      },
    },
    answer: ticket,
  },
  {
    id: 'searchLicenseSubscriptions',
    evidence: 'C',
    in: 'path',
    method: 'POST',
    path: '/v1/accounts/campus.example/license-subscriptions',
    says: 'SUCCESS',
    body: { virtualAccounts: [], limit: 50, offset: 0 },
    answer: v1,
  },
  {
    id: 'subscriptionSearch',
    evidence: 'C',
    in: 'path',
    method: 'POST',
    path: '/v1/subscription/search',
    says: 'SUCCESS',
    body: {
      source: 'CCW',
      smartAccount: [{ smartAccountId: 1, domain: 'campus.example' }],
      additionalParams: [],
    },
    answer: {
      source: 'string',
      status: 'string',
      offerDetails: [
        {
          smartAccountId: 'integer',
          subscriptions: [
            {
              subRefId: 'string',
              vaDetails: [{ virtualAccountId: 'integer', virtualAccountName: 'string' }],
              suites: [{ suiteName: 'string', atoName: 'string', architecture: 'string' }],
              additionalParams: 'list',
            },
          ],
        },
      ],
    },
  },
  {
    id: 'removeDevices',
    evidence: 'C',
    in: 'path',
    method: 'POST',
    path: `/v2${VA}/devices/remove`,
    says: 'SUCCESS',
    body: { productInstacesRemoveRequests: [{ sudi, productTagName: '' }] },
    answer: {
      ...v1,
      removeProductInstancesStatus: [{ status: 'string', statusMessage: 'string', device: 'string' }],
    },
  },
  {
    id: 'removeDevicesNew',
    evidence: 'C',
    in: 'path',
    method: 'POST',
    path: `${A}/licensing/v3/accounts/campus.example/devices/remove?virtualAccountName=DEFAULT`,
    says: 'SUCCESS',
    body: { productInstancesRemoveRequests: [{ sudi, productTagName: '' }] },
    answer: {
      ...v1,
      removeProductInstancesStatus: [{ status: 'string', statusMessage: 'string', device: 'string' }],
    },
  },
  ...(
    [
      ['reserveLicenses', `/v2${VA}/reserve-licenses`],
      ['reserveLicensesV1', `/v1${VA}/reserve-licenses`],
      [
        'reserveLicensesNew',
        `${A}/licensing/v2/account/campus.example/virtual-account/DEFAULT/licenses/reserve`,
      ],
    ] as const
  ).map(
    ([id, path]): WideFacts => ({
      id,
      evidence: 'C',
      in: 'path',
      method: 'POST',
      path,
      says: 'SUCCESS',
      body: { reservationRequests },
      answer: { ...v1, authorizationCodes: code },
    }),
  ),
  {
    id: 'listDevicesNew',
    evidence: 'C',
    in: 'path',
    method: 'GET',
    path: `${A}/licensing/v2/accounts/campus.example/devices?virtualAccountName=DEFAULT&limit=50&offset=0`,
    says: 'SUCCESS',
    answer: {
      status: 'string',
      devices: [
        {
          instanceName: 'string',
          productTagName: 'string',
          sudi: { udiPid: 'string', udiSerialNumber: 'string' },
        },
      ],
    },
  },
  {
    id: 'findDevice',
    evidence: 'C',
    in: 'path',
    method: 'GET',
    path: `${A}/licensing/v2/device/search?udi_serial_number=FOC00000001`,
    says: 'COMPLETE',
    answer: {
      status: 'COMPLETE|OK',
      data: {
        account: {
          account_id: 'string',
          name: 'string',
          domain: 'string',
          virtual_account_id: 'string',
          virtual_account_name: 'string',
          default: 'boolean',
        },
        software_tag: 'string',
        sudi: { udi_pid: 'string', udi_serial_number: 'string' },
      },
    },
  },
  {
    id: 'searchSlrDetails',
    evidence: 'C',
    in: 'path',
    method: 'POST',
    path: `${A}/licensing/v1/search-slr-details`,
    says: 'SUCCESS',
    body: { softwareTags: ['regid.2017-05.com.cisco.C9300,v1_727af1d9-6c39-4444-b301-863f81445b72'] },
    answer: {
      status: 'string',
      data: [{ softwareTag: 'string', entitlements: [{ entitlementTag: 'string', type: 'string' }] }],
    },
  },
  {
    id: 'accountPolicy',
    evidence: 'C',
    in: 'pool',
    method: 'GET',
    path: `${A}/licensing/v2/account-policy`,
    says: 'SUCCESS',
    answer: { policy: { topic: 'string' } },
  },
  {
    id: 'searchUserSmartAccounts',
    evidence: 'C',
    in: 'path',
    method: 'GET',
    path: `${A}/accounts/v1/user/search-smart-accounts?userId=ann&addVirtualAccounts=true&addRoleDipslayName=true`,
    answer: { accounts: [{ domain: 'string' }] },
  },
  {
    id: 'pnpAccounts',
    evidence: 'C',
    in: 'path',
    method: 'GET',
    path: `${A}/pnp/v2/accounts?accountDomain=example&startIdx=0&rowsPerPage=100`,
    answer: pnpAccounts,
  },
  {
    id: 'pnpAccountsLegacy',
    evidence: 'C',
    in: 'path',
    method: 'GET',
    path: '/services/api/software/dms/v2/smartaccounts',
    answer: pnpAccounts,
  },
  {
    id: 'pnpVirtualAccounts',
    evidence: 'C',
    in: 'path',
    method: 'GET',
    path: `${A}/pnp/v2/accounts/campus.example/virtual-accounts?startIdx=0&rowsPerPage=100`,
    answer: pnpVirtualAccounts,
  },
  {
    id: 'pnpVirtualAccountsLegacy',
    evidence: 'C',
    in: 'path',
    method: 'GET',
    path: '/services/api/software/dms/v2/smartaccounts/campus.example/virtualaccounts',
    answer: pnpVirtualAccounts,
  },
  {
    id: 'eaConsumption',
    evidence: 'C',
    in: 'path',
    method: 'GET',
    path: `${A}/ea/v1/subscription/account/campus.example/consumption`,
    answer: consumption,
  },
  {
    id: 'eaConsumptionLegacy',
    evidence: 'C',
    in: 'path',
    method: 'GET',
    path: '/services/api/enterprise-agreements/v1/subscription/account/campus.example/subscription/Sub000003/consumption',
    answer: consumption,
  },
];
