import { describe, expect, test } from 'vitest';
import { HSEC } from '../../../simulator/cssm/device/tags.ts';
import { NE24, labOf, reportOf } from './lab.ts';

const SMART = '/licservice/license';
const { account, virtualAccount, ...facts } = reportOf(1);
const sender = { format: 'liclab-device/1', device: 'sw-1', members: facts.members };
const introduced = { ...facts, ...sender };
type Lab = ReturnType<typeof labOf>;

/** Sends one message; the reply is parsed. */
function send(lab: Lab, operation: string, more: object = {}, path = SMART) {
  const { response } = lab.raw('POST', path, { operation, ...more });
  return {
    status: response?.status,
    isAssumed: response?.headers['x-simulator-shape'] === 'assumed',
    reply: JSON.parse(response?.body ?? 'null'),
  };
}

const report = (lab: Lab, path?: string, more: object = {}) =>
  send(lab, 'report', { ...introduced, account, virtualAccount, ...more }, path);
const instances = (lab: Lab) => lab.cssm.control.instances('campus.example');
const tokenOf = (lab: Lab) =>
  lab.cssm.control.act('create-token', { account: 'campus.example', virtualAccount: 'Branch North' })[
    'token'
  ];

describe('every transport reaches the same desk', () => {
  test.each([
    SMART,
    '/SmartTransport',
    '/its/service/oddce/services/DDCEService',
    '/Transportgateway/services/DeviceRequestHandler',
    '/cslu/v1/pi',
  ])('%s', (path) => {
    const lab = labOf();
    const answer = report(lab, path);
    expect(answer).toMatchObject({ status: 200, isAssumed: true, reply: { status: 'OK', report: 1 } });
    expect(instances(lab)).toHaveLength(1);
  });

  test('a CSLU path in an On-Prem names the Virtual Account', () => {
    const lab = labOf();
    const path = '/cslu/v1/pi/Branch%20North-1';
    expect(report(lab, path, { virtualAccount: undefined }).reply.status).toBe('OK');
    expect(instances(lab)[0]?.virtualAccount).toBe('Branch North');
  });

  test.each(['/cslu/v1/pi/', '/cslu/v1/pi/Branch', '/cslu/v1/pi/%E0%A4%A-1', '/cslu/v1/other'])(
    '%s is not known',
    (path) => {
      const lab = labOf();
      expect(report(lab, path).status).toBe(404);
      expect(lab.journal.from(1).at(-1)?.op).toBe('unmatched');
    },
  );
});

describe('a report', () => {
  test('is polled until its acknowledgement, which brings the policy', async () => {
    const lab = labOf({ ackDelayMs: 60_000 });
    const { reply } = report(lab);
    const poll = (number: number) => send(lab, 'poll', { ...sender, account, report: number }).reply;
    expect(poll(reply.report)).toEqual({ status: 'OK_POLL' });
    await lab.clock.advance(60_000);
    expect(poll(reply.report)).toMatchObject({ status: 'OK', instance: reply.instance });
    expect(poll(reply.report).file).toContain('<smartLicenseRumAck>');
    expect(poll(reply.report).file).toContain('"name":"CISCO default"');
    expect(poll(99)).toMatchObject({ status: 'INVALID STATUS CODE' });
  });

  test('of a device that nobody knows is not polled', () => {
    const asked = { ...sender, account, report: 1 };
    expect(send(labOf(), 'poll', asked).reply.reason).toContain('product_instance_identifier');
  });

  test('is called renewal by legacy devices', () => {
    const lab = labOf();
    const renewed = send(lab, 'renew', { ...introduced, account, virtualAccount });
    expect(renewed.reply).toMatchObject({ status: 'OK', isCompliant: true });
  });

  test('says when its Virtual Account has too few', () => {
    const lab = labOf();
    const usage = [{ ...facts.usage[0], count: 41 }];
    expect(report(lab, SMART, { usage }).reply).toMatchObject({ status: 'OK', isCompliant: true });
    expect(report(lab, SMART, { usage: [{ ...facts.usage[0], count: 71 }] }).reply.isCompliant).toBe(false);
  });
});

describe('trust', () => {
  test.each(['trust', 'register'])('%s leads into the Virtual Account of the token', (operation) => {
    const lab = labOf();
    const { reply } = send(lab, operation, { ...introduced, token: tokenOf(lab) });
    expect(reply).toMatchObject({ status: 'OK', account, virtualAccount: 'Branch North' });
  });

  test('of a serial number that is taken needs force', () => {
    const lab = labOf();
    lab.faults.add({ fault: 'cssm.udi-duplicate', target: 'sw-1', times: 2 });
    const asked = { ...introduced, token: tokenOf(lab) };
    expect(send(lab, 'trust', asked).reply.reason).toContain('Use force');
    expect(send(lab, 'trust', { ...asked, isForced: true }).reply.status).toBe('OK');
  });
});

test('authorization is given, held and returned', () => {
  const lab = labOf();
  const pool = { account, virtualAccount, license: HSEC.license };
  lab.cssm.control.act('deposit', { ...pool, quantity: 1 });
  report(lab);
  const ask = (entitlements: object[]) => send(lab, 'authorize', { ...sender, account, entitlements }).reply;
  const one = [{ tag: HSEC.tag, count: 1 }];
  expect(ask(one).file).toContain('<smartLicenseAuthorization>');
  expect(instances(lab)[0]?.authorized).toEqual([{ license: HSEC.license, quantity: 1 }]);
  expect(ask(one)).toMatchObject({ status: 'INVALID STATUS CODE', reason: expect.stringContaining('0 of') });
  // Such a device does not go without returning what it holds.
  const leave = () => send(lab, 'deregister', { ...sender, account }).reply.status;
  expect(leave()).toBe('INVALID STATUS CODE');
  expect(ask([]).status).toBe('OK');
  expect(ask([{ tag: 'nonsense', count: 1 }]).reason).toContain('tag is not known');
  expect(leave()).toBe('OK');
});

test('de-registration frees the licenses, and the device has to be trusted anew', async () => {
  const lab = labOf();
  report(lab);
  await lab.clock.advance(60_000);
  const inUse = () =>
    lab.cssm.control.accounts()[0]?.virtualAccounts[0]?.pools.find(({ license }) => license === NE24)?.inUse;
  expect(inUse()).toBe(1);
  expect(send(lab, 'deregister', { ...sender, account }).reply.status).toBe('OK');
  expect([instances(lab), inUse()]).toEqual([[], 0]);
  expect(report(lab).reply.status).toBe('INVALID STATUS CODE');
  expect(send(lab, 'deregister', { ...sender, account }).reply.status).toBe('INVALID STATUS CODE');
});

test.each([
  ['an unknown operation', { ...sender, operation: 'telemetry', account }],
  ['a poll without a number', { ...sender, operation: 'poll', account }],
  [
    'a negative count',
    { ...sender, operation: 'authorize', account, entitlements: [{ tag: 't', count: -1 }] },
  ],
  ['a report that names no Virtual Account', { ...introduced, operation: 'report', account }],
  [
    'too many members',
    { ...sender, operation: 'deregister', account, members: Array(17).fill(sender.members[0]) },
  ],
])('%s is refused, and nothing is changed', (_name, body) => {
  const lab = labOf();
  const before = lab.cssm.control.events().length;
  const { response } = lab.raw('POST', SMART, body);
  expect(response).toMatchObject({ status: 400, headers: { 'x-simulator-shape': 'assumed' } });
  expect(lab.cssm.control.events()).toHaveLength(before);
});
