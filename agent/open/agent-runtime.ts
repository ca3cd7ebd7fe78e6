import { isLicenseLabError } from '../../core/errors.ts';
import type { CssmPort } from '../../core/ports/cssm.ts';
import type { Outcome } from '../../core/machine.ts';
import type { Checkpoint, Store, StoredEvent } from '../../core/ports/store.ts';
import type { Pool } from '../../core/model/balance.ts';
import { LEVEL_CHANGE } from '../../core/machines/level-change/index.ts';
import { ROLLOUT } from '../../core/machines/rollout/index.ts';
import { readHead } from '../audit/head-file.ts';
import { verifyAudit } from '../audit/verify.ts';
import type { AgentRuntime, AuditReport, OpenCssm, OpenDevices, Session } from '../cli/index.ts';
import type { Config } from '../config/index.ts';
import { gather } from '../doctor/index.ts';
import type { Findings } from '../doctor/index.ts';
import { checkDevice } from '../drivers/device/check.ts';
import type { SshEvent } from '../drivers/ssh/watch.ts';
import type { InventoryDevice } from '../inventory/index.ts';
import { makeRolloutReport } from '../evidence/index.ts';
import { createRollouts, rolloutRow } from '../rollouts/rollouts.ts';
import { createRunningEngine } from '../rollouts/running.ts';
import type { RunningEngine } from '../rollouts/contract.ts';
import { startEngine } from '../runtime/engine.ts';
import { sha256 } from '../runtime/ports/digest.ts';
import { newId } from '../runtime/ports/process.ts';
import { ask } from '../store/index.ts';
import { dataFolder } from './data-folder.ts';
import { offeredHostKeys, trustHostKeys } from './host-keys.ts';
import { cssmParts } from './cssm-parts.ts';
import { driverOf, engineParts } from './engine-parts.ts';
import { openLicensing } from './licensing.ts';
import type { AgentParts } from './parts.ts';

/** The runtime of the verbs over the parts given. */
export function createAgentRuntime(parts: AgentParts): AgentRuntime {
  return {
    openDevices: (session) => Promise.resolve(openDevices(parts, session)),
    examine: (session, device) => examine(parts, session, device),
    openCssm: (session) => openCssm(parts, session),
    openLicensing: (session) => openLicensing(parts, session),
    openEngine: (session) => openEngine(parts, session),
    openRollouts(config) {
      const store = parts.store(config);
      return Promise.resolve({
        rollouts: createRollouts(store, () => newId('R')),
        report: async (id) =>
          makeRolloutReport(store, await rolloutRow(store, id), parts.leaseClock.wallMs()),
        close: () => closed(store),
      });
    },
    verifyAudit: (config, head) => audit(parts, config, head),
    clock: (config) => parts.clock(config),
    logFile: (config) => parts.logFile(config),
  };
}

function closed(store: Store): Promise<void> {
  return new Promise((resolve) => store.close(resolve));
}

function openDevices(parts: AgentParts, session: Session): OpenDevices {
  const { port, network, log } = driverOf(parts, session);
  return {
    port,
    check: (device) => checkDevice({ network, clock: parts.leaseClock, log }, device),
    offeredHostKeys: (address) => offeredHostKeys(session, address, parts.leaseClock, log),
    trustHostKeys: (address, keys) => trustHostKeys(session, address, keys),
    close: () => Promise.resolve(),
  };
}

/** Events of one examination that are kept: a few per server and port, and a peer may begin anew. */
const EVENTS_MAX = 1_000;

function examine(parts: AgentParts, session: Session, device: InventoryDevice): Promise<Findings> {
  const { config, clock, credentials } = session;
  const log = parts.log(config);
  const events: SshEvent[] = [];
  const network = parts.network(session, log, (event) => {
    if (events.length < EVENTS_MAX) events.push(event);
  });
  const random = parts.random(config);
  // A program beside a lab knows the pace of its time, not its hour.
  const wallMs = (): number | null => (config.time.mode === 'real' ? clock.wallMs() : null);
  return gather({ network, clock: parts.leaseClock, random, log, credentials, events, wallMs }, device);
}

/** Pools of CSSM, with what the store's running rollouts were promised. */
async function openCssm(parts: AgentParts, session: Session): Promise<OpenCssm | null> {
  const cssm = await cssmParts(parts, session);
  if (cssm === null) return null;
  const store = parts.store(session.config);
  const pools = async (account: string, virtualAccount: string): Promise<readonly Pool[]> => {
    // Before the pools: a change that ends meanwhile is then counted twice, never not at all.
    const promised = await ask<
      Awaited<readonly { account: string; virtualAccount: string; license: string; quantity: number }[]>
    >((done) => store.reserved(done));
    const owned = await new Promise<readonly Pool[]>((resolve, reject) => {
      cssm.client.pools(account, { virtualAccounts: [virtualAccount] }, (answer) => {
        if (isLicenseLabError(answer)) reject(answer);
        else
          resolve(
            answer.map(({ license, quantity, inUse, reserved }) => ({
              name: license,
              quantity,
              inUse,
              reserved,
            })),
          );
      });
    });
    return owned.map((pool) => {
      const ours = promised.filter(
        (row) =>
          row.account === account && row.virtualAccount === virtualAccount && row.license === pool.name,
      );
      const sum = ours.reduce((total, row) => total + row.quantity, 0);
      return { ...pool, reserved: pool.reserved + sum, promised: sum };
    });
  };
  return {
    pools: { pools },
    async close() {
      await cssm.close();
      await closed(store);
    },
  };
}

/** Without CSSM nothing can be seen there: the report is asked for and stays unseen. */
const NO_CSSM: CssmPort = {
  perform(_effect, done) {
    const failure = {
      code: 'CSSM_NOT_CONFIGURED',
      message: 'the inventory names no CSSM to look at',
      hint: null,
      context: {},
    };
    const outcome: Outcome = { result: 'refused', failure };
    queueMicrotask(() => done(outcome));
  },
};

async function openEngine(parts: AgentParts, session: Session): Promise<RunningEngine> {
  const cssm = await cssmParts(parts, session);
  const store = parts.store(session.config);
  const engine = startEngine({
    ...engineParts(parts, session, store),
    cssm: cssm?.port ?? NO_CSSM,
    kinds: [ROLLOUT.kind, LEVEL_CHANGE.kind],
  });
  const running = createRunningEngine(
    engine,
    store,
    createRollouts(store, () => newId('R')),
  );
  return {
    ...running,
    async stop() {
      await running.stop();
      await cssm?.close();
    },
  };
}

async function audit(parts: AgentParts, config: Config, head: string | null): Promise<AuditReport> {
  const store = parts.store(config);
  try {
    const events = await ask<readonly StoredEvent[]>((done) => store.events(null, done));
    const checkpoints = await ask<readonly Checkpoint[]>((done) => store.checkpoints(done));
    const result = verifyAudit(sha256, events, checkpoints, head ?? readHead(dataFolder(config).head));
    const { firstBad } = result;
    return {
      ...result,
      firstBad:
        firstBad === null ? null : { machine: firstBad.machine, seq: firstBad.seq, reason: firstBad.text },
    };
  } finally {
    await closed(store);
  }
}
