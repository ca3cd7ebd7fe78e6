import { describe, expect, test } from 'vitest';
import {
  cleanOutput,
  instanceNotValid,
  parseCommunicationStatistics,
} from '../../../../../core/wire/ios-xe/index.ts';

const IDENTITY =
  '{"product_instance_identifier":["The identity for the instance 11112222-3333-4444-5555-666677778888 is not valid.Please re-register the instance."]}';

/** Layout of agents 5.1 to 6.0; account, dates and identifier are ours. */
const OUTPUT = `
Upcoming Scheduled Jobs
=======================
Current time: Mar 01 2026 10:00:00 UTC

Communication Statistics:
=======================
Communication Level Allowed: DIRECT
Overall State: <empty>
Trust Establishment:
  Attempts: Total=1, Success=1, Fail=0  Ongoing Failure: Overall=0 Communication=0
  Last Response: OK on Jan 05 08:00:00 2026 UTC
    Failure Reason: <none>
  Last Success Time: Jan 05 08:00:00 2026 UTC
  Last Failure Time: <none>
Usage Reporting:
  Attempts: Total=7, Success=4, Fail=3  Ongoing Failure: Overall=2 Communication=0
  Last Response: INVALID STATUS CODE on Mar 01 09:59:00 2026 UTC
    Failure Reason: ${IDENTITY}
  Last Success Time: Feb 01 08:00:00 2026 UTC
  Last Failure Time: Mar 01 09:59:00 2026 UTC
Trust Sync:
  Attempts: Total=2, Success=1, Fail=1 Ongoing Failure: Overall=1 Communication=1
  Last Response: NO REPLY on Mar 01 09:58:00 2026 UTC
    Failure Reason: <none>

License Certificates
====================
Production Cert: True
`;

const read = (output: string) => parseCommunicationStatistics(cleanOutput(output));

describe('show license tech support', () => {
  test('counters tell a refusal from silence', () => {
    const statistics = read(OUTPUT);
    expect(statistics).toMatchObject({ levelAllowed: 'DIRECT', overallState: null });
    expect([...(statistics?.messages.keys() ?? [])]).toEqual([
      'Trust Establishment',
      'Usage Reporting',
      'Trust Sync',
    ]);
    expect(statistics?.messages.get('Usage Reporting')).toEqual({
      success: 4,
      fail: 3,
      ongoingFailures: 2,
      ongoingUnanswered: 0,
      lastResponse: 'INVALID STATUS CODE on Mar 01 09:59:00 2026 UTC',
      failureReason: IDENTITY,
    });
    expect(statistics?.messages.get('Trust Sync')).toMatchObject({
      success: 1,
      fail: 1,
      ongoingUnanswered: 1,
      failureReason: null,
    });
  });

  test('a switch that sends nothing says why', () => {
    const silent = OUTPUT.replace(
      'Overall State: <empty>',
      'Overall State: Device configured for Offline transport',
    );
    expect(read(silent)?.overallState).toBe('Device configured for Offline transport');
  });

  test.each([
    ['nothing', '', null],
    ['an output without the section', 'License Certificates\nProduction Cert: True\n', null],
    ['a heading alone', 'Communication Statistics:\n', { levelAllowed: null, overallState: null }],
  ])('%s', (_name, output, expected) => {
    const statistics = read(output);
    if (expected === null) expect(statistics).toBeNull();
    else expect(statistics).toMatchObject(expected);
  });

  test('numbers that are none count as zero', () => {
    const odd = OUTPUT.replaceAll('Total=7, Success=4', 'Total=many, Success=-1');
    expect(read(odd)?.messages.get('Usage Reporting')).toMatchObject({ success: 0, fail: 0 });
  });
});

test.each([
  [IDENTITY, '11112222-3333-4444-5555-666677778888'],
  ['The token is not valid.', null],
  [null, null],
])('the instance that CSSM does not know: %s', (reason, instance) => {
  expect(instanceNotValid(reason)).toBe(instance);
});
