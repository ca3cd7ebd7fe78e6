import { LicensingError } from '../../core/errors.ts';
import { EXIT } from '../output/index.ts';
import { switches } from '../planning/index.ts';
import { named, readPast } from '../rollouts/again.ts';
import type { Member } from '../rollouts/again.ts';
import { consent } from './run-plan.ts';
import type { VerbAction } from './verb.ts';

/** Frees switches that ended changes still hold, after a person has looked at them. Changes no switch. */
export const rolloutRelease: VerbAction = async ({ context, config, output, args, options }) => {
  const [id = '', ...ids] = args;
  const opened = await context.runtime.openRollouts(config);
  try {
    const past = await readPast(opened.rollouts, id);
    const members = named(past, past.members, ids);
    refuseInFlight(ids, members);
    const held = members.filter(({ ended }) => ended.holds).map(({ ended }) => ended);
    if (held.length === 0) {
      output.say(`Rollout ${id} holds ${ids.length === 0 ? 'no switch' : 'none of these switches'}.`);
      output.result({ id, released: [] });
      return EXIT.ok;
    }
    output.table(
      [{ title: 'SWITCH', fit: 'cut' }, { title: 'STATE' }, { title: 'WHY', fit: 'wrap' }],
      held.map(({ id: device, state, reason }) => [device, state, reason?.text ?? '']),
    );
    const question = `Were ${held.length === 1 ? 'this switch' : `these ${switches(held.length)}`} looked at?`;
    await consent(context, options['yes'] === true, question);
    await opened.rollouts.release(
      held.flatMap(({ change }) => (change === null ? [] : [change])),
      context.actor,
    );
    output.say(`Released ${switches(held.length)}: other changes may begin there.`, 'good');
    output.result({
      id,
      released: held.map(({ id: device, change, state }) => ({ id: device, change, state })),
    });
    return EXIT.ok;
  } finally {
    await opened.close();
  }
};

/** A switch that was named and may still be acted on is not passed over in silence. */
function refuseInFlight(ids: readonly string[], members: readonly Member[]): void {
  const busy = ids.length === 0 ? undefined : members.find(({ ended }) => ended.class === null);
  if (busy === undefined) return;
  throw new LicensingError(
    'CHANGE_NOT_ENDED',
    `${busy.ended.id} is ${busy.ended.state}: its change has not ended.`,
    {
      definite: true,
      hint: 'Wait for its end; rollout show tells it.',
    },
  );
}
