import { z } from 'zod';
import { route } from '../route.ts';
import type { Lines, Route } from '../route.ts';
import { jsonLines } from './journal.ts';

const account = z.looseObject({ domain: z.string(), name: z.string(), status: z.string() });
const word = z.string();
/** The shape as documentation; CSSM checks it. */
const pool = { account: word, virtualAccount: word, license: word };

/** What a person does to CSSM from outside. */
export const CSSM_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/cssm/accounts',
    summary: 'Smart Accounts with their balances, deleted ones too.',
    answer: z.object({ accounts: z.array(account) }),
    run: ({ cssm }) => ({ accounts: cssm.accounts() }),
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
  route({
    method: 'POST',
    path: '/cssm/expire',
    summary: 'The terms of a license end yesterday.',
    body: z.looseObject(pool),
    answer: account,
    run: ({ cssm }, { body }) => cssm.expire(body),
  }),
  route({
    method: 'POST',
    path: '/cssm/deposit',
    summary: 'Licenses are bought.',
    body: z.looseObject({ ...pool, quantity: z.int() }),
    answer: account,
    run: ({ cssm }, { body }) => cssm.deposit(body),
  }),
  route({
    method: 'POST',
    path: '/cssm/transfer',
    summary: 'Licenses move to another Virtual Account.',
    body: z.looseObject({ account: word, from: word, to: word, license: word, quantity: z.int() }),
    answer: account,
    run: ({ cssm }, { body }) => cssm.transfer(body),
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
