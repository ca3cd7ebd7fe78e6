/** Accounts, licenses and the licensing of switches, for the verbs that are about them. */
import { LicenseLabError } from '../../core/errors.ts';
import type { Http } from '../../core/ports/http.ts';
import type { Channel, ChannelHandlers, Network } from '../../core/ports/network.ts';
import type { MachineRow } from '../../core/ports/store.ts';
import {
  blastRadius,
  createDocuments,
  createLicensingMachines,
  createLicensingPort,
  LICENSING_KINDS,
  noCredentials,
} from '../accounts/index.ts';
import type { LicensingMachines } from '../accounts/index.ts';
import type { OpenLicensing, Session } from '../cli/index.ts';
import type { OpenHttp } from '../cssm/index.ts';
import { converse } from '../drivers/device/conversation.ts';
import { importFile, saveUsage } from '../drivers/device/license-files.ts';
import { reportUsage } from '../drivers/device/license-report.ts';
import type { InventoryDevice } from '../inventory/index.ts';
import { openChanges } from '../rollouts/rollouts.ts';
import { startEngine } from '../runtime/engine.ts';
import { sha256 } from '../runtime/ports/digest.ts';
import { newId } from '../runtime/ports/process.ts';
import { ask } from '../store/index.ts';
import { cssmParts } from './cssm-parts.ts';
import { engineParts } from './engine-parts.ts';
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
  const listeners = new Set<Parameters<OpenLicensing['onProgress']>[0]>();
  let http: OpenHttp | null = null;
  let opened: ReturnType<typeof openCssm> | null = null;
  let machines: LicensingMachines | null = null;
  const openCssm = () =>
    cssmParts({ ...parts, http: (...asked) => (http = endingHttp(parts.http(...asked))) }, session);
  const cssm = () => (opened ??= openCssm());
  const channels = endingChannels();
  const talk = () => ({
    network: channels.of(parts.network(session, log)),
    clock,
    random,
    log,
    credentials,
  });

  async function openMachines(kinds: readonly string[], actor: string): Promise<LicensingMachines> {
    const reached = await cssm();
    if (reached === null) throw noCredentials(session.inventory.file, 'the account');
    const licensing = createLicensingPort({
      documents,
      cssm: reached.client,
      clock,
      beatClock: parts.leaseClock,
      digest: sha256,
      speak: (address, deadlineMs, said) => converse(talk(), address, deadlineMs, said),
      openChanges: () => openChanges(store),
      onProgress: (account, progress) => listeners.forEach((listener) => listener(account, progress)),
    });
    const engine = startEngine({
      ...engineParts(parts, session, store),
      cssm: reached.port,
      licensing,
      kinds,
    });
    const { leaseClock } = parts;
    return createLicensingMachines({ engine, kinds, store, leaseClock, random, actor, newId });
  }

  return {
    documents,
    storeClock: parts.leaseClock,
    cssm: async () => (await cssm())?.client ?? null,
    openHttp: (endpoint) => parts.http(endpoint, clock),
    log,
    blastRadius: (account) => blastRadius(store, documents, session.inventory, account),
    report: ({ address }: InventoryDevice, ackWithinMs) =>
      converse(talk(), address, CONVERSATION_MS + ackWithinMs, (said) => reportUsage(said, ackWithinMs)),
    saveUsage: ({ address }, location) =>
      converse(talk(), address, CONVERSATION_MS, (said) => saveUsage(said, location)),
    importFile: ({ address }, location) =>
      converse(talk(), address, CONVERSATION_MS, (said) => importFile(said, location)),
    machines: async (actor, kinds = LICENSING_KINDS) => (machines ??= await openMachines(kinds, actor)),
    openMachines: async (kind) =>
      (await ask<readonly MachineRow[]>((done) => store.machines({ kind, isOpen: true }, done))).length,
    onProgress: (listener) => void listeners.add(listener),
    endCssm: async () => http?.close(),
    endDevices: () => channels.end(),
    async close() {
      machines?.stop();
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
