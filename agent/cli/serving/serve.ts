import { resolve } from 'node:path';
import { isLicenseLabError } from '../../../core/errors.ts';
import { createRandom } from '../../../core/random.ts';
import { formatDuration } from '../../config/index.ts';
import { loadDesired } from '../../desired/index.ts';
import type { DesiredState } from '../../desired/index.ts';
import type { Inventory } from '../../inventory/index.ts';
import { EXIT } from '../../output/index.ts';
import { createStreamLog } from '../../runtime/ports/log.ts';
import { isProcessAlive, newId, newSeed, thisProcess } from '../../runtime/ports/process.ts';
import { startServe, watchFiles } from '../../serve/index.ts';
import type { RaiseAlarms, Serve } from '../../serve/index.ts';
import { raiseAlarms } from '../../licenses/index.ts';
import { alarmWorld } from '../licensing/alarm-world.ts';
import type { Log } from '../../../core/ports/log.ts';
import { inventoryOf } from '../session.ts';
import type { Invocation, VerbAction } from '../verb.ts';
import { openLiveSession } from './live-session.ts';
import type { LiveSession } from './live-session.ts';
import { serveSettings } from './serve-options.ts';

/**
 * Keeps accounts synchronized, performs open rollouts, registers new switches, and applies what a desired state approves, until
 * SIGINT or SIGTERM. Exit code 0, or 5 when something was in flight: it goes on at the next start.
 */
export const serve: VerbAction = async (invocation) => {
  const { context, output, options } = invocation;
  const settings = serveSettings(options);
  const live = await openLiveSession(invocation);
  const { session } = live;
  const log = createStreamLog(
    (line) => context.stderr.write(line),
    () => session.clock.wallMs(),
  );
  const files = openFiles(invocation, live);
  let running: Serve | null = null;
  let isStopped = false;
  // From here on, so that a signal during the start ends it in order too.
  const stopListening = context.onInterrupt(() => {
    isStopped = true;
    running?.stop();
  });
  try {
    const { host, pid } = thisProcess();
    const started = await startServe(
      {
        session,
        runtime: context.runtime,
        settings,
        log,
        random: createRandom(session.config.seed ?? newSeed()).split('serve'),
        digest: context.digest,
        actor: context.actor,
        alarms: alarmsOf(invocation),
        desired: () => files.desired(),
      },
      { id: newId('S'), host, pid, isAlive: isProcessAlive },
    );
    running = started;
    if (isStopped) started.stop();
    const reload = (): void => {
      if (files.reload(log)) started.reloaded();
    };
    const stopWatching = watchFiles(files.paths(), context.uiClock, reload);
    const stopReloading = context.onReload?.(reload);
    tellReady(invocation, settings.everyMs, started, files.desired());
    try {
      const { isIncomplete, lost } = await started.ended;
      if (lost !== null) throw lost;
      log.write('info', 'serve.ended', { incomplete: isIncomplete });
      if (isIncomplete) output.note('Something was in flight. It goes on at the next start.', 'warning');
      return isIncomplete ? EXIT.incomplete : EXIT.ok;
    } finally {
      stopWatching();
      stopReloading?.();
    }
  } finally {
    stopListening();
  }
};

/** Alarms by the rules of the settings, into the log of this process and to the webhook; each once, over restarts too. */
function alarmsOf(invocation: Invocation): RaiseAlarms {
  return async ({ snapshot, licensing: { documents, openHttp }, session, log }) => {
    const world = await alarmWorld(invocation, { documents, openHttp, session, log });
    const { failure } = await raiseAlarms(world, snapshot);
    if (failure !== null) throw failure;
  };
}

function tellReady(
  { output }: Invocation,
  everyMs: number,
  { ready }: Serve,
  state: DesiredState | null,
): void {
  const { accounts, devices, resumed } = ready;
  const entries = state === null ? 0 : state.entries.length;
  output.say(
    `Ready: ${devices} switches, ${accounts.length} Smart Accounts, a round each ${formatDuration(everyMs)}, ` +
      `${entries} desired entries, ${resumed.length} rollouts go on. Ctrl-C ends it.`,
    'good',
  );
  const { pid } = thisProcess();
  output.result({
    ready: true,
    pid,
    everyMs,
    accounts,
    devices,
    desired: state?.file ?? null,
    entries,
    resumed,
  });
}

/** The files of a `serve`: the newest valid ones count. */
interface Files {
  desired(): DesiredState | null;
  paths(): readonly string[];
  /** Reads both again; false when they were not valid, and the old ones stay. */
  reload(log: Log): boolean;
}

function openFiles({ context, options, config }: Invocation, live: LiveSession): Files {
  const file = typeof options['desired'] === 'string' ? options['desired'] : null;
  const load = (inventory: Inventory): DesiredState | null =>
    file === null ? null : loadDesired(file, context.cwd, inventory, live.session.clock.wallMs());
  let state = load(live.session.inventory);
  return {
    desired: () => state,
    paths: () =>
      [live.session.inventory.file, ...(file === null ? [] : [file])].map((path) =>
        resolve(context.cwd, path),
      ),
    reload(log) {
      try {
        const inventory = inventoryOf(context, config);
        state = load(inventory);
        live.replace(inventory);
        log.write('info', 'files.read', {
          devices: inventory.devices.length,
          entries: state?.entries.length ?? 0,
        });
        return true;
      } catch (error) {
        if (!isLicenseLabError(error)) throw error;
        const { code, message, hint } = error;
        log.write('error', 'files.invalid', { code, message, hint, kept: 'the files before' });
        return false;
      }
    },
  };
}
