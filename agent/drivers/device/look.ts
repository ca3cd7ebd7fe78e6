import { readProof } from './cli-work.ts';
import { ok } from './failures.ts';
import type { Operation } from './kit.ts';
import { readLook } from './look-reading.ts';
import { heldBy } from './write.ts';

/**
 * Reads running, unsaved and boot time after `quietMs`; with `startup` also startup and the difference, over the CLI, on the
 * same look. A CLI that cannot be used proves nothing: `startup` and `foreignDiff` stay null.
 */
export const look: Operation<'look'> = (kit, effect, task) => {
  const read = (): void => {
    const held = kit.sessions.find(task.owner, effect.sessionEpoch);
    if (!heldBy(task, held)) return;
    readLook(kit, task, held, (seen) => {
      if (!effect.startup) return task.finish(ok(seen));
      return readProof(kit, task, (proof) => task.finish(ok({ ...seen, ...proof })));
    });
  };
  if (effect.quietMs > 0) task.after(effect.quietMs, read);
  else read();
};
