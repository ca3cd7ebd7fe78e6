import { resolve } from 'node:path';
import { CssmError, LicenseLabError } from '../../../core/errors.ts';
import { SYNC } from '../../../core/machines/sync/index.ts';
import { TRANSFER, type TransferState } from '../../../core/machines/transfer/index.ts';
import { requireCredentials } from '../../accounts/index.ts';
import type { LicensingMachines } from '../../accounts/index.ts';
import { reapplyWork } from '../../licenses/index.ts';
import type { ReapplyWork } from '../../licenses/index.ts';
import { EXIT } from '../../output/index.ts';
import type { ExitCode } from '../../output/index.ts';
import { readPlan } from '../../planning/index.ts';
import { confirm, isSomebodyThere } from '../ask-line.ts';
import type { Invocation, VerbAction } from '../verb.ts';
import { textOption, withLicensing } from './open.ts';
import type { Licensing } from './open.ts';
import { runTransfers, transferEnd } from './run-transfers.ts';
import type { TransferEnd } from './run-transfers.ts';
import { shownAccount } from './shown.ts';
import { balancesNow, showReapply, showTransfers } from './show-reapply.ts';

/**
 * Plans transfers between the Virtual Accounts of an account, with balances before and after, asks, and makes them. Transfers that
 * a dead process left open go on first, and what is moved is planned from a retrieval begun after them: so the same command again
 * goes on where it was cut, and moves nothing twice. Exit code 1 when licenses stay missing or a transfer went otherwise, 5 when cut.
 */
export const licenseReapply: VerbAction = (invocation) =>
  withLicensing(invocation, async (licensing) => {
    const { output, options, context } = invocation;
    const shown = await shownAccount(invocation, licensing);
    const account = shown.account.name;
    const forPlan = textOption(invocation, 'for');
    const waiting = forPlan === null ? [] : readPlan(resolve(context.cwd, forPlan), context.digest).balance;
    const first = reapplyWork(shown.snapshot, waiting);
    const isIdle = first.calls.length === 0 && (await licensing.openMachines(TRANSFER.kind)) === 0;
    const isOnlyPlan = options['dryRun'] === true || isIdle;
    if (isOnlyPlan || !mayConsent(invocation)) showReapply(output, first.plan);
    if (isOnlyPlan) {
      output.result({ ...shown.head, ...first.plan, executed: false });
      return codeOf(first, []);
    }
    requireCredentials(licensing.session.inventory, account);
    if (!mayConsent(invocation)) throw nobodyThere();
    const machines = await licensing.machines(context.actor, [TRANSFER.kind, SYNC.kind]);
    const resumed = await goOn(machines);
    await retrieved(machines, account);
    const fresh = await shownAccount(invocation, licensing);
    const work = reapplyWork(fresh.snapshot, waiting);
    showReapply(output, work.plan);
    if (work.calls.length > 0) await consent(invocation, account);
    return moveAll(invocation, licensing, machines, { account, work, resumed });
  });

/** Ends of the transfers that were open. */
async function goOn(machines: LicensingMachines): Promise<readonly TransferEnd[]> {
  const rows = await machines.resume();
  return rows
    .filter(({ kind }) => kind === TRANSFER.kind)
    .map(({ state }) => transferEnd(state as TransferState));
}

/** Retrieves the account; throws why that failed, because a plan from older balances could move twice. */
async function retrieved(machines: LicensingMachines, account: string): Promise<void> {
  const { state } = await machines.sync(account, 1);
  const { failure } = state;
  if (failure === null) return;
  throw new CssmError(failure.code, `${failure.message} Nothing more is moved without fresh balances.`, {
    definite: true,
    ...(failure.hint === null ? {} : { hint: failure.hint }),
  });
}

interface Moving {
  readonly account: string;
  readonly work: ReapplyWork;
  readonly resumed: readonly TransferEnd[];
}

async function moveAll(
  invocation: Invocation,
  licensing: Licensing,
  machines: LicensingMachines,
  { account, work, resumed }: Moving,
): Promise<ExitCode> {
  const { output, context } = invocation;
  let isStopped = false;
  const stopListening = context.onInterrupt(() => {
    isStopped = true;
  });
  try {
    const made = await runTransfers(machines, account, work.calls, () => isStopped);
    const transfers = [...resumed, ...made];
    showTransfers(output, transfers);
    await machines.sync(account, 1);
    const { snapshot, head } = await shownAccount(invocation, licensing);
    const balancesAfter = balancesNow(work.plan, snapshot);
    output.result({ ...head, ...work.plan, executed: true, transfers, balancesAfter });
    return made.length < work.calls.length ? EXIT.incomplete : codeOf(work, transfers);
  } finally {
    stopListening();
  }
}

function codeOf({ plan }: ReapplyWork, transfers: readonly TransferEnd[]): ExitCode {
  const isMoved = transfers.every(({ state }) => state === 'MOVED');
  return plan.uncovered === 0 && isMoved ? EXIT.ok : EXIT.different;
}

/** True when consent was given, or a person can be asked for it. */
function mayConsent({ context, options }: Invocation): boolean {
  return options['yes'] === true || isSomebodyThere(context);
}

function nobodyThere(): LicenseLabError {
  return new LicenseLabError('APPROVAL_MISSING', 'There is no terminal to ask for consent.', {
    definite: true,
    hint: 'Only plan with --dry-run, or consent with --yes.',
  });
}

/** Throws `APPROVAL_REFUSED`. */
async function consent({ context, options }: Invocation, account: string): Promise<void> {
  if (options['yes'] === true || (await confirm(context, `Move these licenses in ${account}?`))) return;
  throw new LicenseLabError('APPROVAL_REFUSED', 'Nothing was moved.', { definite: true });
}
