/**
 * The device side over https, for clients outside this process. Cisco's request is not public, so this is our own: versioned, and
 * every answer says `X-Simulator-Shape: assumed`. `docs/simulator-fidelity-cssm.md` shows it.
 */
import { z } from 'zod';
import type { DeviceExchange, Exchanged } from '../device/exchange.ts';
import { fieldsOf } from './fields.ts';
import type { DeviceAim } from './device-paths.ts';
import { assumed } from './http.ts';
import type { CssmAnswer, CssmRequest } from './http.ts';
import { badRequest } from './refusals.ts';

const MEMBERS_MAX = 16;
const USAGE_MAX = 64;
const word = z.string().min(1).max(200);
const members = z
  .array(z.object({ serial: word, model: word }))
  .min(1)
  .max(MEMBERS_MAX);
const sender = { format: z.literal('liclab-device/1'), device: word, members };
const facts = {
  ...sender,
  hostname: word,
  release: z.string().max(50),
  usage: z.array(z.object({ tag: word, name: word, count: z.int().min(0) })).max(USAGE_MAX),
};
const holder = { account: word, virtualAccount: word.optional() };
const entitlements = z.array(z.object({ tag: word, count: z.int().min(1) })).max(USAGE_MAX);

/** `register` and `renew` are the legacy words for trust and report. */
const requestShape = z.discriminatedUnion('operation', [
  z.strictObject({ ...facts, ...holder, operation: z.enum(['report', 'renew']) }),
  z.strictObject({
    ...facts,
    operation: z.enum(['trust', 'register']),
    token: word,
    isForced: z.boolean().default(false),
  }),
  z.strictObject({ ...sender, operation: z.literal('poll'), account: word, report: z.int().min(1) }),
  z.strictObject({ ...sender, operation: z.literal('authorize'), account: word, entitlements }),
  z.strictObject({ ...sender, operation: z.literal('deregister'), account: word }),
]);

/** Takes a message of a device; the answer is the device's reply as JSON, always with HTTP 200. */
export function answerDevice(request: CssmRequest, aim: DeviceAim, exchange: DeviceExchange): CssmAnswer {
  const asked = requestShape.safeParse(fieldsOf(request.body));
  if (request.method !== 'POST' || !asked.success) {
    const where = asked.error?.issues[0]?.path.join('.') ?? '';
    const response = badRequest(`A device sends POST with liclab-device/1; wrong at "${where}".`);
    return { response, delayMs: 0 };
  }
  const { device, format: _, ...said } = asked.data;
  switch (said.operation) {
    case 'report':
    case 'renew': {
      const virtualAccount = aim.virtualAccount ?? said.virtualAccount;
      if (virtualAccount === undefined)
        return { response: badRequest('A report names its virtualAccount.'), delayMs: 0 };
      return answer(exchange.report(device, { ...said, virtualAccount }));
    }
    case 'trust':
    case 'register':
      return answer(exchange.trust(device, said.token, said));
    case 'poll':
      return answer(exchange.poll(device, said, said.report));
    case 'authorize':
      return answer(exchange.authorize(device, said, said.entitlements));
    case 'deregister':
      return answer(exchange.deregister(device, said));
  }
}

function answer({ reply, delayMs }: Exchanged<{ readonly status: string }>): CssmAnswer {
  if (reply.status === 'NO REPLY') return { response: null, delayMs };
  return { response: assumed(reply), delayMs };
}
