import { describe, expect, test } from 'vitest';
import { NA24, NA24_TAG, NE24, labOf, reportOf } from './lab.ts';

const IDENTITY =
  /^\{"product_instance_identifier":\["The identity for the instance [0-9a-f-]{36} is not valid\.Please re-register the instance\."\]\}$/;
const DEVICES = '/v1/accounts/campus.example/devices';
const TOKENS = '/v1/accounts/campus.example/virtual-accounts/Branch%20North/tokens';
const all = { virtualAccounts: [], limit: 500, offset: 0 };
const advantage = [{ tag: NA24_TAG, name: 'network-advantage', count: 1 }];

/** Licenses CSSM shows in use by the first switch. */
const usageOf = (lab: ReturnType<typeof labOf>) =>
  lab.call('POST', DEVICES, all).body.devices[0]?.licenseUsage;

describe('a usage report', () => {
  test('lists the switch at once and its usage after the acknowledgement', async () => {
    const lab = labOf({ ackDelayMs: 120_000 });
    const reply = await lab.report(reportOf(1));
    expect(reply).toMatchObject({ status: 'OK', ackAfterMs: 120_000 });
    expect(usageOf(lab)).toEqual([]);
    await lab.clock.advance(119_000);
    expect(usageOf(lab)).toEqual([]);
    await lab.clock.advance(1_000);
    expect(usageOf(lab)).toEqual([{ license: NE24, quantity: 1 }]);
  });

  test('replaces what was in use before', async () => {
    const lab = labOf();
    await lab.report(reportOf(1));
    await lab.clock.advance(60_000);
    await lab.report(reportOf(1, { usage: advantage }));
    await lab.clock.advance(60_000);
    expect(usageOf(lab)).toEqual([{ license: NA24, quantity: 1 }]);
    const pools = lab.cssm.control.accounts()[0]?.virtualAccounts[0]?.pools;
    expect(pools?.find((row) => row.license === NE24)).toMatchObject({ quantity: 40, inUse: 0 });
  });

  test('with an unknown tag is listed under the tag; rows of count 0 are not listed', async () => {
    const lab = labOf();
    const usage = [
      { tag: 'regid.x', name: 'x', count: 2 },
      { tag: NA24_TAG, name: 'y', count: 0 },
    ];
    await lab.report(reportOf(1, { usage }));
    await lab.clock.advance(60_000);
    expect(usageOf(lab)).toEqual([{ license: 'regid.x', quantity: 2 }]);
  });

  test.each([
    [
      'a deleted account',
      (lab: ReturnType<typeof labOf>) => void lab.cssm.control.deleteAccount('campus.example'),
    ],
    [
      'a removed instance',
      (lab: ReturnType<typeof labOf>) => {
        const [uuid] = lab.cssm.ledger.state.instances.keys();
        lab.cssm.ledger.record({ type: 'instance-removed', uuid: uuid ?? '' }, 0);
      },
    ],
  ])('for %s gets the text that devices show', async (_name, act) => {
    const lab = labOf();
    const first = await lab.report(reportOf(1));
    act(lab);
    const reply = await lab.report(reportOf(1));
    expect(reply).toMatchObject({ status: 'INVALID STATUS CODE', reason: expect.stringMatching(IDENTITY) });
    if (first.status === 'OK' && reply.status !== 'OK') expect(reply.reason).toContain(first.instance);
  });

  test.each([
    ['an unknown account', { account: 'none.example' }],
    ['an unknown Virtual Account', { virtualAccount: 'X' }],
  ])('for %s too', async (_name, more) => {
    const reply = await labOf().report(reportOf(1, more));
    expect(reply).toMatchObject({ status: 'INVALID STATUS CODE', reason: expect.stringMatching(IDENTITY) });
  });

  test('that waits when its account goes is dropped', async () => {
    const lab = labOf();
    await lab.report(reportOf(1));
    lab.cssm.control.deleteAccount('campus.example');
    await lab.clock.advance(60_000);
    expect(
      lab.cssm.control.accounts()[0]?.virtualAccounts[0]?.pools.find((row) => row.license === NE24)?.inUse,
    ).toBe(0);
  });

  test('meets the faults of its account', async () => {
    const lab = labOf();
    lab.faults.add({ fault: 'cssm.unreachable', target: 'cssm:campus.example' });
    lab.faults.add({ fault: 'cssm.http-error', target: 'cssm:campus.example' });
    lab.faults.add({ fault: 'cssm.account-deleted', target: 'cssm:campus.example' });
    expect(await lab.report(reportOf(1, { account: 'merged.example' }))).toMatchObject({ status: 'OK' });
    // The deletion comes first: the account is gone whatever becomes of the connection.
    expect(await lab.report(reportOf(1))).toMatchObject({
      status: 'NO REPLY',
      reason: 'Communications failure',
    });
    expect(await lab.report(reportOf(1))).toMatchObject({
      status: 'INVALID STATUS CODE',
      reason: 'HTTP status code 503',
    });
    expect(await lab.report(reportOf(1))).toMatchObject({ reason: expect.stringMatching(IDENTITY) });
  });
});

describe('trust', () => {
  test('leads into the Virtual Account of the token', async () => {
    const lab = labOf();
    const { token } = lab.call('POST', TOKENS, { expiresAfterDays: 1, exportControlled: 'Not Allowed' }).body
      .tokenInfo;
    expect(await lab.trust(token, reportOf(1))).toMatchObject({
      status: 'OK',
      account: 'campus.example',
      virtualAccount: 'Branch North',
    });
    expect(lab.call('POST', DEVICES, all).body.devices[0].virtualAccount).toBe('Branch North');
  });

  test('moves a switch that its account knows', async () => {
    const lab = labOf();
    const before = await lab.report(reportOf(1));
    const { token } = lab.call('POST', TOKENS, { expiresAfterDays: 1, exportControlled: 'Not Allowed' }).body
      .tokenInfo;
    const reply = await lab.trust(token, reportOf(1));
    expect([before, reply]).toMatchObject([{ status: 'OK' }, { status: 'OK' }]);
    if (before.status === 'OK' && reply.status === 'OK') expect(reply.instance).toBe(before.instance);
    expect(lab.cssm.ledger.state.instances.size).toBe(1);
  });

  test('with a bad token is refused without repeating the token', async () => {
    const reply = await labOf().trust('not-a-token', reportOf(1));
    expect(reply).toMatchObject({ status: 'INVALID STATUS CODE' });
    expect(JSON.stringify(reply)).not.toContain('not-a-token');
  });
});

describe('the endpoint over HTTP', () => {
  const PATH = '/licservice/license';
  const { account, virtualAccount, ...facts } = reportOf(1);
  const said = { format: 'liclab-device/1', device: 'sw-1', ...facts };

  test('takes a report and says that the shape is ours', () => {
    const { response } = labOf().raw('POST', PATH, { ...said, operation: 'report', account, virtualAccount });
    expect(response).toMatchObject({ status: 200, headers: { 'x-simulator-shape': 'assumed' } });
    expect(JSON.parse(response?.body ?? '')).toMatchObject({ status: 'OK', ackAfterMs: 10_000 });
  });

  test('takes trust', () => {
    const lab = labOf();
    const { token } = lab.call('POST', TOKENS, { expiresAfterDays: 1, exportControlled: 'Not Allowed' }).body
      .tokenInfo;
    const { response } = lab.raw('POST', PATH, { ...said, operation: 'trust', token });
    expect(JSON.parse(response?.body ?? '')).toMatchObject({ status: 'OK', virtualAccount: 'Branch North' });
  });

  test('a device that gets no reply gets none', () => {
    const lab = labOf();
    lab.faults.add({ fault: 'cssm.unreachable', target: '*' });
    expect(
      lab.raw('POST', PATH, { ...said, operation: 'report', account, virtualAccount }).response,
    ).toBeNull();
  });

  test.each([
    ['garbage', 'x'],
    ['another format', { ...said, format: 'x', operation: 'report', account, virtualAccount }],
    ['no members', { ...said, members: [], operation: 'report', account, virtualAccount }],
    ['no account', { ...said, operation: 'report' }],
    ['an unknown field', { ...said, operation: 'report', account, virtualAccount, x: 1 }],
  ])('refuses %s', (_name, body) => {
    expect(labOf().raw('POST', PATH, body).response?.status).toBe(400);
  });
});

test('the same seed gives the same identifiers', async () => {
  const ids = async () => {
    const lab = labOf();
    await lab.report(reportOf(1));
    return [lab.token(), ...lab.cssm.ledger.state.instances.keys()];
  };
  expect(await ids()).toEqual(await ids());
});
