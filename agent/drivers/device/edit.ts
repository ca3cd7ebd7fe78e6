import type { Look } from '../../../core/model/device.ts';
import { isSameLevel } from '../../../core/model/level.ts';
import type { RpcReply } from '../../../core/wire/netconf/index.ts';
import { OPERATIONS } from '../../../core/wire/ios-xe/index.ts';
import { createBackoff } from './backoff.ts';
import { ok, refusal, refused, triageOf } from './failures.ts';
import type { EffectFor, Kit, Operation } from './kit.ts';
import { RETRY_BACKOFF } from './limits.ts';
import { acceptLook, LOOK_ASKS, readLook } from './look-reading.ts';
import { problemOf, readAll } from './reading.ts';
import type { Held } from './sessions.ts';
import type { Task } from './task.ts';
import { heldBy, writeChange } from './write.ts';

/**
 * Writes the boot level and reads it back, both sent in one go; where there is a candidate datastore it is edited and
 * committed, running is never written. What a daemon refuses is tried again within `patienceMs`, each time after the read-back.
 * Refused: `EDIT_REFUSED`, `DEVICE_LOCKED`, `DEVICE_LOCKED_BY_DAEMON`, `DEVICE_SYNCING`, always with the look that follows,
 * because a daemon's error may come although the edit was applied.
 */
export const edit: Operation<'edit'> = (kit, effect, task, mayWrite) => {
  const held = kit.sessions.find(task.owner, effect.sessionEpoch);
  if (!heldBy(task, held)) return;
  const wait = createBackoff(kit.random.split(`${task.owner} edit`), RETRY_BACKOFF);
  const patienceEndsMs = kit.clock.monotonicMs() + effect.patienceMs;
  const write = held.candidate ? editCandidate : editRunning;

  const judge = (reply: RpcReply, look: Look): void => {
    const triage = triageOf(reply);
    if (triage === null) return task.finish(ok(look));
    const isThere = look.running !== null && isSameLevel(look.running, effect.level);
    const waitMs = wait();
    if (!isThere && triage.retry === 'wait' && kit.clock.monotonicMs() + waitMs < patienceEndsMs)
      return task.after(waitMs, attempt);
    return task.finish(refused(refusal(task.address, 'EDIT_REFUSED', 'the edit', triage), look));
  };
  const attempt = (): void => write({ kit, effect, task, held, mayWrite }, judge);
  attempt();
};

interface Edit {
  readonly kit: Kit;
  readonly effect: EffectFor<'edit'>;
  readonly task: Task;
  readonly held: Held;
  readonly mayWrite: () => boolean;
}

/** The decisive reply, and the look after it. */
type Judge = (reply: RpcReply, look: Look) => void;

function editRunning({ kit, effect, task, held, mayWrite }: Edit, judge: Judge): void {
  let answer: RpcReply | null = null;
  let readBack: readonly RpcReply[] | null = null;
  const both = (): void => {
    if (answer === null || readBack === null) return undefined;
    const reply = answer;
    const looked =
      problemOf(task, LOOK_ASKS, readBack) === null ? acceptLook(readBack) : { missing: 'the read-back' };
    if ('value' in looked) return judge(reply, looked.value);
    return readLook(kit, task, held, (look) => judge(reply, look));
  };
  const change = { name: 'the edit', operation: OPERATIONS.editBootLevel.element('running', effect.level) };
  writeChange(task, held, mayWrite, change, (reply) => {
    answer = reply;
    both();
  });
  if (task.isOver) return;
  readAll(task, held, LOOK_ASKS, (replies) => {
    readBack = replies;
    both();
  });
}

function editCandidate({ kit, effect, task, held, mayWrite }: Edit, judge: Judge): void {
  const after = (reply: RpcReply): void => readLook(kit, task, held, (look) => judge(reply, look));
  const discard = (reply: RpcReply): void => {
    const change = { name: 'discard-changes', operation: OPERATIONS.discardChanges.element() };
    writeChange(task, held, mayWrite, change, () => after(reply));
  };
  const change = { name: 'the edit', operation: OPERATIONS.editBootLevel.element('candidate', effect.level) };
  writeChange(task, held, mayWrite, change, (edited) => {
    if (triageOf(edited) !== null) return discard(edited);
    const commit = { name: 'the commit', operation: OPERATIONS.commit.element() };
    return writeChange(task, held, mayWrite, commit, (committed) =>
      triageOf(committed) === null ? after(committed) : discard(committed),
    );
  });
}
