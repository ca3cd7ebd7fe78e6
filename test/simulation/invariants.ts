/** Invariants of the safety contract (3.3) as a judge over ground truth, commits and attempts, while a world runs. */
import { ENDS, type ChangeState, isBad, isEnd } from '../../core/machines/level-change/index.ts';
import { begun, type RolloutState } from '../../core/machines/rollout/index.ts';
import { isSameLevel, type Level } from '../../core/model/level.ts';
import type { DeviceState } from '../../simulator/device/model/state.ts';
import type { GroundEntry } from '../../simulator/journal/journal.ts';
import { createAttempts } from './attempts.ts';
import { wrongBoundary, wrongEnd } from './claims.ts';
import type { Commit, World } from './world.ts';

/** A broken invariant in words. */
export type Violation = string;

interface DeviceTrace {
  /** Reloads of ours that the switch took. */
  accepted: number;
  /** Foreign lines in running since the last save. */
  foreignUnsaved: boolean;
  /** Somebody else edited, or the power failed. */
  isDisturbed: boolean;
  readonly intents: Set<string>;
  change: ChangeState | null;
}

/** Intents that must be durable before a switch sees the operation (I9). */
const INTENT_OF: Readonly<Record<string, readonly string[]>> = {
  edit: ['B5', 'REVERT_INTENT'],
  save: ['B7', 'REVERT_SEEN'],
  'reload-received': ['B10', 'CLI_RELOAD_INTENT'],
};

const same = (a: Level | null, b: Level | null): boolean =>
  a === null || b === null ? a === b : isSameLevel(a, b);

/** Watches a world from now on. `violations` grows; `finish` adds what can only be judged at the end. */
export function createJudge(world: World) {
  const violations: Violation[] = [];
  const devices = new Map<string, DeviceTrace>(
    world.specs.map(({ id }): [string, DeviceTrace] => [
      id,
      { accepted: 0, foreignUnsaved: false, isDisturbed: false, intents: new Set(), change: null },
    ]),
  );
  const serials = new Map(world.specs.map((spec) => [spec.id, spec.serials.toSorted().join()]));
  const rollouts = new Map<string, RolloutState>();
  const changes = new Map<string, ChangeState>();
  let isAborted = false;
  const verified = new Set<string>();
  const broken = (invariant: string, text: string): void => void violations.push(`${invariant}: ${text}`);
  const trace = (id: string): DeviceTrace => devices.get(id) as DeviceTrace;
  const truth = (id: string): DeviceState => {
    const state = world.chassis.get(id)?.state;
    if (state === undefined) throw new Error(`no device ${id}`);
    return state;
  };

  /** What the switch sees: judged at the moment it happens. */
  const onGround = (entry: GroundEntry): void => {
    const known = devices.get(entry.device);
    if (known === undefined) return;
    const isForeign = entry.session === null;
    if (entry.op === 'edit' && isForeign && entry.detail['changed'] === true) known.foreignUnsaved = true;
    if (isForeign && (entry.op === 'edit' || entry.op === 'power')) known.isDisturbed = true;
    if (entry.op === 'boot') known.foreignUnsaved = false;
    const intents = INTENT_OF[entry.op];
    if (intents === undefined || isForeign) return;
    if (!intents.some((intent) => known.intents.has(intent)))
      broken('I9', `${entry.device} saw ${entry.op} without a durable intent`);
    const present = truth(entry.device)
      .members.map((member) => member.serial)
      .toSorted()
      .join();
    const expected = serials.get(entry.device);
    if (entry.op !== 'save' && present !== expected)
      broken('I4', `${entry.op} was sent to ${present}, planned was ${expected}`);
    const isOnSession =
      entry.op === 'edit' || (entry.op === 'reload-received' && entry.detail['via'] !== 'cli');
    if (isOnSession && world.chassis.get(entry.device)?.lock?.session !== entry.session)
      broken('R9', `${entry.device} saw ${entry.op} on a session that does not hold the lock`);
    if (entry.op === 'save' && entry.detail['ok'] === true && entry.detail['fault'] === undefined)
      onSave(entry, known);
    if (entry.op === 'reload-received') onReload(entry, known);
  };

  const onSave = (entry: GroundEntry, known: DeviceTrace): void => {
    if (known.foreignUnsaved && !world.plan.options.saveForeign)
      broken('I3', `${entry.device}: foreign lines were saved`);
    known.foreignUnsaved = false;
  };

  const onReload = (entry: GroundEntry, known: DeviceTrace): void => {
    const { startup, level } = truth(entry.device);
    if (entry.detail['force'] === true) broken('I2', `${entry.device}: force was used`);
    const target = known.change?.target ?? world.plan.target;
    if (!same(startup.level, target))
      broken('I2', `${entry.device}: startup is not the target at the reload`);
    // Over the CLI no lock is held between the look and the dialogue: the stated gap.
    if (known.foreignUnsaved && entry.detail['via'] !== 'cli')
      broken('I2', `${entry.device}: unsaved lines of another operator at the reload`);
    if (same(level, target)) broken('F20', `${entry.device}: it was at the level before the reload`);
    if (entry.detail['result'] !== 'accepted') return;
    known.accepted += 1;
    if (known.accepted > 1)
      broken('I1', `${entry.device} was reloaded ${known.accepted} times by one change`);
  };

  /** What is durable: judged at each commit. */
  const onCommit = ({ row, boundaries }: Commit): void => {
    if (row.kind === 'rollout') onRollout(row.state as RolloutState);
    if (row.kind !== 'level-change') return;
    const change = row.state as ChangeState;
    const id = change.device.address.deviceId;
    const known = trace(id);
    const before = changes.get(change.change);
    if (before !== undefined && isEnd(before.at) && before.at !== change.at)
      broken('I8', `${change.change} left ${before.at}`);
    changes.set(change.change, change);
    // Another one that finds the switch taken says so and does nothing.
    if (change.at === 'SKIPPED_DUPLICATE') return;
    if (known.change !== null && known.change.change !== change.change)
      onSuccessor(known, known.change, change);
    known.change = change;
    for (const boundary of boundaries) onBoundary(change, boundary, known);
    judgeExposure(change.rollout);
    judgeDomains();
    if (!isEnd(change.at)) return;
    const wrong = wrongEnd(truth(id), change, change.at, known);
    if (wrong !== null)
      broken(change.at === 'FAILED_REVERTED' ? 'I16' : 'I8', `${id} ended as ${change.at}, but ${wrong}`);
  };

  /** Two changes of one switch never overlap, and each has its own reload (I1, I17). */
  const onSuccessor = (known: DeviceTrace, before: ChangeState, change: ChangeState): void => {
    if (!isEnd(before.at))
      broken('I17', `${change.change} began at ${before.device.address.deviceId} beside ${before.change}`);
    known.accepted = 0;
    known.intents.clear();
  };

  const onBoundary = (change: ChangeState, boundary: string, known: DeviceTrace): void => {
    const id = change.device.address.deviceId;
    known.intents.add(boundary);
    if (boundary === 'B5' || boundary === 'B10') judgeWindow(change, boundary);
    if (boundary === 'B16') verified.add(change.change);
    if (boundary === 'B10' && isAborted)
      broken('I12', `${change.change} passed the reload intent after an abort`);
    const wrong = known.isDisturbed ? null : wrongBoundary(truth(id), change, boundary, world.clock.wallMs());
    if (wrong !== null) broken('I8', `${id} passed ${boundary}, but ${wrong}`);
  };

  const onRollout = (state: RolloutState): void => {
    const before = rollouts.get(state.rollout);
    const isAdmitting = before !== undefined && begun(state) > begun(before);
    if (isAdmitting && state.bad >= state.failureBudget)
      broken('I5', `a switch was admitted with ${state.bad} bad, the budget is ${state.failureBudget}`);
    rollouts.set(state.rollout, state);
  };

  /** Both intents lie in the window, and a boot still fits. */
  const judgeWindow = (change: ChangeState, boundary: string): void => {
    const { windows, deadlines } = change.options;
    const nowMs = world.clock.wallMs();
    const isIn = windows.some(({ fromMs, toMs }) => fromMs <= nowMs && nowMs + deadlines.upMs <= toMs);
    if (windows.length > 0 && !isIn) broken('I7', `${change.change} passed ${boundary} outside its window`);
  };

  const judgeExposure = (rollout: string): void => {
    const all = [...changes.values()].filter((change) => change.rollout === rollout);
    const held = all.filter((change) =>
      change.endClass === null ? !verified.has(change.change) : isBad(change.endClass),
    ).length;
    const exposure = rollouts.get(rollout)?.exposure ?? world.plan.exposure;
    if (held > exposure) broken('I5', `${held} in flight or bad, the exposure is ${exposure}`);
  };

  /** A switch is unavailable from the admission of its change to a good end, and for good after a bad one. */
  const judgeDomains = (): void => {
    const max = world.plan.maxUnavailable;
    if (max === undefined) return;
    const counts = new Map<string, number>();
    for (const { change } of devices.values()) {
      const domain = change?.device.domain ?? null;
      if (change === null || domain === null) continue;
      const isUnavailable = change.endClass === null || isBad(change.endClass);
      if (isUnavailable) counts.set(domain, (counts.get(domain) ?? 0) + 1);
    }
    for (const [domain, count] of counts)
      if (count > max) broken('I6', `${domain} has ${count} in flight or bad, at most ${max} may be`);
  };

  world.journal.listen(onGround);
  return {
    violations,
    onCommit,
    /** The port of an engine, so that its attempts are judged too. */
    watch: createAttempts(broken),
    /** Call when the abort is durable. */
    aborted: (): void => {
      isAborted = true;
    },
    /** What must hold when nothing runs any more. */
    finish(): readonly Violation[] {
      if (world.defects.length > 0) broken('defect', String(world.defects[0]));
      for (const { change, at } of changes.values())
        if (!isEnd(at)) broken('I8', `${change} never ended: ${at}`);
      for (const { rollout, settled, counts } of rollouts.values()) {
        const admitted = [...changes.values()].filter((change) => change.rollout === rollout).length;
        if (settled !== admitted) broken('I8', `${admitted} admitted, ${settled} settled`);
        for (const end of Object.keys(counts))
          if (!Object.hasOwn(ENDS, end)) broken('I8', `unknown end ${end}`);
      }
      return violations;
    },
  };
}
