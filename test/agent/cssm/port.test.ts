import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import type { Outcome } from '../../../core/machine.ts';
import type { CssmEffect } from '../../../core/ports/cssm.ts';
import { createCssmPort } from '../../../agent/cssm/port.ts';
import { NA24, NA24_TAG, NE24, reportOf } from '../../simulator/cssm/lab.ts';
import { clientOf, jsonAnswer } from './support.ts';

const advantage = { usage: [{ tag: NA24_TAG, name: 'network-advantage', count: 1 }] };
const effectOf = (number: number, more: Partial<CssmEffect> = {}): CssmEffect => ({
  op: 'cssm-look',
  kind: 'read',
  account: 'campus.example',
  virtualAccount: 'DEFAULT',
  serials: [`FOC${String(number).padStart(8, '0')}`],
  licenses: [NA24],
  deadlineMs: 900_000,
  ...more,
});

function portOf(...settings: Parameters<typeof clientOf>) {
  const made = clientOf(...settings);
  const port = createCssmPort(made.client, made.lab.clock, createRandom(3));
  const look = (effect: CssmEffect): Promise<Outcome> =>
    made.lab.clock.settle(new Promise((resolve) => port.perform(effect, resolve)));
  const pulls = () => made.requests.filter(({ url }) => url.endsWith('/devices')).length;
  return { ...made, port, look, pulls };
}

test('waits until CSSM shows the new license, which takes until the acknowledgement', async () => {
  const { lab, look } = portOf({ ackDelayMs: 60_000 });
  await lab.report(reportOf(1, advantage));
  const outcome = await look(effectOf(1));
  expect(outcome).toMatchObject({
    result: 'ok',
    value: { seen: true, lastContact: '2026-01-05T08:00:00.000Z' },
  });
  expect(lab.clock.monotonicMs()).toBeGreaterThanOrEqual(60_000);
  expect(lab.clock.monotonicMs()).toBeLessThan(70_000);
});

test('says at the deadline what was not seen', async () => {
  const { lab, look } = portOf();
  await lab.report(reportOf(1));
  await lab.clock.advance(60_000);
  const startMs = lab.clock.monotonicMs();
  const outcome = await look(effectOf(1, { deadlineMs: 300_000 }));
  expect(outcome).toMatchObject({
    result: 'ok',
    value: { seen: false, lastContact: '2026-01-05T08:00:00.000Z' },
  });
  expect(lab.clock.monotonicMs() - startMs).toBe(300_000);
});

test('a stack is seen when all its licenses are, under whichever serial', async () => {
  const { lab, look } = portOf();
  const members = ['A', 'B', 'C'].map((serial) => ({ serial, model: 'C9300-24T' }));
  await lab.report(reportOf(1, { members, ...advantage }));
  expect(await look(effectOf(1, { serials: ['C', 'A', 'B'] }))).toMatchObject({ value: { seen: true } });
  const short = await look(
    effectOf(1, { serials: ['C', 'A', 'B'], licenses: [NA24, NE24], deadlineMs: 30_000 }),
  );
  expect(short).toMatchObject({ value: { seen: false } });
});

test('a thousand looks share the readings of their Virtual Account', async () => {
  const { lab, port, pulls } = portOf({ ackDelayMs: 60_000 });
  const outcomes: Outcome[] = [];
  await lab.clock.settle(
    new Promise<void>((resolve) => {
      for (let number = 1; number <= 1000; number++) {
        lab.cssm.link.report('x', reportOf(number, advantage), () => undefined);
        port.perform(effectOf(number), (outcome) => {
          outcomes.push(outcome);
          if (outcomes.length === 1000) resolve();
        });
      }
    }),
  );
  expect(outcomes.every((outcome) => outcome.result === 'ok')).toBe(true);
  expect(pulls()).toBeLessThan(30);
});

test('a reading that began before the look does not count for it', async () => {
  const { lab, port, look, pulls } = portOf({ latency: { baseMs: 20_000 } });
  await lab.report(reportOf(1, advantage));
  await lab.clock.advance(60_000);
  port.perform(effectOf(2, { deadlineMs: 300_000 }), () => undefined);
  await lab.clock.advance(21_000);
  expect(pulls()).toBe(1);
  // The first reading is on its way and will show the switch; only the second, 25 s later, is this look's own.
  const startMs = lab.clock.monotonicMs();
  expect(await look(effectOf(1))).toMatchObject({ value: { seen: true, polls: 1 } });
  expect(pulls()).toBe(2);
  expect(lab.clock.monotonicMs() - startMs).toBeGreaterThan(40_000);
});

describe('when CSSM says something that waiting does not change, the look ends at once', () => {
  test.each([
    ['the account is deleted', 'CSSM_ACCOUNT_DELETED'],
    ['the client is refused', 'CSSM_CLIENT_REFUSED'],
    ['the role is missing', 'CSSM_FORBIDDEN'],
  ])('%s', async (what, code) => {
    const { lab, look } = portOf({}, {}, ({ url }) => {
      if (code === 'CSSM_CLIENT_REFUSED' && url.endsWith('/token')) return jsonAnswer({}, 401);
      return code === 'CSSM_FORBIDDEN' && url.endsWith('/devices') ? jsonAnswer({}, 403) : null;
    });
    if (what.endsWith('deleted')) lab.cssm.control.deleteAccount('campus.example');
    expect(await look(effectOf(1))).toMatchObject({ result: 'refused', failure: { code } });
    expect(lab.clock.monotonicMs()).toBeLessThan(2_000);
  });
});

describe('trouble that may pass', () => {
  test('is outlasted', async () => {
    const { lab, look } = portOf();
    await lab.report(reportOf(1, advantage));
    lab.faults.add({ fault: 'cssm.unreachable', target: '*', times: 12 });
    expect(await look(effectOf(1))).toMatchObject({ result: 'ok', value: { seen: true } });
  });

  test('to the end makes the outcome unknown', async () => {
    const { lab, look } = portOf();
    lab.faults.add({ fault: 'cssm.http-error', target: '*', times: 10_000, params: { status: 503 } });
    expect(await look(effectOf(1, { deadlineMs: 120_000 }))).toMatchObject({
      result: 'unknown',
      failure: { code: 'CSSM_UNAVAILABLE' },
    });
  });

  test('a login page for a while is outlasted too', async () => {
    let pages = 0;
    const { lab, look } = portOf({}, {}, ({ url }) =>
      url.endsWith('/devices') && ++pages < 4
        ? { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }
        : null,
    );
    await lab.report(reportOf(1, advantage));
    await lab.clock.advance(60_000);
    expect(await look(effectOf(1))).toMatchObject({ value: { seen: true, polls: 4 } });
  });
});

test('nothing goes on when nobody looks any more', async () => {
  const { lab, look } = portOf();
  await lab.report(reportOf(1, advantage));
  await look(effectOf(1));
  await lab.clock.advance(3_600_000);
  expect(lab.clock.pending()).toEqual([]);
});
