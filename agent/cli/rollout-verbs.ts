import { EXIT, showRollout, showRollouts } from '../output/index.ts';
import type { Rollouts } from '../rollouts/contract.ts';
import type { Invocation, VerbAction } from './verb.ts';

/** One line per rollout of the store. */
export const rolloutLs: VerbAction = (invocation) =>
  withRollouts(invocation, async (rollouts) => {
    const list = await rollouts.list();
    showRollouts(invocation.output, list);
    invocation.output.result({ rollouts: list });
  });

/** One rollout with every switch. */
export const rolloutShow: VerbAction = (invocation) =>
  withRollouts(invocation, async (rollouts) => {
    const view = await rollouts.show(idOf(invocation));
    showRollout(invocation.output, view);
    invocation.output.result({ ...view });
  });

/** Stops admitting, and reloads of switches in flight, until it is resumed. */
export const rolloutPause: VerbAction = moving(
  'pause',
  'is paused: nobody begins, and who is in flight waits before the next reload.',
);

/** Lets a paused rollout go on. */
export const rolloutResume: VerbAction = moving(
  'resume',
  'goes on, as soon as an engine runs: liclab apply with the same plan.',
);

/** Ends a rollout: no reload is asked for any more. */
export const rolloutAbort: VerbAction = moving(
  'abort',
  'is aborted: no further reload is asked for. Reloads already asked for are followed to their end.',
);

function moving(move: 'pause' | 'resume' | 'abort', told: string): VerbAction {
  return (invocation) =>
    withRollouts(invocation, async (rollouts) => {
      const id = idOf(invocation);
      await rollouts[move](id, invocation.context.actor);
      invocation.output.say(`Rollout ${id} ${told}`);
      invocation.output.result({ id, done: move });
    });
}

async function withRollouts(
  { context, config }: Invocation,
  work: (rollouts: Rollouts) => Promise<void>,
): Promise<0> {
  const opened = await context.runtime.openRollouts(config);
  try {
    await work(opened.rollouts);
    return EXIT.ok;
  } finally {
    await opened.close();
  }
}

function idOf({ args }: Invocation): string {
  return args[0] ?? '';
}
