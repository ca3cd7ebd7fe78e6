import { describe, expect, test } from 'vitest';
import { decideRoles } from '../../../simulator/cssm/ledger/index.ts';
import { CLOUD_OPERATIONS } from '../../../simulator/cssm/routes/operations.ts';
import { V1_FACTS } from './facts.ts';
import { WIDE_FACTS } from './facts-wide.ts';
import { NA24, labOf, reportOf } from './lab.ts';

// One row for each operation that is publicly known, made from the facts: each dialect refuses in its own envelope, and the
// ledger is as before.

const rows = [...V1_FACTS, ...WIDE_FACTS].flatMap((facts) => {
  const operation = CLOUD_OPERATIONS.find(({ name }) => name === facts.id);
  return operation === undefined ? [] : [{ facts, operation, name: `${operation.dialect} ${facts.id}` }];
});
const about = rows.filter(({ operation }) => operation.about !== 'nothing');
const writes = about.filter(({ operation }) => operation.isWrite === true);
const posts = rows.filter(({ operation }) => operation.method === 'POST');

/** How a dialect says that an account is not there. */
const GONE = {
  v1: { status: 200, body: { status: 'ERROR', statusMessage: expect.stringContaining('not found') } },
  software: { status: 200, body: { status: 'ERROR', statusMessage: expect.stringContaining('not found') } },
  csw: {
    status: 200,
    body: { status: 'FAILED', message_code: 'ACCOUNT', message: expect.stringMatching(/\S/) },
  },
  pnp: {
    status: 200,
    body: { status: 'FAILED', messageCode: 'DMS-ERR-101', message: expect.stringMatching(/\S/) },
  },
  ea: { status: 400, body: { code: expect.any(Number), message: expect.any(String), severity: 'ERROR' } },
};

async function reported(user?: string) {
  const client = { id: 'lab', secret: 'lab-only-secret' };
  const lab = labOf({ clients: [user === undefined ? client : { ...client, user }] });
  for (let number = 1; number <= 3; number++) await lab.report(reportOf(number));
  await lab.clock.advance(60_000);
  return lab;
}

type Lab = Awaited<ReturnType<typeof reported>>;
type Row = (typeof rows)[number];

/** Sends a row's request, changed by `change`; what came, and whether the ledger is as before. */
function send(
  lab: Lab,
  { facts }: Row,
  change: (request: { path: string; headers: Record<string, string> }) => void,
) {
  const isPool = 'in' in facts && facts.in === 'pool';
  const request = { path: facts.path, headers: isPool ? lab.poolHeaders() : {} };
  change(request);
  const before = structuredClone(lab.cssm.ledger.state);
  const answer = lab.call(facts.method, request.path, facts.body, request.headers);
  expect(lab.cssm.ledger.state).toEqual(before);
  const { op, detail } = lab.journal.from(1).at(-1) ?? {};
  expect([op, detail?.['operation']]).toEqual(['http', facts.id]);
  expect(answer.isAssumed).toBe(true);
  return answer;
}

describe('an unknown account is refused in the words of the dialect', () => {
  test.each(about.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    const { status, body } = send(await reported(), row, (request) => {
      request.path = request.path.replace('campus.example', 'nobody.example');
      if ('x-csw-smart-account-id' in request.headers) request.headers['x-csw-smart-account-id'] = '999999';
    });
    expect({ status, body }).toMatchObject(GONE[row.operation.dialect]);
  });
});

describe('an unknown Virtual Account, named by its number', () => {
  const pools = about.filter(({ operation }) => operation.about === 'pool');
  test.each(pools.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    const { status, body } = send(await reported(), row, ({ headers }) => {
      headers['x-csw-virtual-account-id'] = '999999';
    });
    expect(status).toBe(200);
    expect(['FAILED', 'ERROR']).toContain(body.status);
  });
});

describe('a user without a role is 403', () => {
  test.each(about.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    const { status, body } = send(await reported('bob'), row, () => undefined);
    expect([status, body.message]).toEqual([403, '403 Forbidden - Not Authorized']);
  });
});

describe('a Viewer changes nothing', () => {
  test.each(writes.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    const lab = await reported('bob');
    const role = { role: 'Smart Account Viewer', virtualAccount: null } as const;
    lab.cssm.ledger.record(decideRoles(lab.cssm.ledger.state, 'campus.example', 'bob', [role]), 0);
    expect(send(lab, row, () => undefined).status).toBe(403);
  });
});

describe('a body that cannot be read', () => {
  test.each(posts.map((row) => [row.name, row] as const))('%s', async (_name, { facts }) => {
    const lab = await reported();
    const before = structuredClone(lab.cssm.ledger.state);
    const headers = { ...lab.poolHeaders(), authorization: `Bearer ${lab.token()}` };
    const status = (body: string, type: string) =>
      lab.raw('POST', facts.path, body, { ...headers, 'content-type': type }).response?.status;
    expect(status('{"data":', 'application/json')).toBe(400);
    expect(status('[]', 'application/json')).toBe(400);
    expect(status(JSON.stringify(facts.body), 'text/plain')).toBe(415);
    expect(lab.cssm.ledger.state).toEqual(before);
  });
});

test.each([
  '/services/api/smart-accounts-and-licensing/v1/accounts/campus.example/alerts',
  '/services/api/services/api/smart-accounts-and-licensing/v2/accounts/campus.example/users',
  '/services/api/smart-accounts-and-licensing/v1/accounts/campus.example/virtual-accounts/DEFAULT/delete',
  '/v1/software/apis/licensing/v9/get-summary',
  '/backend/api/v1/accounts/Campus/alerts',
  '/cssm/deposit',
])('%s is no route of Cisco: 404 as there, journalled as unmatched', async (path) => {
  const lab = await reported();
  const before = structuredClone(lab.cssm.ledger.state);
  expect(lab.call('POST', path, { quantity: 5 }).status).toBe(404);
  expect(lab.cssm.ledger.state).toEqual(before);
  expect(lab.journal.from(1).at(-1)).toMatchObject({
    op: 'unmatched',
    detail: { method: 'POST', status: 404 },
  });
});

describe('the control API refuses what the ledger does not do', () => {
  const account = 'campus.example';
  const pool = { account, virtualAccount: 'DEFAULT', license: NA24 };
  test.each([
    ['delete-virtual-account', { account, virtualAccount: 'Branch North' }, 'virtual-account-not-empty'],
    [
      'delete-virtual-account',
      { account, virtualAccount: 'DEFAULT', to: 'Branch North' },
      'virtual-account-default',
    ],
    ['transfer', { account, from: 'DEFAULT', to: 'Branch North', license: NA24, quantity: 31 }, 'too-few'],
    ['withdraw', { ...pool, quantity: 31 }, 'too-few'],
    ['create-account', { domain: 'Campus.Example', name: 'Again' }, 'account-exists'],
    ['create-account', { domain: '-', name: 'Wrong' }, 'name'],
    ['create-virtual-account', { account, virtualAccount: 'DEFAULT' }, 'virtual-account-exists'],
    ['restore-account', { account: 'nobody.example' }, 'account-unknown'],
    ['remove-instance', { uuid: 'none' }, 'instance-unknown'],
    ['revoke-token', { token: 'none' }, 'token-unknown'],
    ['roles', { account, user: 'ann', roles: [{ role: 'Virtual Account User' }] }, 'role'],
  ])('%s %j: %s', async (name, body, refusal) => {
    const lab = await reported();
    const before = structuredClone(lab.cssm.ledger.state);
    expect(() => lab.cssm.control.act(name, body)).toThrow(
      expect.objectContaining({
        code: 'CSSM_CONTROL_REFUSED',
        context: expect.objectContaining({ refusal }),
      }),
    );
    expect(lab.cssm.ledger.state).toEqual(before);
  });

  test('a deleted account stays deleted', async () => {
    const lab = await reported();
    lab.cssm.control.deleteAccount(account);
    expect(() => lab.cssm.control.act('restore-account', { account })).toThrow('campus.example was deleted.');
  });
});
