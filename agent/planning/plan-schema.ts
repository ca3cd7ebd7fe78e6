import { z } from 'zod';
import { LEVELS } from '../../core/model/level.ts';
import type { Plan } from '../../core/model/plan.ts';

/** Most switches in one plan; the inventory's own limit. */
const DEVICES_MAX = 50_000;

const text = z.string().max(4_096);
const nullableText = text.nullable();
const count = z.int().min(0);
const milliseconds = z.number().min(0);
const flag = z.boolean();

const level = z
  .strictObject({
    network: z.enum(['network-essentials', 'network-advantage']),
    addon: z.enum(['dna-essentials', 'dna-advantage']).nullable(),
  })
  .refine(({ network, addon }) => LEVELS.some((known) => known.network === network && known.addon === addon));

const options = z.strictObject({
  deadlines: z.strictObject({
    identifyMs: milliseconds,
    requestMs: milliseconds,
    lockPatienceMs: milliseconds,
    downMs: milliseconds,
    upMs: milliseconds,
    readyMs: milliseconds,
    dwellMs: milliseconds,
    quietMs: milliseconds,
    reportMs: milliseconds,
  }),
  saveForeign: flag,
  onAbort: z.enum(['revert', 'keep']),
  verify: z.enum(['netconf', 'cli']),
  report: flag,
  cliReload: flag,
  withoutBalance: flag,
  allowOveruse: flag,
  acceptFeatureLoss: flag,
  strict: flag,
  windows: z.array(z.strictObject({ text, fromMs: z.number(), toMs: z.number() })).max(64),
});

const device = z.strictObject({
  index: count,
  address: z.strictObject({
    deviceId: text,
    host: text,
    netconfPort: z.int().min(1).max(65_535),
    sshPort: z.int().min(1).max(65_535),
    credentials: text,
    hostKey: nullableText,
  }),
  serials: z.array(text).min(1),
  members: z.array(z.strictObject({ slot: count, serial: text, model: text })),
  from: level,
  site: nullableText,
  domain: nullableText,
  account: nullableText,
  virtualAccount: nullableText,
  licenses: z.array(z.strictObject({ license: text, quantity: count })),
  added: z.exactOptional(z.array(z.strictObject({ license: text, quantity: count }))),
  takesOver: z.exactOptional(text),
});

const verdictRule = z.strictObject({
  badMax: count.nullable(),
  skippedPercentMax: z.number().min(0).max(100),
  unreportedPercentMax: z.number().min(0).max(100),
});

const balanceRow = z.strictObject({
  account: text,
  virtualAccount: text,
  license: text,
  quantity: count,
  inUseBefore: count,
  inUseAfter: count,
  reserved: count,
  promised: z.exactOptional(count),
  short: count,
});

/** What a plan file holds. */
export const planSchema = z
  .strictObject({
    schema: z.literal('liclab.plan/1'),
    target: level,
    select: z.array(text),
    follows: z.exactOptional(z.strictObject({ rollout: text, as: z.enum(['retry', 'revert']) })),
    options,
    wavesText: z.exactOptional(text),
    waves: z.array(z.int().min(1)),
    exposure: z.int().min(1),
    failureBudget: z.int().min(1),
    maxUnavailable: z.exactOptional(z.int().min(1)),
    domainBy: z.exactOptional(z.enum(['inventory', 'site'])),
    verdicts: z.exactOptional(z.strictObject({ canary: verdictRule, later: verdictRule })),
    devices: z.array(device).min(1).max(DEVICES_MAX),
    balance: z.array(balanceRow),
    messages: z.array(
      z.strictObject({ devices: z.array(text), rpcs: z.array(z.string().max(65_536)), cli: z.array(text) }),
    ),
    madeAt: text,
    balanceAtMs: z.exactOptional(milliseconds),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .refine((plan) => plan.waves.reduce((sum, wave) => sum + wave, 0) === plan.devices.length)
  .refine((plan) =>
    plan.devices.every(({ index }, position) => index === position),
  ) satisfies z.ZodType<Plan>;
