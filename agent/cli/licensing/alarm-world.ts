import type { raiseAlarms } from '../../licenses/index.ts';
import type { Invocation } from '../verb.ts';
import type { Licensing } from './open.ts';

/** What alarms of this run are raised with: the rules and the webhook of the settings. Rejects with the codes of secrets. */
export async function alarmWorld(
  { config, context }: Invocation,
  { documents, session, log, openHttp }: Pick<Licensing, 'documents' | 'session' | 'log' | 'openHttp'>,
): Promise<Parameters<typeof raiseAlarms>[0]> {
  const { rules } = config.alarms;
  const webhook = await session.webhook();
  return { documents, clock: session.clock, log, digest: context.digest, rules, webhook, openHttp };
}
