import { resolve } from 'node:path';
import type { Clock } from '../../core/ports/clock.ts';
import { readDeviceRecords, withAssociations } from '../accounts/index.ts';
import { EXIT, showDraft } from '../output/index.ts';
import type { Output } from '../output/index.ts';
import { makePlan, writePlan } from '../planning/index.ts';
import type { PlanDraft, PlanningWorld, PlanRequest } from '../planning/index.ts';
import type { CliContext, Session } from './context.ts';
import { planRequest } from './plan-options.ts';
import { openSession } from './session.ts';
import type { VerbAction } from './verb.ts';

/** Reads the selected switches and their licenses and writes down what would be done. Changes nothing. */
export const plan: VerbAction = async (invocation) => {
  const { options, output, context } = invocation;
  const session = await openSession(invocation);
  const request = planRequest(options, session.config, session.clock.wallMs());
  const draft = await inPlanningWorld(context, session, request, output, (world) => makePlan(request, world));
  showDraft(output, draft);
  const out = typeof options['out'] === 'string' ? options['out'] : null;
  if (draft.plan !== null && out !== null) {
    writePlan(resolve(context.cwd, out), draft.plan);
    output.say(`Written to ${out}. Begin it with: liclab apply ${out}`, 'good');
  } else if (draft.plan !== null) output.note('Not written: name a file with --out to apply it.', 'warning');
  showRefusals(output, draft);
  output.result({ ...draft, out: draft.plan === null ? null : out });
  return draft.refusals.length === 0 ? EXIT.ok : EXIT.refused;
};

/** Why there is no plan. */
export function showRefusals(output: Output, { refusals }: PlanDraft): void {
  for (const { code, text, hint } of refusals)
    output.note(`refused: ${text}\nhint:    ${hint}\ncode:    ${code}`, 'bad');
}

/** Opens what a plan is made with, for one piece of work; Ctrl-C ends it. */
export async function inPlanningWorld(
  context: CliContext,
  session: Session,
  request: PlanRequest,
  output: Output,
  work: (world: PlanningWorld) => Promise<PlanDraft>,
): Promise<PlanDraft> {
  const interruption = new AbortController();
  const stopListening = context.onInterrupt(() => interruption.abort());
  const { inventory, storeClock } = await inventoryNow(context, session);
  const devices = await context.runtime.openDevices(session);
  try {
    const cssm = request.options.withoutBalance ? null : await context.runtime.openCssm(session);
    try {
      return await work({
        inventory,
        device: devices.port,
        cssm: cssm?.pools ?? null,
        clock: session.clock,
        storeMs: () => storeClock.wallMs(),
        digest: context.digest,
        readsAtOnce: session.config.readsAtOnce,
        onRead: (done, total) => showReading(output, done, total),
        signal: interruption.signal,
      });
    } finally {
      await cssm?.close();
    }
  } finally {
    stopListening();
    await devices.close();
  }
}

/** The inventory with the Smart Accounts that its switches belong to now: a plan is pinned to those. */
async function inventoryNow(
  context: CliContext,
  session: Session,
): Promise<{ readonly inventory: Session['inventory']; readonly storeClock: Clock }> {
  const licensing = await context.runtime.openLicensing(session);
  try {
    const inventory = withAssociations(session.inventory, await readDeviceRecords(licensing.documents));
    return { inventory, storeClock: licensing.storeClock };
  } finally {
    await licensing.close();
  }
}

/** One line that counts, and is gone at the end; nothing where no terminal is. */
function showReading(output: Output, done: number, total: number): void {
  if (output.isTerminal)
    output.raw(done === total ? '\r\u001b[K' : `\r\u001b[KReading switches: ${done} of ${total}`);
}
