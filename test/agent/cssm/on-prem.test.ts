/** The client against the simulator's SSM On-Prem: its own tokens, its own account names, no search. */
import { expect, test } from 'vitest';
import { decideOnPrem, isRefusal } from '../../../simulator/cssm/ledger/index.ts';
import { clientOf, ended, endedAnyhow, HOST } from './support.ts';

const NAMES = new Map([['campus.example', 'Campus']]);

function onPremOf(meddle?: Parameters<typeof clientOf>[2]) {
  const world = clientOf(
    {},
    { baseUrl: `${HOST}/backend/api`, tokenUrl: `${HOST}/backend/oauth/token`, localNames: NAMES },
    meddle,
  );
  const {
    cssm: { ledger },
    clock,
  } = world.lab;
  const made = decideOnPrem(ledger.state, 'campus.example', 'ssm-1', clock.wallMs());
  if (isRefusal(made)) throw new Error(made.message);
  ledger.record(made, clock.wallMs());
  return world;
}

test('lists of an account are read by the name of its local account', async () => {
  const { lab, client, requests } = onPremOf();
  expect(await ended(lab.clock, (done) => client.pools('Campus.Example', {}, done))).toHaveLength(4);
  expect(await ended(lab.clock, (done) => client.virtualAccounts('campus.example', done))).not.toEqual([]);
  expect(requests[0]?.headers['content-type']).toBe('application/json');
  expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({
    grant_type: 'client_credentials',
    client_id: 'lab',
  });
  expect(requests[1]?.url).toBe(`${HOST}/backend/api/v1/accounts/Campus/licenses`);
});

test('a registration token is asked for with its life as a text', async () => {
  const { lab, client, requests } = onPremOf();
  const token = { description: 'x', expiresAfterDays: 30, exportControlled: false };
  await ended(lab.clock, (done) => client.createToken('campus.example', 'DEFAULT', token, done));
  expect(JSON.parse(requests.at(-1)?.body ?? '')).toMatchObject({ expiresAfterDays: '30' });
});

test('an account is there when it has Virtual Accounts, and gone when On-Prem refuses its name', async () => {
  const { lab, client } = onPremOf();
  const here = await ended(lab.clock, (done) => client.account('campus.example', done));
  expect(here).toMatchObject({ domain: 'campus.example', name: 'Campus', isUsable: true });
  expect(await ended(lab.clock, (done) => client.account('merged.example', done))).toBeNull();
});

test('what On-Prem does not have is not asked for', async () => {
  const { lab, client, requests } = onPremOf();
  expect(await endedAnyhow(lab.clock, (done) => client.accounts(done))).toMatchObject({
    code: 'CSSM_NOT_OFFERED',
  });
  expect(requests).toEqual([]);
});

test('403 means that the token is not accepted: one new token, then it is over', async () => {
  const forbidden = { status: 403, headers: {}, body: '' };
  const once = onPremOf((_request, count) => (count === 2 ? forbidden : null));
  expect(await ended(once.lab.clock, (done) => once.client.pools('campus.example', {}, done))).toHaveLength(
    4,
  );
  const always = onPremOf(({ url }) => (url.includes('oauth') ? null : forbidden));
  const answer = await endedAnyhow(always.lab.clock, (done) =>
    always.client.pools('campus.example', {}, done),
  );
  expect(answer).toMatchObject({ code: 'CSSM_FORBIDDEN' });
  expect(always.requests).toHaveLength(4);
});
