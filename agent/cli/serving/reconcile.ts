import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError, LicenseLabError } from '../../../core/errors.ts';
import { ASSOCIATION } from '../../../core/machines/association/index.ts';
import { readRegistry } from '../../accounts/index.ts';
import { loadDesired } from '../../desired/index.ts';
import { EXIT, showApproval } from '../../output/index.ts';
import type { ExitCode } from '../../output/index.ts';
import { reasonOf } from '../../config/index.ts';
import { writePlan } from '../../planning/index.ts';
import { associateAll, reconcile as compare, reconcileWorld } from '../../reconcile/index.ts';
import type { AssociationEnd, Reconciliation } from '../../reconcile/index.ts';
import type { RolloutView } from '../../rollouts/contract.ts';
import { confirm, isSomebodyThere } from '../ask-line.ts';
import { followRollout } from '../follow.ts';
import { eachDevice, notTried } from '../licensing/fleet.ts';
import { keepSeen } from '../licensing/keep-seen.ts';
import { textOption, withLicensing } from '../licensing/open.ts';
import type { Licensing } from '../licensing/open.ts';
import type { Invocation, VerbAction } from '../verb.ts';
import { showReconciliation } from './reconcile-text.ts';

/** What `--apply` did. */
interface Done {
  readonly associations: readonly AssociationEnd[];
  readonly rollouts: readonly RolloutView[];
  /** The second Ctrl-C came. */
  readonly isLeft: boolean;
}

const NOTHING: Done = { associations: [], rollouts: [], isLeft: false };

/**
 * Compares the desired state with what is configured, running and entitled, and plans what is allowed. Changes nothing without
 * `--apply`. Exit code 0 when every switch is as desired (or a plan was made for it), 1 when one waits, 5 when `--apply` is not complete.
 */
export const reconcile: VerbAction = (invocation) =>
  withLicensing(invocation, async (licensing) => {
    const { options, output, context } = invocation;
    const { session } = licensing;
    const file = textOption(invocation, 'desired') ?? '';
    const state = loadDesired(file, context.cwd, session.inventory, session.clock.wallMs());
    const look = (): Promise<Reconciliation> => comparison(invocation, licensing, state);
    let found = await look();
    showReconciliation(output, found);
    if (options['apply'] !== true) {
      const files = writePlans(invocation, found);
      output.result({ ...shown(found), files, applied: null });
      return exitOf(found, NOTHING);
    }
    await approve(invocation, found);
    const associations = await associate(invocation, licensing, found);
    if (associations.some(({ outcome }) => outcome === 'ok')) {
      found = await look();
      showReconciliation(output, found);
      if (found.plans.length > 0) await approve(invocation, { ...found, associations: [] });
    }
    const done = { associations, ...(await runPlans(invocation, licensing, found)) };
    const { rollouts } = done;
    output.result({ ...shown(found), files: [], applied: { associations, rollouts } });
    return exitOf(found, done);
  });

async function comparison(
  { context, options }: Invocation,
  { documents, session, storeClock }: Licensing,
  state: ReturnType<typeof loadDesired>,
): Promise<Reconciliation> {
  const withoutBalance = options['withoutBalance'] === true;
  const interruption = new AbortController();
  const stopListening = context.onInterrupt(() => interruption.abort());
  const devices = await context.runtime.openDevices(session);
  const opened = await context.runtime.openRollouts(session.config);
  const cssm = withoutBalance ? null : await context.runtime.openCssm(session);
  try {
    const world = await reconcileWorld({
      documents,
      rollouts: opened.rollouts,
      state,
      inventory: session.inventory,
      device: devices.port,
      pools: cssm?.pools ?? null,
      clock: session.clock,
      storeMs: () => storeClock.wallMs(),
      digest: context.digest,
      config: session.config,
      withoutBalance,
      acceptFeatureLoss: options['acceptFeatureLoss'] === true,
      signal: interruption.signal,
    });
    return await compare(world);
  } finally {
    stopListening();
    await cssm?.close();
    await opened.close();
    await devices.close();
  }
}

/** The object of `--json`; devices of plans stand in the plans. */
function shown({ rows, plans }: Reconciliation) {
  return { devices: rows, plans: plans.map(({ plan, lines }) => ({ lines, plan })) };
}

/** Writes `reconcile-1.json`, ... into the folder of `--out`. */
function writePlans({ context, options, output }: Invocation, { plans }: Reconciliation): readonly string[] {
  const folder = options['out'];
  if (typeof folder !== 'string') {
    if (plans.length > 0)
      output.note('Not written: name a folder with --out, or run them with --apply.', 'warning');
    return [];
  }
  const path = resolve(context.cwd, folder);
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new ConfigError('PLAN_UNWRITABLE', `The folder ${folder} cannot be made: ${reasonOf(cause)}.`, {
      cause,
    });
  }
  return plans.map(({ plan }, index) => {
    const name = join(folder, `reconcile-${index + 1}.json`);
    writePlan(resolve(context.cwd, name), plan);
    output.say(`Written to ${name}. Begin it with: liclab apply ${name}`, 'good');
    return name;
  });
}

/** A person approves what is shown. Throws `APPROVAL_MISSING`, `APPROVAL_REFUSED`. */
async function approve(invocation: Invocation, { plans, associations }: Reconciliation): Promise<void> {
  const { context, options, output } = invocation;
  if (plans.length + associations.length === 0) return;
  for (const { plan } of plans) showApproval(output, plan);
  if (associations.length > 0)
    output.say(`${associations.length} to be associated with another account`, 'strong');
  if (options['yes'] === true) return;
  if (!isSomebodyThere(context)) {
    throw new LicenseLabError('APPROVAL_MISSING', 'There is no terminal to ask for approval.', {
      definite: true,
      hint: 'Approve with --yes.',
    });
  }
  if (await confirm(context, 'Do this?')) return;
  throw new LicenseLabError('APPROVAL_REFUSED', 'It was not approved. Nothing was done.', { definite: true });
}

async function associate(
  { context, output }: Invocation,
  licensing: Licensing,
  { associations }: Reconciliation,
): Promise<readonly AssociationEnd[]> {
  if (associations.length === 0) return [];
  const { documents, session } = licensing;
  const cssm = await licensing.cssm();
  if (cssm === null) {
    throw new ConfigError('ACCOUNT_WITHOUT_CREDENTIALS', 'The inventory has no credentials for CSSM.', {
      hint: 'Add a section "cssm:" with url, tokenUrl, clientId and clientSecret.',
    });
  }
  const machines = await licensing.machines(context.actor, [ASSOCIATION.kind]);
  const registry = await readRegistry(documents, session.inventory);
  let isStopped = false;
  const stopListening = context.onInterrupt(() => {
    isStopped = true;
  });
  try {
    const ends = await associateAll(
      { cssm, machines, registry },
      (devices, work) => eachDevice(session, devices, () => isStopped, work, notTried),
      associations,
    );
    for (const { id, outcome, message } of ends)
      output.say(`${id}: ${outcome} ${message}`.trimEnd(), outcome === 'ok' ? 'good' : 'bad');
    return ends;
  } finally {
    stopListening();
  }
}

async function runPlans(
  invocation: Invocation,
  { session }: Licensing,
  { plans }: Reconciliation,
): Promise<Omit<Done, 'associations'>> {
  const { context, output } = invocation;
  const rollouts: RolloutView[] = [];
  if (plans.length === 0) return { rollouts, isLeft: false };
  const engine = await context.runtime.openEngine(session);
  try {
    for (const { plan } of plans) {
      const { id } = await engine.rollouts.begin(plan, context.actor);
      output.say(`Rollout ${id}`, 'strong');
      const end = await followRollout(context, output, engine, id);
      const view = await engine.rollouts.show(id);
      rollouts.push(view);
      if (end === 'left') return { rollouts, isLeft: true };
      const verified = view.devices.filter(({ runningLevel }) => runningLevel !== null);
      await keepSeen(
        invocation,
        session,
        verified.map((device) => ({ ...device, level: device.runningLevel })),
      );
      if (!view.ended) break;
    }
    return { rollouts, isLeft: false };
  } finally {
    await engine.stop();
  }
}

function exitOf({ rows, plans }: Reconciliation, { rollouts, associations, isLeft }: Done): ExitCode {
  if (isLeft) return EXIT.interrupted;
  if (rollouts.some(({ ended }) => !ended)) return EXIT.incomplete;
  const isAllRun = rollouts.length === 0 || rollouts.length === plans.length;
  if (!isAllRun) return EXIT.incomplete;
  const isBad =
    rows.some(({ state }) => state === 'waiting') ||
    rollouts.some(({ devices }) => devices.some((device) => device.class !== 'OK')) ||
    associations.some(({ outcome }) => outcome !== 'ok' && outcome !== 'already');
  return isBad ? EXIT.different : EXIT.ok;
}
