/**
 * The device side over https, for clients outside this process. Cisco's request is not public, so this is our own: versioned, and
 * every answer says `X-Simulator-Shape: assumed`.
 */
import { z } from 'zod';
import type { DeviceReply, TrustReply } from '../../device/contract.ts';
import type { DeviceExchange, Exchanged } from '../device/exchange.ts';
import { assumed } from './http.ts';
import type { CssmAnswer, CssmRequest } from './http.ts';
import { badRequest } from './refusals.ts';
import { fieldsOf } from './fields.ts';

const MEMBERS_MAX = 16;
const USAGE_MAX = 64;
const word = z.string().min(1).max(200);
const facts = {
  format: z.literal('liclab-device/1'),
  device: word,
  hostname: word,
  release: z.string().max(50),
  members: z
    .array(z.object({ serial: word, model: word }))
    .min(1)
    .max(MEMBERS_MAX),
  usage: z.array(z.object({ tag: word, name: word, count: z.int().min(0) })).max(USAGE_MAX),
};
const requestShape = z.discriminatedUnion('operation', [
  z.strictObject({ ...facts, operation: z.literal('report'), account: word, virtualAccount: word }),
  z.strictObject({ ...facts, operation: z.literal('trust'), token: word }),
]);

/** Takes a report or a request for trust; the answer is the device's reply as JSON, always with HTTP 200. */
export function answerDevice(request: CssmRequest, exchange: DeviceExchange): CssmAnswer {
  const asked = requestShape.safeParse(fieldsOf(request.body));
  if (request.method !== 'POST' || !asked.success) {
    const where = asked.error?.issues[0]?.path.join('.') ?? '';
    const response = badRequest(`A device sends POST with liclab-device/1; wrong at "${where}".`);
    return { response, delayMs: 0 };
  }
  const { device, operation, format: _, ...said } = asked.data;
  if (operation === 'trust' && 'token' in said) {
    const { token, ...introduction } = said;
    return answer(exchange.trust(device, token, introduction));
  }
  return answer(exchange.report(device, { account: '', virtualAccount: '', ...said }));
}

function answer({ reply, delayMs }: Exchanged<DeviceReply | TrustReply>): CssmAnswer {
  if (reply.status === 'NO REPLY') return { response: null, delayMs };
  return { response: assumed(reply), delayMs };
}
