/**
 * Every failure of CSSM by its number: which faults make it, what CSSM answers the agent, what a switch shows and logs, and what the
 * agent says. `failures.test.ts` walks the table; `docs/cssm-failures.md` is made from it.
 */

/** One request of a manager, and how it ends: `ok`, an error code of the agent's client, or words of the answer. */
export interface ManagerCase {
  /** Empty: the failure needs none. */
  readonly fault: string;
  readonly times?: number;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly asks:
    | 'pools'
    | 'virtual account'
    | 'wrong client'
    | 'upload'
    | 'authorization'
    | 'on-prem'
    | 'sync';
  readonly ends: string;
  /** Which of the three ways CSSM may answer about an account that is gone. */
  readonly gone?: 'error' | 'forbidden' | 'not-found';
}

/** One switch that meets the fault when it reports, or when it is to trust. */
export interface SwitchCase {
  readonly fault: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly does: 'report' | 'trust';
  readonly transport?: 'callhome' | 'cslu';
  /** Has a Smart Account for itself, which the fault is aimed at. */
  readonly ownAccount?: true;
  /** Must stand in `show license tech support`. */
  readonly shows: readonly string[];
  /** Names and texts of the messages logged. */
  readonly logs: readonly string[];
  /** Outcome of the agent's verb, and words of its message. */
  readonly outcome: string;
  readonly words: string;
}

export interface Failure {
  readonly manager: readonly ManagerCase[];
  readonly switches: readonly SwitchCase[];
}

const ongoing = (overall: number, communication: number): string =>
  `Ongoing Failure: Overall=${overall} Communication=${communication}`;
const REFUSED = ['Last Response: INVALID STATUS CODE', ongoing(1, 0)];
const SILENT = ['Last Response: NO REPLY', ongoing(1, 1), 'Failure Reason: <none>'];
const IDENTITY = [
  ...REFUSED,
  'Failure Reason: {"product_instance_identifier":["The identity for the instance',
  'is not valid.Please re-register the instance."]}',
];
const COMM_FAILED = 'SMART_LIC-3-COMM_FAILED: Communications failure with the Cisco';
const SILENCE = `${COMM_FAILED} Smart Software Manager (CSSM) : Communications failure`;
const TRUST_FAILED = 'SMART_LIC-3-TRUST_CODE_INSTALL_FAILED: ';

function trustRefused(fault: string, reason: string): SwitchCase {
  const shows = [...REFUSED, `Failure Reason: ${reason}`];
  return { fault, does: 'trust', shows, logs: [TRUST_FAILED], outcome: 'not-trusted', words: reason };
}

function silent(fault: string, logs: readonly string[], more: Partial<SwitchCase> = {}): SwitchCase {
  return {
    fault,
    does: 'report',
    shows: SILENT,
    logs,
    outcome: 'cssm-unanswered',
    words: 'NO REPLY',
    ...more,
  };
}

const token = (why: string): string => `{"token":["The token is not valid. ${why}"]}`;
const ok = { outcome: 'ok', words: '', logs: [] } as const;

/** C1 to C32; C19 is the agent's own, C32 the recovery. */
export const FAILURES: Readonly<Record<string, Failure>> = {
  C1: {
    manager: (['error', 'forbidden', 'not-found'] as const).flatMap((gone): ManagerCase[] => [
      { fault: 'cssm.account-deleted', asks: 'pools', ends: 'CSSM_ACCOUNT_DELETED', gone },
      { fault: 'cssm.account-deactivated', asks: 'pools', ends: 'CSSM_ACCOUNT_INACTIVE', gone },
    ]),
    switches: [
      {
        fault: 'cssm.account-deleted',
        does: 'report',
        ownAccount: true,
        shows: IDENTITY,
        logs: [],
        outcome: 'rejected',
        words: 'CSSM has no Smart Account',
      },
      {
        fault: 'cssm.account-deactivated',
        does: 'report',
        ownAccount: true,
        shows: IDENTITY,
        logs: [],
        outcome: 'rejected',
        words: 'is not in use: CSSM says "Deactivated"',
      },
    ],
  },
  C2: { manager: [{ fault: 'cssm.role-lost', asks: 'pools', ends: 'CSSM_FORBIDDEN' }], switches: [] },
  C3: {
    manager: [{ fault: 'cssm.virtual-account-deleted', asks: 'virtual account', ends: 'CSSM_REFUSED' }],
    switches: [
      {
        fault: 'cssm.virtual-account-deleted',
        does: 'report',
        ownAccount: true,
        shows: IDENTITY,
        logs: [],
        outcome: 'rejected',
        words: 'has no Virtual Account "Branch" any more',
      },
    ],
  },
  C4: {
    manager: [],
    switches: [
      {
        fault: 'cssm.instance-removed',
        does: 'report',
        shows: IDENTITY,
        logs: [],
        outcome: 'rejected',
        words: 'the instance was removed. Associate it again.',
      },
    ],
  },
  C5: {
    manager: [],
    switches: [
      trustRefused('cssm.token-expired', token('The token has expired.')),
      trustRefused('cssm.token-revoked', token('The token was revoked.')),
      trustRefused('cssm.token-used-up', token('The token was used as often as it may be.')),
    ],
  },
  C6: {
    manager: [],
    switches: [
      trustRefused(
        'cssm.udi-duplicate',
        '{"sudi":["The device is trusted already. Use force to replace its trust."]}',
      ),
    ],
  },
  C7: {
    manager: [],
    switches: [
      trustRefused(
        'cssm.clock-skew',
        '{"timestamp":["The time of the device differs from that of the server by more than one hour."]}',
      ),
    ],
  },
  C8: { manager: [{ fault: 'cssm.bearer-expired', asks: 'pools', ends: 'ok' }], switches: [] },
  C9: {
    manager: [
      { fault: 'cssm.client-invalid', asks: 'pools', ends: 'CSSM_NOT_SUBSCRIBED' },
      { fault: '', asks: 'wrong client', ends: 'CSSM_CLIENT_REFUSED' },
    ],
    switches: [],
  },
  C10: {
    manager: [{ fault: 'cssm.dns', times: 9, asks: 'pools', ends: 'CSSM_UNREACHABLE' }],
    switches: [
      silent(
        'cssm.dns',
        [`${COMM_FAILED} Smart License Utility (CSLU) : Unable to resolve server hostname/domain name`],
        { transport: 'cslu' },
      ),
    ],
  },
  C11: {
    manager: [{ fault: 'cssm.empty-reply', asks: 'pools', ends: 'CSSM_NOT_JSON' }],
    switches: [
      silent('cssm.empty-reply', [
        `${COMM_FAILED} Smart Software Manager (CSSM) : Received empty response from server`,
      ]),
      {
        fault: 'cssm.on-prem-old',
        does: 'report',
        shows: REFUSED,
        logs: [
          'SMART_LIC-4-REPORTING_NOT_SUPPORTED: Smart Agent for Licensing CSSM OnPrem is down rev and does not support the enhanced policy and usage reporting mode.',
        ],
        outcome: 'rejected',
        words: 'does not support usage reporting',
      },
    ],
  },
  C12: {
    manager: [{ fault: 'cssm.tls-untrusted', asks: 'pools', ends: 'CSSM_TLS' }],
    switches: [
      silent(
        'cssm.tls-untrusted',
        [
          'CALL_HOME-5-SL_MESSAGE_FAILED: Fail to send out Smart Licensing message to: https://tools.cisco.com/its/service/oddce/services/DDCEService (ERR 205 : Request Aborted)',
          SILENCE,
        ],
        { transport: 'callhome' },
      ),
    ],
  },
  C13: {
    manager: [
      { fault: 'cssm.hang', times: 20, asks: 'pools', ends: 'CSSM_TIMEOUT' },
      { fault: 'cssm.unreachable', times: 9, asks: 'pools', ends: 'CSSM_UNREACHABLE' },
      { fault: 'cssm.html-login', asks: 'pools', ends: 'CSSM_NOT_JSON' },
    ],
    switches: [
      silent('cssm.unreachable', [SILENCE]),
      silent(
        'cssm.hang',
        [
          'CALL_HOME-5-SL_MESSAGE_FAILED: Fail to send out Smart Licensing message to: https://tools.cisco.com/its/service/oddce/services/DDCEService (ERR 207 : Connection time out)',
          SILENCE,
        ],
        { transport: 'callhome' },
      ),
    ],
  },
  C14: {
    manager: [],
    switches: [
      silent(
        'cssm.call-home-off',
        [`${COMM_FAILED} Smart Software Manager (CSSM) : The action failed because`],
        {
          transport: 'callhome',
          shows: [
            'Last Response: NO REPLY',
            'Failure Reason: The action failed because smart license transport is disabled in call-home. Please retry after manually enabling smart license transport with command "reporting smart-licensing-data"',
          ],
        },
      ),
    ],
  },
  C15: {
    manager: [],
    switches: [
      {
        fault: 'cssm.busy',
        does: 'report',
        shows: [
          'Last Response: OK_TRY_AGAIN',
          ongoing(1, 0),
          'Failure Reason: Server error occurred: LS_LICENGINE_FAIL_TO_CONNECT',
        ],
        logs: [],
        outcome: 'rejected',
        words: 'OK_TRY_AGAIN: Server error occurred: LS_LICENGINE_FAIL_TO_CONNECT',
      },
    ],
  },
  C16: {
    manager: [
      { fault: 'cssm.http-error', times: 9, asks: 'pools', ends: 'CSSM_UNAVAILABLE' },
      ...['3', 'Mon, 05 Jan 2026 08:00:30 GMT', '99999999999', '-7', 'soon', '1.5', ''].map(
        (retryAfter): ManagerCase => ({
          fault: 'cssm.http-error',
          params: { status: 429, retryAfter },
          asks: 'pools',
          ends: 'ok',
        }),
      ),
      {
        fault: 'cssm.http-error',
        times: 9,
        params: { status: 429 },
        asks: 'pools',
        ends: 'CSSM_RATE_LIMITED',
      },
    ],
    switches: [
      {
        fault: 'cssm.http-error',
        params: { status: 503 },
        does: 'report',
        shows: [...REFUSED, 'Failure Reason: HTTP status code 503'],
        logs: [],
        outcome: 'rejected',
        words: 'HTTP status code 503',
      },
    ],
  },
  C17: {
    manager: [
      { fault: 'cssm.slow', asks: 'pools', ends: 'ok' },
      { fault: 'cssm.poll-long', asks: 'upload', ends: '202 OK_POLL, then OK_POLL' },
    ],
    switches: [
      {
        fault: 'cssm.ack-late',
        params: { delayMs: 300_000 },
        does: 'report',
        shows: ['Last Response: OK_POLL'],
        ...ok,
      },
    ],
  },
  C18: {
    manager: [
      { fault: 'cssm.page-partial', times: 3, asks: 'pools', ends: 'CSSM_PAGE_PARTIAL' },
      { fault: 'cssm.page-repeated', times: 3, asks: 'pools', ends: 'CSSM_PAGE_REPEATED' },
      { fault: 'cssm.page-shrinking', times: 3, asks: 'pools', ends: 'CSSM_PAGE_PARTIAL' },
      { fault: 'cssm.page-partial', asks: 'pools', ends: 'ok' },
      { fault: 'cssm.truncated', asks: 'pools', ends: 'CSSM_NOT_JSON' },
      { fault: 'cssm.garbage', asks: 'pools', ends: 'CSSM_NOT_JSON' },
    ],
    switches: [],
  },
  C19: { manager: [{ fault: '', asks: 'upload', ends: '202 OK_POLL, then OK_POLL' }], switches: [] },
  C20: {
    manager: [{ fault: 'cssm.rum-duplicate', asks: 'upload', ends: '200 FAILED DUPLICATE_REPORT' }],
    switches: [],
  },
  C21: {
    manager: [{ fault: 'cssm.rum-tampered', asks: 'upload', ends: '200 FAILED SIGNATURE' }],
    switches: [],
  },
  C22: {
    manager: [{ fault: 'cssm.ack-never', asks: 'upload', ends: '202 OK_POLL, then OK_POLL' }],
    switches: [
      {
        fault: 'cssm.ack-never',
        does: 'report',
        shows: ['Last Response: OK_POLL', 'Last ACK received: <none>'],
        logs: [],
        outcome: 'unacknowledged',
        words: 'has not acknowledged it yet',
      },
    ],
  },
  C23: {
    manager: [{ fault: 'cssm.shortage', asks: 'pools', ends: 'ok: short of 1' }],
    switches: [
      { fault: 'cssm.shortage', does: 'report', ownAccount: true, shows: ['Status: IN USE(15)'], ...ok },
    ],
  },
  C24: {
    manager: [{ fault: 'cssm.export-denied', asks: 'authorization', ends: 'FAILED NOT_AUTHORIZED' }],
    switches: [],
  },
  C25: {
    manager: [{ fault: 'cssm.license-expired', asks: 'pools', ends: 'ok: ended 2026-01-04' }],
    switches: [],
  },
  C26: {
    manager: [],
    switches: [
      {
        fault: 'cssm.policy-changed',
        does: 'report',
        ownAccount: true,
        shows: [
          'Policy in use: Installed On Jan 05',
          'Policy name: SLE Policy',
          'First report requirement (days): 30 (Customer Policy)',
          'InPolicy(60)',
        ],
        ...ok,
      },
    ],
  },
  C27: {
    manager: [{ fault: 'cssm.on-prem-lapsed', asks: 'sync', ends: 'scheduled: token-expired; manual: ok' }],
    switches: [],
  },
  C28: {
    manager: [{ fault: 'cssm.on-prem-booting', asks: 'on-prem', ends: '502' }],
    switches: [silent('cssm.on-prem-booting', [SILENCE])],
  },
  C29: {
    manager: [],
    switches: [
      {
        fault: 'cssm.no-trust',
        does: 'report',
        shows: [
          'Communication Level Allowed: INDIRECT',
          'Overall State: Insufficient trust for direct communication',
        ],
        logs: [],
        outcome: 'unheard',
        words: '',
      },
    ],
  },
  C30: {
    manager: [{ fault: 'cssm.invalid-tag', asks: 'authorization', ends: 'FAILED INVALID_TAG' }],
    switches: [],
  },
  C31: {
    manager: [{ fault: 'cssm.instance-poisoned', asks: 'authorization', ends: 'FAILED RESERVATION_EXISTS' }],
    switches: [],
  },
  C32: { manager: [{ fault: 'cssm.unreachable', asks: 'pools', ends: 'ok' }], switches: [] },
};
