/** Accounts, licenses and the licensing of switches, for the verbs that are about them. */
import { LicenseLabError } from '../../core/errors.ts';
import type { Http } from '../../core/ports/http.ts';
import type { Channel, ChannelHandlers, Network } from '../../core/ports/network.ts';
import { blastRadius, createDocuments } from '../accounts/index.ts';
import type { OpenLicensing, Session } from '../cli/index.ts';
import { converse } from '../drivers/device/conversation.ts';
import { reportUsage } from '../drivers/device/license-report.ts';
import { trustAccount } from '../drivers/device/license-trust.ts';
import type { InventoryDevice } from '../inventory/index.ts';
import { cssmParts } from './cssm-parts.ts';
import type { AgentParts, OpenHttp } from './parts.ts';

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
    const given: AgentParts = { ...parts, http: (asked) => (http = endingHttp(parts.http(asked))) };
    return (await cssmParts(given, session))?.client ?? null;
  };
  const channels = endingChannels();
  const talk = () => ({
    network: channels.of(parts.network(session, log)),
    clock,
    random,
    log,
    credentials,
  });

  return {
    documents,
    storeClock: parts.leaseClock,
    cssm: () => (cssm ??= openClient()),
    blastRadius: (account) => blastRadius(store, documents, session.inventory, account),
    report: ({ address }: InventoryDevice, ackWithinMs) =>
      converse(talk(), address, CONVERSATION_MS + ackWithinMs, (said) => reportUsage(said, ackWithinMs)),
    trustAndReport: ({ address }, target, token, ackWithinMs) =>
      converse(talk(), address, 2 * CONVERSATION_MS + ackWithinMs, async (said) => {
        const trust = await trustAccount(said, target, token);
        const isTrusted = trust.result === 'trusted' || trust.result === 'already';
        return { trust, report: isTrusted ? await reportUsage(said, ackWithinMs) : null };
      }),
    endCssm: async () => http?.close(),
    endDevices: () => channels.end(),
    async close() {
      await http?.close();
      await new Promise<void>((resolve) => store.close(resolve));
    },
  };
}

/** Conversations that can be ended from outside: each then fails with `INTERRUPTED`, and so does every later one. */
function endingChannels() {
  const open = new Map<Channel, ChannelHandlers>();
  const ended = (): LicenseLabError =>
    new LicenseLabError('INTERRUPTED', 'The conversation was interrupted.', { definite: false });
  let isOver = false;
  return {
    of: (network: Network): Network => ({
      open(address, service, handlers) {
        const closed: ChannelHandlers['closed'] = (error) => {
          open.delete(channel);
          handlers.closed(error);
        };
        const channel = network.open(address, service, { ...handlers, closed });
        open.set(channel, handlers);
        if (isOver) queueMicrotask(() => cut(channel, handlers));
        return channel;
      },
    }),
    end() {
      isOver = true;
      for (const [channel, handlers] of open) cut(channel, handlers);
    },
  };
  function cut(channel: Channel, handlers: ChannelHandlers): void {
    if (!open.delete(channel)) return;
    channel.destroy();
    handlers.closed(ended());
  }
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
