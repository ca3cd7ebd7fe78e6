import { z } from 'zod';
import { CLEAN_QUIRKS, overlaid } from '../cssm/options.ts';
import type { CssmOptionsInput } from '../cssm/options.ts';
import { WORLDS, worldOf } from '../cssm/worlds/index.ts';

/** Longest time that may be stated: an hour for an answer, a year for what takes days. */
const ANSWER_MS_MAX = 3_600_000;
const LONG_MS_MAX = 365 * 86_400_000;
const CLIENTS_MAX = 1_000;

const answerMs = z.number().min(0).max(ANSWER_MS_MAX);
const longMs = z.int().min(0).max(LONG_MS_MAX);
const lifeMs = z.int().min(1_000).max(LONG_MS_MAX);
const word = z.string().min(1).max(200);

const latencySchema = z
  .strictObject({
    baseMs: answerMs.describe('For each request, and so for each page. Default 150.'),
    perRowMs: answerMs.describe('For each row of an answer: a big account takes minutes. Default 40.'),
    perKibMs: answerMs.describe('For each KiB of an answer. Default 0.'),
    summaryMs: answerMs.describe('For each license of a summary. Default 100.'),
    jitter: z
      .number()
      .min(0)
      .max(1)
      .describe('Part by which each delay varies: 0.1 is 90 to 110 %. Default 0.1.'),
    deviceMs: answerMs.describe('For the answer to a switch. Default 300.'),
  })
  .partial();

const quirksSchema = z
  .strictObject({
    textBooleans: z.boolean().describe('"true" and "false" as texts.'),
    unsafeIds: z.boolean().describe('Poll ids beyond 2^53.'),
    misspeltKeys: z.boolean().describe('productInstacesRemoveRequests and vitualAccounts as in the service.'),
    noneTexts: z.boolean().describe('"None" in place of null.'),
    paddedValues: z.boolean().describe('Blanks around values of the newer device list.'),
  })
  .partial();

const clientSchema = z.strictObject({
  id: word,
  secret: word,
  user: word.optional().describe('Whose roles count. Default: none; a service may everything.'),
  isSubscribed: z.boolean().optional().describe('False: every call is 403 Invalid Client. Default true.'),
  liveAfterMs: longMs
    .optional()
    .describe('401 invalid_client until then, from the start of the lab. Default 0.'),
});

/** How the simulated CSSM behaves, and which ready-made accounts it has. */
export const cssmSchema = z
  .strictObject({
    world: z
      .enum(WORLDS.map(({ name }) => name))
      .describe('Ready-made accounts beside those of the file; "liclab sim cssm worlds" lists them.'),
    latency: latencySchema.describe('How long answers take, on the lab’s clock.'),
    ackDelayMs: longMs.describe(
      'From a usage report to its acknowledgement. Default 10000; the bigger worlds take 180000.',
    ),
    authorizationDelayMs: longMs.describe(
      'From a request for authorization codes to the codes. Default 1000.',
    ),
    pollIntervalS: z
      .int()
      .min(1)
      .max(86_400)
      .describe('What CSSM recommends between two polls. Default 300.'),
    rateLimit: z
      .union([
        z.literal('off'),
        z.strictObject({ perSecond: z.number().min(0.01).max(10_000), burst: z.int().min(1).max(100_000) }),
      ])
      .describe(
        'Requests of one client, above them 429 with Retry-After; off: no limit. Default 10 a second, 20 at once.',
      ),
    goneAnswer: z
      .enum(['error', 'forbidden', 'not-found'])
      .describe('How calls about an account that is gone are answered. Default error: HTTP 200 with ERROR.'),
    accessTokenLifeMs: lifeMs.describe('Life of an access token. Default 3599000, as recorded.'),
    onPremTokenLifeMs: lifeMs.describe('Life of a token of SSM On-Prem. Default 28800000.'),
    checkSignatures: z
      .boolean()
      .describe('Refuse usage reports whose signature does not fit their bytes. Default false.'),
    quirks: z
      .union([z.literal('off'), quirksSchema])
      .describe('Oddities of the service, all on by default; off: none of them.'),
    clients: z
      .array(clientSchema)
      .min(1)
      .max(CLIENTS_MAX)
      .describe('API clients; the agent’s inventory names the first. Default: lab with lab-only-secret.'),
    users: z
      .array(z.strictObject({ name: word, password: word }))
      .max(CLIENTS_MAX)
      .describe('Who may sign in by the password grant. Public: no password that is used anywhere else.'),
  })
  .partial();

/** The section `cssm:` as the file states it. */
export type LabCssm = z.infer<typeof cssmSchema>;

/** The section as options of CSSM: what it states, else what its world does. */
export function cssmOptionsOf(section: LabCssm | undefined): CssmOptionsInput {
  const { world, rateLimit, quirks, latency, ...plain } = section ?? {};
  const own = {
    ...given(plain),
    ...(rateLimit === undefined ? {} : { rateLimit: rateLimit === 'off' ? null : rateLimit }),
    ...(quirks === undefined ? {} : { quirks: quirks === 'off' ? CLEAN_QUIRKS : given(quirks) }),
    ...(latency === undefined ? {} : { latency: given(latency) }),
  };
  return overlaid((world === undefined ? undefined : worldOf(world)?.options) ?? {}, own);
}

type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Without keys whose value is undefined: they must not stand in for defaults. */
function given<T extends object>(value: T): Given<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Given<T>;
}
