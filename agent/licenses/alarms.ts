/**
 * Raises the alarms of an account after a retrieval: a line in the log, a post to the webhook, each once per term and threshold.
 * What was told is kept durably, for both apart; a post that fails is made again with the next run. A process that dies between a
 * post and its record posts once more under the same id.
 */
import { newCrossings, withTold } from '../../core/model/expiry-alarms.ts';
import type { AlarmRule, TermAlarm, ToldAlarms } from '../../core/model/expiry-alarms.ts';
import { termKey, termsOf } from '../../core/model/license-terms.ts';
import type { LicenseTerm } from '../../core/model/license-terms.ts';
import type { LicenseLabError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Digest } from '../../core/ports/digest.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Documents, Snapshot } from '../accounts/index.ts';
import type { OpenHttp } from '../cssm/index.ts';
import { rfc3339 } from '../planning/index.ts';
import { alarmsIn } from './expiring.ts';
import { postWebhook } from './webhook.ts';
import type { WebhookTarget } from './webhook.ts';

/** What raising alarms works with. */
export interface AlarmWorld {
  readonly documents: Documents;
  readonly clock: Clock;
  readonly log: Log;
  readonly digest: Digest;
  readonly rules: readonly AlarmRule[];
  /** Null: the log alone. */
  readonly webhook: WebhookTarget | null;
  readonly openHttp: (endpoint: WebhookTarget['endpoint']) => OpenHttp;
}

/** How it went. */
export interface RaisedAlarms {
  /** Alarms that stand, told or not. */
  readonly alarms: readonly TermAlarm[];
  /** Those that were written into the log now. */
  readonly logged: number;
  readonly posted: number;
  /** Why the webhook did not take the rest; null: it took all, or there is none. */
  readonly failure: LicenseLabError | null;
}

/** Alarms of one post. */
const POST_ALARMS_MAX = 100;

const TOLD = 'alarms-told';

interface Told {
  readonly log: ToldAlarms;
  readonly webhook: ToldAlarms;
}

/** Raises what is new in a snapshot. Rejects with the store's errors only. */
export async function raiseAlarms(world: AlarmWorld, snapshot: Snapshot): Promise<RaisedAlarms> {
  const { documents, clock, log, rules } = world;
  const { account, pools } = snapshot;
  const nowMs = clock.wallMs();
  const alarms = alarmsIn(snapshot, nowMs, rules);
  const terms = termsOf(pools, nowMs);
  const told = (await documents.get<Told>(TOLD, account))?.body ?? { log: {}, webhook: {} };
  const unlogged = newCrossings(alarms, told.log);
  for (const alarm of unlogged) log.write('warn', 'license.expiry-alarm', { ...alarm });
  const logged = { ...told, log: withTold(told.log, unlogged, terms) };
  if (unlogged.length > 0) await documents.put(TOLD, account, logged);
  const posts = await postAll(world, account, newCrossings(alarms, told.webhook), terms, logged);
  return { alarms, logged: unlogged.length, ...posts };
}

async function postAll(
  world: AlarmWorld,
  account: string,
  waiting: readonly TermAlarm[],
  terms: readonly LicenseTerm[],
  before: Told,
): Promise<Pick<RaisedAlarms, 'posted' | 'failure'>> {
  const { documents, clock, webhook, log } = world;
  if (webhook === null || waiting.length === 0) return { posted: 0, failure: null };
  const http = world.openHttp(webhook.endpoint);
  let told = before;
  let posted = 0;
  try {
    for (let from = 0; from < waiting.length; from += POST_ALARMS_MAX) {
      const part = waiting.slice(from, from + POST_ALARMS_MAX);
      const { id, body } = payloadOf(world, account, part);
      const failure = await postWebhook(http, clock, webhook, id, body);
      if (failure !== null) {
        log.write('warn', 'license.webhook-failed', { account, id, message: failure.message });
        return { posted, failure };
      }
      told = { ...told, webhook: withTold(told.webhook, part, terms) };
      await documents.put(TOLD, account, told);
      posted += part.length;
    }
    return { posted, failure: null };
  } finally {
    await http.close();
  }
}

/** One post; its id follows from what it tells, so that a repetition has the same. */
function payloadOf(
  { clock, digest }: AlarmWorld,
  account: string,
  part: readonly TermAlarm[],
): { readonly id: string; readonly body: string } {
  const alarms = part.map((alarm) => ({
    id: idOf(digest, [account, termKey(alarm), alarm.alarm]),
    ...alarm,
  }));
  const id = idOf(
    digest,
    alarms.map((alarm) => alarm.id),
  );
  const body = { schema: 'liclab.alarms/1', id, at: rfc3339(clock.wallMs()), account, alarms };
  return { id, body: JSON.stringify(body) };
}

const idOf = (digest: Digest, parts: readonly (string | number)[]): string =>
  digest(JSON.stringify(parts)).slice(0, 32);
