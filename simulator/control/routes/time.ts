import { z } from 'zod';
import { LicenseLabError } from '../../../core/errors.ts';
import { isVirtual } from '../../time/mode.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import type { ControlWorld } from '../world.ts';

/** Longest step: a month. */
const ADVANCE_MS_MAX = 31 * 86_400_000;

const reading = z.object({
  mode: z.enum(['real', 'scaled', 'virtual']),
  scale: z.number().describe('Milliseconds of the lab for each real one; 0 when time is virtual.'),
  now: z.number().describe('Wall time of the lab, milliseconds since 1970-01-01 UTC.'),
  iso: z.string(),
});

/** The lab's time. */
export const TIME_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/time',
    summary: 'How time runs, and what time it is.',
    answer: reading,
    run: readTime,
  }),
  route({
    method: 'POST',
    path: '/time/advance',
    summary: 'Moves virtual time; answers when everything that fell due has happened.',
    body: z.strictObject({ ms: z.number().min(0).max(ADVANCE_MS_MAX) }),
    answer: reading,
    async run(world, { body }) {
      if (!isVirtual(world.clock)) {
        const message = `Time is ${world.time.mode} here and runs by itself; only virtual time is moved.`;
        throw new LicenseLabError('TIME_NOT_VIRTUAL', message, { definite: true });
      }
      await world.clock.advance(body.ms);
      return readTime(world);
    },
  }),
];

function readTime({ clock, time }: ControlWorld): z.infer<typeof reading> {
  const now = Math.round(clock.wallMs());
  return { mode: time.mode, scale: time.scale, now, iso: new Date(now).toISOString() };
}
