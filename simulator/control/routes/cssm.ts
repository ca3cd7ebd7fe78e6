import { z } from 'zod';
import { CSSM_ACTIONS } from '../../cssm/control/actions.ts';
import { route } from '../route.ts';
import type { Lines, Route } from '../route.ts';
import { jsonLines } from './journal.ts';

const account = z.looseObject({ domain: z.string(), name: z.string(), status: z.string() });

/** What a person does to CSSM from outside. */
export const CSSM_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/cssm/accounts',
    summary: 'Smart Accounts with their balances, deleted ones too; with `at` as they were at that moment.',
    query: z.strictObject({ at: z.coerce.number().int().min(0).optional() }),
    answer: z.object({ accounts: z.array(account) }),
    run: ({ cssm }, { query }) => ({ accounts: cssm.accounts(query.at) }),
  }),
  route({
    method: 'DELETE',
    path: '/cssm/accounts/{id}',
    summary: 'Deletes a Smart Account, by domain or number.',
    params: z.strictObject({ id: z.string().max(253) }),
    query: z.strictObject({ answer: z.enum(['error', 'forbidden', 'not-found']).optional() }),
    answer: account,
    run: ({ cssm }, { params, query }) => cssm.deleteAccount(params.id, query),
  }),
  ...CSSM_ACTIONS.map(({ name, summary, body }) =>
    route({
      method: 'POST',
      path: `/cssm/${name}`,
      summary,
      body,
      answer: account,
      run: ({ cssm }, asked) => cssm.act(name, asked.body),
    }),
  ),
  route({
    method: 'GET',
    path: '/cssm/alerts/{id}',
    summary: 'Alerts of a Smart Account, by domain or number.',
    params: z.strictObject({ id: z.string().max(253) }),
    answer: z.object({ alerts: z.array(z.looseObject({ name: z.string(), severity: z.string() })) }),
    run: ({ cssm }, { params }) => ({ alerts: cssm.alerts(params.id) }),
  }),
  route({
    method: 'GET',
    path: '/cssm/instances',
    summary: 'Product instances, the first 10,000.',
    query: z.strictObject({ account: z.string().max(253).optional() }),
    answer: z.object({ instances: z.array(z.looseObject({ uuid: z.string(), hostname: z.string() })) }),
    run: ({ cssm }, { query }) => ({ instances: cssm.instances(query.account) }),
  }),
  route({
    method: 'GET',
    path: '/cssm/events',
    summary: 'Events of the ledger, one JSON object a line.',
    query: z.strictObject({ from: z.coerce.number().int().min(0).default(1) }),
    answer: 'lines',
    run: ({ cssm }, { query }): Lines => ({ lines: jsonLines(cssm.events(query.from)) }),
  }),
  route({
    method: 'GET',
    path: '/cssm/journal',
    summary: 'CSSM’s lines of the record, one JSON object a line.',
    query: z.strictObject({ from: z.coerce.number().int().min(0).default(1) }),
    answer: 'lines',
    run: ({ cssm }, { query }): Lines => ({ lines: jsonLines(cssm.journal(query.from)) }),
  }),
];
