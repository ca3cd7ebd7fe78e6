import { describe, expect, test } from 'vitest';
import {
  cleanOutput,
  parseShowLicenseStatus,
  parseShowLicenseSummary,
} from '../../../../../core/wire/ios-xe/index.ts';
import { STATUS_AGENT_6, STATUS_LEGACY, STATUS_POLICY, SUMMARY } from './outputs.ts';

describe('show license summary', () => {
  test('is read, a row per tag', () => {
    const context = { line: 'show license summary', host: 'ber-acc-01' };
    expect(parseShowLicenseSummary(cleanOutput(SUMMARY, context))).toEqual({
      smartAccount: 'Example Networks, Inc',
      virtualAccount: 'Campus',
      rows: [
        {
          license: 'network-advantage',
          tagText: 'C9300-24 Network Advan...',
          isTagTextCut: true,
          count: 2,
          status: 'IN USE',
        },
        {
          license: 'dna-advantage',
          tagText: 'C9300-24 DNA Advantage',
          isTagTextCut: false,
          count: 2,
          status: 'IN USE',
        },
        {
          license: 'C9300 Network Essent...',
          tagText: 'C9300-48 (old) Network',
          isTagTextCut: false,
          count: 1,
          status: 'OUT OF COMPLIANCE',
        },
      ],
    });
  });

  test.each([
    [
      'no account block',
      'License Usage:\n  License  Entitlement Tag  Count Status\n  -----\n',
      [null, null, []],
    ],
    [
      'accounts that are none',
      'Account Information:\n  Smart Account: <none>\n  Virtual Account: <none>\n',
      [null, null, null],
    ],
    [
      'an account called None',
      'Account Information:\n  Smart Account: None\n  Virtual Account: None\n',
      ['None', 'None', null],
    ],
    ['no licenses', 'License Usage\n=============\n\nNo licenses in use\n', [null, null, []]],
    ['nothing', '', [null, null, null]],
  ])('%s', (_, output, [smartAccount, virtualAccount, rows]) => {
    expect(parseShowLicenseSummary(cleanOutput(output as string))).toEqual({
      smartAccount,
      virtualAccount,
      rows,
    });
  });
});

describe('show license status', () => {
  test('under policy', () => {
    expect(parseShowLicenseStatus(cleanOutput(STATUS_POLICY))).toEqual({
      scheme: 'policy',
      smartAccount: 'Works As of Yesterday',
      smartAccountAsOf: 'Jan 14 12:10:01 2026 UTC',
      virtualAccount: 'Campus',
      registration: null,
      authorization: null,
      transport: 'Smart',
      transportAddress: 'https://cssm.example.net/licservice/license',
      policyInUse: 'Installed On Jan 14 11:37:52 2026 UTC',
      policyName: 'Example Policy',
      isAckRequired: true,
      reporting: {
        lastAck: 'Jan 14 12:10:32 2026 UTC',
        nextAckDeadline: 'Apr 12 12:10:32 2026 UTC',
        pushIntervalDays: 30,
        nextAckCheck: null,
        nextPush: 'Feb 13 04:33:08 2026 UTC',
        lastPush: 'Jan 14 12:09:30 2026 UTC',
        lastFileWrite: null,
      },
      trust: [
        {
          role: 'Active',
          model: 'C9300-24UX',
          serial: 'FOC0000X0AA',
          isInstalled: true,
          installedAt: 'Jan 14 11:37:52 2026 UTC',
        },
        { role: 'Standby', model: 'C9300-48T', serial: 'FOC0000X0BB', isInstalled: false, installedAt: null },
      ],
    });
  });

  test('before policy', () => {
    const shown = parseShowLicenseStatus(cleanOutput(STATUS_LEGACY));
    expect(shown).toMatchObject({
      scheme: 'legacy',
      smartAccount: 'Example Networks, Inc',
      virtualAccount: 'Campus',
      registration: 'REGISTERED',
      authorization: 'OUT OF COMPLIANCE on Jan 22 18:58:17 2026 UTC',
      transport: 'Callhome',
      policyInUse: null,
      isAckRequired: null,
      trust: null,
    });
    expect(Object.values(shown.reporting).every((value) => value === null)).toBe(true);
  });

  test('agent 6 adds validity and type to trust', () => {
    const shown = parseShowLicenseStatus(cleanOutput(STATUS_AGENT_6));
    expect(shown.trust).toEqual([
      {
        role: 'Active',
        model: 'C9350-48T',
        serial: 'FOC0000X0DD',
        isInstalled: true,
        installedAt: 'Jan 23 15:28:43 2026 CET',
      },
    ]);
    expect(shown.reporting.pushIntervalDays).toBe(0);
  });

  test.each([
    ['none', 'Trust Code Installed: <none>', []],
    [
      'one date',
      'Trust Code Installed: Jan 03 08:23:45 2026 UTC',
      [{ role: null, model: null, serial: null, isInstalled: true, installedAt: 'Jan 03 08:23:45 2026 UTC' }],
    ],
    ['a heading alone', 'Trust Code Installed:', null],
    ['nothing', '', null],
  ])('trust: %s', (_, output, trust) => {
    expect(parseShowLicenseStatus(cleanOutput(output)).trust).toEqual(trust);
  });
});
