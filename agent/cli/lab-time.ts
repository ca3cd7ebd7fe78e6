import { request } from 'undici';
import { z } from 'zod';
import { TransportError } from '../../core/errors.ts';
import type { Config } from '../config/index.ts';
import type { Inventory } from '../inventory/index.ts';

/** Milliseconds for the answer of a program on this machine. */
const TIMEOUT_MS = 3_000;

const reading = z.object({ mode: z.enum(['real', 'scaled', 'virtual']), scale: z.number() });

/**
 * How fast the time of the inventory's lab runs: asked of its control API, so that deadlines and waits of the agent fit the
 * simulated boots. Null for an inventory of real switches. Throws `LAB_UNREACHABLE`.
 */
export async function timeOfLab({ control }: Inventory): Promise<Config['time'] | null> {
  if (control === null) return null;
  try {
    const { body } = await request(`${control}/v1/time`, {
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    const { mode, scale } = reading.parse(await body.json());
    return mode === 'scaled' ? { mode, factor: scale } : { mode };
  } catch (cause) {
    throw new TransportError(
      'LAB_UNREACHABLE',
      `The lab that wrote this inventory does not answer at ${control}.`,
      {
        definite: true,
        hint: 'Start it again (npm start, or liclab sim), and use the inventory it writes then.',
        cause,
      },
    );
  }
}
