import { isLicenseLabError } from '../../core/errors.ts';
import { resumeLicensing, syncAccounts } from './accounts.ts';
import type { AutoApply } from './auto-apply.ts';
import { logFailure } from './contract.ts';
import type { RoundWorld } from './contract.ts';
import type { Registrar } from './register.ts';
import type { Reports } from './reports.ts';
import type { Followed } from './rollouts.ts';

/** What rounds remember of each other. */
export interface Memory {
  readonly registrar: Registrar;
  readonly reports: Reports;
  readonly autoApply: AutoApply;
  readonly followed: Followed;
}

/** One round: what fails in a step is logged, and the next step is done all the same. */
export async function runRound(world: RoundWorld, memory: Memory): Promise<void> {
  const { log, session, signal } = world;
  const startedMs = session.clock.monotonicMs();
  const step = async <Value>(name: string, work: () => Promise<Value>): Promise<Value | null> => {
    if (signal.aborted) return null;
    try {
      return await work();
    } catch (error) {
      if (!isLicenseLabError(error)) throw error;
      if (!signal.aborted) logFailure(log, 'round.step-failed', error, { step: name });
      return null;
    }
  };
  await step('resume', () => resumeLicensing(world));
  const synced = await step('synchronize', () => syncAccounts(world));
  const registered = await step('register', () => memory.registrar.register(world));
  await step('windows', () => memory.followed.endOver(world));
  const state = world.desired();
  const applied = state === null ? null : await step('apply', () => memory.autoApply.run(world, state));
  await step('follow', () => memory.followed.followOpen());
  const reported = await step('report', () => memory.reports.follow(world));
  log.write('info', 'round.done', {
    durationMs: Math.round(session.clock.monotonicMs() - startedMs),
    accountsOk: synced?.ok.length ?? 0,
    accountsFailed: synced?.failed.length ?? 0,
    registered: registered ?? 0,
    reported: reported ?? 0,
    begun: applied?.begun ?? [],
    waiting: applied?.waiting ?? 0,
  });
}
