/** Accounts, licenses and the licensing of switches, for the verbs that are about them. */
import { LicenseLabError } from '../../core/errors.ts';
import type { Http } from '../../core/ports/http.ts';
import { blastRadius, createDocuments } from '../accounts/index.ts';
import type { OpenLicensing, Session } from '../cli/index.ts';
import type { OpenHttp } from '../cssm/index.ts';
import { converse } from '../drivers/device/conversation.ts';
import { trustAndReport } from '../drivers/device/license-associate.ts';
import { importFile, saveUsage } from '../drivers/device/license-files.ts';
import { reportUsage } from '../drivers/device/license-report.ts';
import type { InventoryDevice } from '../inventory/index.ts';
import { cssmParts } from './cssm-parts.ts';
import type { AgentParts } from './parts.ts';

/** From the call to the end of one conversation, besides the wait for the acknowledgement. */
const CONVERSATION_MS = 300_000;

/** Opens the store; CSSM and switches are reached when something asks them. */
export async function openLicensing(parts: AgentParts, session: Session): Promise<OpenLicensing> {
  const { clock, config, credentials } = session;
  const store = parts.store(config);
  const documents = createDocuments(store);
  const log = parts.log(config);
  const random = parts.random(config);
  let http: OpenHttp | null = null;
  let cssm: ReturnType<typeof openClient> | null = null;
  const openClient = async () => {
    const given: AgentParts = { ...parts, http: (...asked) => (http = endingHttp(parts.http(...asked))) };
    return (await cssmParts(given, session))?.client ?? null;
  };
  const talk = () => ({ network: parts.network(session, log), clock, random, log, credentials });

  return {
    documents,
    storeClock: parts.leaseClock,
    cssm: () => (cssm ??= openClient()),
    openHttp: (endpoint) => parts.http(endpoint, clock),
    log,
    blastRadius: (account) => blastRadius(store, documents, session.inventory, account),
    report: ({ address }: InventoryDevice, ackWithinMs) =>
      converse(talk(), address, CONVERSATION_MS + ackWithinMs, (said) => reportUsage(said, ackWithinMs)),
    saveUsage: ({ address }, location) =>
      converse(talk(), address, CONVERSATION_MS, (said) => saveUsage(said, location)),
    importFile: ({ address }, location) =>
      converse(talk(), address, CONVERSATION_MS, (said) => importFile(said, location)),
    trustAndReport: ({ address }, target, token, ackWithinMs) =>
      converse(talk(), address, 3 * CONVERSATION_MS + ackWithinMs, (said) =>
        trustAndReport(said, target, token, ackWithinMs),
      ),
    endCssm: async () => http?.close(),
    async close() {
      await http?.close();
      await new Promise<void>((resolve) => store.close(resolve));
    },
  };
}

/** After its end every request is answered with `INTERRUPTED`, so that what retries comes to an end. */
function endingHttp(http: OpenHttp): OpenHttp {
  let isOver = false;
  const request: Http['request'] = (asked, done) => {
    if (!isOver) return http.request(asked, done);
    const ended = new LicenseLabError('INTERRUPTED', 'The call was interrupted.', { definite: true });
    return queueMicrotask(() => done(ended));
  };
  return {
    request,
    close() {
      isOver = true;
      return http.close();
    },
  };
}
