import type { CssmPort } from '../../core/ports/cssm.ts';
import type { Session } from '../cli/index.ts';
import { createCssmClient, createCssmPort, type CssmClient } from '../cssm/index.ts';
import type { AgentParts } from './parts.ts';

/** CSSM of a session: its client, and the look of level changes. */
interface CssmParts {
  readonly client: CssmClient;
  readonly port: CssmPort;
  close(): Promise<void>;
}

/** Null: the inventory names no CSSM. */
export async function cssmParts(parts: AgentParts, session: Session): Promise<CssmParts | null> {
  const access = session.inventory.cssm;
  const clientSecret = await session.cssmSecret();
  if (access === null || clientSecret === null) return null;
  const { clock, config } = session;
  const http = parts.http(await session.cssmEndpoint(), clock);
  const random = parts.random(config);
  const { url: baseUrl, tokenUrl, clientId, allowPrivate } = access;
  const log = parts.log(config);
  const localNames = new Map(access.accounts.map(({ name, localName }) => [name, localName]));
  const client = createCssmClient({
    http,
    clock,
    random,
    log,
    baseUrl,
    tokenUrl,
    clientId,
    clientSecret,
    allowPrivate,
    localNames: access.mode === 'on-prem' ? localNames : null,
  });
  return { client, port: createCssmPort(client, clock, random), close: () => http.close() };
}
