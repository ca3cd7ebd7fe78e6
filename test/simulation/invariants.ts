/** Invariants of the safety contract (3.3) as a judge over ground truth and commits, while a world runs. */
import {
  ENDS,
  type EndName,
  type ChangeState,
  isBad,
  isEnd,
} from '../../core/machines/level-change/index.ts';
import type { RolloutState } from '../../core/machines/rollout/index.ts';
import { isSameLevel, type Level } from '../../core/model/level.ts';
import type { GroundEntry } from '../../simulator/journal/journal.ts';
import type { Commit, World } from './world.ts';

/** A broken invariant in words. */
export type Violation = string;

interface DeviceTrace {
  /** Reloads of ours that the switch took. */
  accepted: number;
  /** Foreign lines in running since the last save. */
  foreignUnsaved: boolean;
  intents: Set<string>;
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
    world.specs.map((spec) => [
      spec.id,
      { accepted: 0, foreignUnsaved: false, intents: new Set(), change: null },
    ]),
  );
  let rollout: RolloutState | null = null;
  let isAborted = false;
  const verified = new Set<string>();
  const broken = (invariant: string, text: string): void => void violations.push(`${invariant}: ${text}`);
  const trace = (id: string): DeviceTrace => devices.get(id) as DeviceTrace;
  const truth = (id: string) => {
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
    const intents = INTENT_OF[entry.op];
    if (intents === undefined || isForeign) return;
    if (!intents.some((intent) => known.intents.has(intent)))
      broken('I9', `${entry.device} saw ${entry.op} without a durable intent`);
    const expected = [...(world.specs.find((spec) => spec.id === entry.device)?.serials ?? [])].sort().join();
    const present = truth(entry.device)
      .members.map((member) => member.serial)
      .sort()
      .join();
    if (entry.op !== 'save' && present !== expected)
      broken('I4', `${entry.op} was sent to ${present}, planned was ${expected}`);
    if (entry.op === 'save' && entry.detail['ok'] === true) {
      if (known.foreignUnsaved && !world.plan.options.saveForeign)
        broken('I3', `${entry.device}: foreign lines were saved`);
      known.foreignUnsaved = false;
    }
    if (entry.op === 'reload-received') onReload(entry, known);
  };

  const onReload = (entry: GroundEntry, known: DeviceTrace): void => {
    if (entry.detail['force'] === true) broken('I2', `${entry.device}: force was used`);
    if (!same(truth(entry.device).startup.level, world.plan.target))
      broken('I2', `${entry.device}: startup is not the target at the reload`);
    if (entry.detail['result'] !== 'accepted') return;
    known.accepted += 1;
    if (known.accepted > 1)
      broken('I1', `${entry.device} was reloaded ${known.accepted} times by one change`);
  };

  /** What is durable: judged at each commit. */
  const onCommit = ({ row, boundaries }: Commit): void => {
    if (row.kind === 'rollout') rollout = row.state as RolloutState;
    if (row.kind !== 'level-change') return;
    const change = row.state as ChangeState;
    const known = trace(change.device.address.deviceId);
    if (known.change !== null && isEnd(known.change.at) && known.change.at !== change.at)
      broken('I8', `${change.change} left ${known.change.at}`);
    known.change = change;
    for (const boundary of boundaries) {
      known.intents.add(boundary);
      if (boundary === 'B16') verified.add(change.change);
      if (boundary === 'B10' && isAborted)
        broken('I12', `${change.change} passed the reload intent after an abort`);
    }
    judgeExposure();
    if (isEnd(change.at)) judgeClaim(change, change.at);
  };

  const judgeExposure = (): void => {
    const all = [...devices.values()].map((device) => device.change).filter((change) => change !== null);
    const held = all.filter((change) =>
      change.endClass === null ? !verified.has(change.change) : isBad(change.endClass),
    ).length;
    if (held > world.plan.exposure)
      broken('I5', `${held} in flight or bad, the exposure is ${world.plan.exposure}`);
  };

  /** I8 and I16: the claim of an end equals the truth at that moment. */
  const judgeClaim = (change: ChangeState, end: EndName): void => {
    const id = change.device.address.deviceId;
    const { running, startup, level, members, isUnsaved } = truth(id);
    const { target, device } = change;
    const claim = (isTrue: boolean, text: string): void => {
      if (!isTrue) broken(end === 'FAILED_REVERTED' ? 'I16' : 'I8', `${id} ended as ${end}, but ${text}`);
    };
    const isOld = same(running.level, device.from) && same(startup.level, device.from);
    switch (end) {
      case 'SUCCEEDED':
      case 'SUCCEEDED_UNREPORTED':
      case 'ALREADY_AT_LEVEL':
        claim(same(level, target), 'another level is in use');
        claim(
          members.every((member) => member.state === 'ready'),
          'a member is not ready',
        );
        claim(same(startup.level, target), 'startup is not the target');
        break;
      case 'FAILED_UNCHANGED':
      case 'FAILED_REVERTED':
      case 'SKIPPED_BLOCKED':
      case 'SKIPPED_ABORT':
        claim(isOld, `running ${running.level?.network}, startup ${startup.level?.network}`);
        claim(trace(id).accepted === 0, 'it was reloaded');
        break;
      case 'FAILED_CHANGED_NOT_SAVED':
        claim(
          same(running.level, target) && same(startup.level, device.from),
          'running or startup is otherwise',
        );
        break;
      case 'SAVED_PENDING_RELOAD':
        claim(same(startup.level, target), 'startup is not the target');
        claim(trace(id).accepted === 0, 'it was reloaded');
        break;
      case 'FAILED_OLD_LEVEL':
        claim(!same(level, target), 'the target is in use');
        break;
      case 'FAILED_DEGRADED':
        claim(
          members.some((member) => member.state !== 'ready') ||
            truth(id).boot.via === 'crash' ||
            truth(id).phase !== 'ready',
          'it is well',
        );
        break;
      case 'IDENTITY_MISMATCH':
      case 'LOST':
      case 'INDETERMINATE':
      case 'SKIPPED_BUDGET':
      case 'SKIPPED_WINDOW':
      case 'SKIPPED_DUPLICATE':
        break;
    }
    if (end === 'SKIPPED_BLOCKED' && change.failure?.code === 'FOREIGN_UNSAVED')
      claim(isUnsaved, 'nothing is unsaved');
  };

  world.journal.listen(onGround);
  return {
    violations,
    onCommit,
    /** Call when the abort is durable. */
    aborted: (): void => {
      isAborted = true;
    },
    /** What must hold when nothing runs any more. */
    finish(): readonly Violation[] {
      if (world.defects.length > 0) broken('defect', String(world.defects[0]));
      for (const [id, { change }] of devices) {
        if (change !== null && !isEnd(change.at)) broken('I8', `${id} never ended: ${change.at}`);
      }
      const admitted = [...devices.values()].filter((device) => device.change !== null).length;
      if (rollout !== null && rollout.settled !== admitted)
        broken('I8', `${admitted} admitted, ${rollout.settled} settled`);
      for (const end of Object.keys(rollout?.counts ?? {}))
        if (!Object.hasOwn(ENDS, end)) broken('I8', `unknown end ${end}`);
      return violations;
    },
  };
}
