import { describe, expect, test } from 'vitest';
import { parseJsonObject } from '../../../core/wire/cssm/json.ts';
import { HSEC } from '../../../simulator/cssm/device/tags.ts';
import { CLEAN_QUIRKS } from '../../../simulator/cssm/options.ts';
import { NA24, NA24_TAG, NE24, labOf, rumRow } from './lab.ts';

const REPORT = '/v2/devices/reportusage';
const AUTH = '/v2/devices/authrequest';
type Lab = ReturnType<typeof labOf>;

/** The poll id as it stands in the text. */
const pollId = (text: string): bigint => {
  const id = parseJsonObject(text)['poll_id'];
  return typeof id === 'bigint' ? id : BigInt(Number(id));
};

/** Polls with the digits unquoted, as the service wants them. */
function poll(lab: Lab, id: bigint | string, action = 'acknowledgements') {
  const body = `{"data":{"timestamp":1,"nonce":"n-2","poll_id":${id},"action":"${action}"}}`;
  return lab.call('POST', '/v2/accounts/poll', body, lab.poolHeaders()).body;
}

const license = (lab: Lab, name: string) =>
  lab.cssm.control.accounts()[0]?.virtualAccounts[0]?.pools.find((row) => row.license === name);

describe('an upload of usage', () => {
  test('is taken with 202, polled until the acknowledgement, and counts then', async () => {
    const lab = labOf({ ackDelayMs: 180_000 });
    const answer = lab.pool(REPORT, { reports: [rumRow(1), rumRow(2)] });
    expect(answer).toMatchObject({
      status: 202,
      isAssumed: false,
      body: {
        status: 'OK_POLL',
        poll_interval: 300,
        action: 'acknowledgements',
        message_code: null,
        message: null,
      },
    });
    const id = pollId(answer.text);
    expect(poll(lab, id)).toMatchObject({ status: 'OK_POLL' });
    expect(license(lab, NE24)?.inUse).toBe(0);
    await lab.clock.advance(180_000);
    const done = poll(lab, id);
    expect(done).toMatchObject({ status: 'COMPLETE', type: 'acknowledgements', nonce: 'n-2' });
    expect(done.data.acknowledgements).toHaveLength(2);
    const file = Buffer.from(done.data.acknowledgements[0].smart_license, 'base64').toString();
    expect(file).toContain('<smartLicenseRumAck>');
    expect(file).toContain('"name":"CISCO default"');
    expect(license(lab, NE24)?.inUse).toBe(2);
  });

  test('has a poll id that a double does not hold, unquoted; a client that rounds it meets nothing', () => {
    const lab = labOf();
    const { text, body } = lab.pool(REPORT, { reports: [rumRow(1)] });
    expect(text).toMatch(/"poll_id":77\d{15,16}[,}]/);
    expect(Number.isSafeInteger(body.poll_id)).toBe(false);
    expect(poll(lab, String(body.poll_id))).toMatchObject({ status: 'FAILED', message_code: 'POLL_UNKNOWN' });
    expect(poll(lab, pollId(text)).status).toBe('OK_POLL');
  });

  test('has a safe poll id in clean mode', () => {
    const lab = labOf({ quirks: CLEAN_QUIRKS });
    expect(Number.isSafeInteger(lab.pool(REPORT, { reports: [rumRow(1)] }).body.poll_id)).toBe(true);
  });

  test.each([
    ['in quotes', '"771"', 'acknowledgements', 'POLL_ID'],
    ['unknown', '771', 'acknowledgements', 'POLL_UNKNOWN'],
  ])('a poll id %s is refused', (_name, id, action, code) => {
    expect(poll(labOf(), id, action)).toMatchObject({ status: 'FAILED', message_code: code });
  });

  test('a poll for another action, and one of another account, are refused', () => {
    const lab = labOf();
    const id = pollId(lab.pool(REPORT, { reports: [rumRow(1)] }).text);
    expect(poll(lab, id, 'authorizations')).toMatchObject({ message_code: 'POLL_ACTION' });
    const [, other] = lab.cssm.ledger.state.accounts.values();
    const headers = {
      ...lab.poolHeaders(),
      'x-csw-smart-account-id': String(other?.id),
      'x-csw-virtual-account-id': String(other?.virtualAccounts.get('DEFAULT')?.id),
    };
    const body = `{"data":{"poll_id":${id},"action":"acknowledgements"}}`;
    expect(lab.call('POST', '/v2/accounts/poll', body, headers).body).toMatchObject({
      message_code: 'POLL_UNKNOWN',
    });
  });

  test('of the same report again is FAILED, as a whole', () => {
    const lab = labOf();
    lab.pool(REPORT, { reports: [rumRow(1)] });
    const { seq } = lab.cssm.ledger.state;
    const again = lab.pool(REPORT, { reports: [rumRow(2), rumRow(1)] });
    expect(again).toMatchObject({
      status: 200,
      body: { status: 'FAILED', message_code: 'DUPLICATE_REPORT' },
    });
    expect(lab.cssm.ledger.state.seq).toBe(seq);
  });

  test('several tags of one device count together', async () => {
    const lab = labOf();
    const [one, two] = [rumRow(1), rumRow(1, 2, { tag: NA24_TAG, count: 3 })];
    lab.pool(REPORT, { reports: [{ ...one, usage: [...one.usage, ...two.usage] }] });
    await lab.clock.advance(60_000);
    expect([license(lab, NE24)?.inUse, license(lab, NA24)?.inUse]).toEqual([1, 3]);
  });

  const row = rumRow(1);
  const [usage] = row.usage;
  test.each([
    ['no list', 'x', 'REPORTS'],
    ['an empty list', [], 'REPORTS'],
    ['more than 1,000 reports', Array.from({ length: 1_001 }, () => row), 'REPORTS'],
    ['a report without usage', [{ sudi: row.sudi, usage: [] }], 'REPORTS'],
    ['a payload that is no text', [{ sudi: row.sudi, usage: [{ ...usage, payload: {} }] }], 'REPORTS'],
    ['a payload that is no report', [{ sudi: row.sudi, usage: [{ ...usage, payload: '{}' }] }], 'REPORTS'],
    [
      'a payload beyond the limit',
      [{ sudi: row.sudi, usage: [{ ...usage, payload: ' '.repeat(65_537) }] }],
      'REPORTS',
    ],
    ['a sudi that is not the payload’s', [{ ...row, sudi: { udi_serial_number: 'X' } }], 'REPORTS'],
  ])('%s is refused and leaves the ledger alone', (_name, reports, code) => {
    const lab = labOf();
    const { seq } = lab.cssm.ledger.state;
    expect(lab.pool(REPORT, { reports }).body).toMatchObject({ status: 'FAILED', message_code: code });
    expect(lab.cssm.ledger.state.seq).toBe(seq);
  });

  test('with strict signatures the bytes must be those that were signed', () => {
    const lab = labOf({ checkSignatures: true });
    const again = { ...usage, payload: JSON.stringify(JSON.parse(usage?.payload ?? ''), null, 1) };
    expect(lab.pool(REPORT, { reports: [{ ...row, usage: [again] }] }).body).toMatchObject({
      message_code: 'SIGNATURE',
    });
    expect(lab.pool(REPORT, { reports: [row] }).status).toBe(202);
  });

  test('for a removed instance is refused', () => {
    const lab = labOf();
    lab.pool(REPORT, { reports: [row] });
    const [uuid] = lab.cssm.ledger.state.instances.keys();
    lab.cssm.ledger.record({ type: 'instance-removed', uuid: uuid ?? '' }, 0);
    expect(lab.pool(REPORT, { reports: [rumRow(1, 2)] }).body).toMatchObject({
      message_code: 'REPORT_REFUSED',
    });
  });
});

describe('authorization codes', () => {
  const sudi = { udi_pid: 'C9300-24T', udi_serial_number: 'FOC00000001' };
  const asked = (keys: readonly object[], more: object = {}) => ({
    licenses: [{ sudi, hostname: 'sw-1', keys, ...more }],
  });
  const fetch = async (lab: Lab, data: object) => {
    const id = pollId(lab.pool(AUTH, data).text);
    expect(poll(lab, id, 'authorizations')).toMatchObject({ status: 'OK_POLL' });
    await lab.clock.advance(1_000);
    return poll(lab, id, 'authorizations').data.authorizations[0];
  };
  const bought = (lab: Lab) => {
    const pool = { account: 'campus.example', virtualAccount: 'DEFAULT', license: HSEC.license, quantity: 2 };
    lab.cssm.control.deposit(pool);
  };

  test('are reserved for the device and come back with a return code', async () => {
    const lab = labOf();
    bought(lab);
    const granted = await fetch(lab, asked([{ entitlement: HSEC.tag, count: '1' }]));
    expect(granted).toMatchObject({ status: 'SUCCESS', error_code: 'None', sudi, auth_status: [] });
    expect(license(lab, HSEC.license)).toMatchObject({ quantity: 2, reserved: 1 });
    expect(await fetch(lab, asked([], { remove_code: 'dST8Mh-1' }))).toMatchObject({
      status: 'SUCCESS',
      smart_license: null,
    });
    expect(license(lab, HSEC.license)).toMatchObject({ quantity: 2, reserved: 0 });
    expect(lab.cssm.control.alerts('campus.example').map(({ name }) => name)).toContain(
      'Reserved Licenses Returned to Smart Account',
    );
  });

  test.each([
    ['too few', asked([{ entitlement: HSEC.tag, count: '3' }]), 'NOT_AVAILABLE'],
    ['an unknown tag', asked([{ entitlement: 'regid.x', count: '1' }]), 'INVALID_TAG'],
    ['no count', asked([{ entitlement: HSEC.tag }]), 'INVALID_TAG'],
    ['nothing to return', asked([], { remove_code: 'x' }), 'RETURN'],
    ['neither keys nor a code', asked([]), 'KEYS'],
  ])('%s is refused for that device', async (_name, data, code) => {
    const lab = labOf();
    bought(lab);
    expect(await fetch(lab, data)).toMatchObject({ status: 'FAILED', error_code: code, smart_license: null });
    expect(license(lab, HSEC.license)?.reserved).toBe(0);
  });

  test.each([
    ['no list', {}],
    ['a device without sudi', { licenses: [{ keys: [] }] }],
    ['keys that are no list', { licenses: [{ sudi, keys: 1 }] }],
  ])('%s is refused', (_name, data) => {
    expect(labOf().pool(AUTH, data).body).toMatchObject({ status: 'FAILED', message_code: 'LICENSES' });
  });
});
