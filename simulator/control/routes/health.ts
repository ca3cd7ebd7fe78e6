import { z } from 'zod';
import { route } from '../route.ts';
import type { Route } from '../route.ts';

/** Whether the simulator lives. */
export const HEALTH_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/health',
    summary: 'Whether the simulator works; "defect" when a mistake of the simulator itself was seen.',
    answer: z.object({
      status: z.enum(['ok', 'defect']),
      pid: z.int(),
      devices: z.int(),
      built: z.int().describe('Switches that were touched so far; the others cost nothing yet.'),
      connections: z.int(),
      journal: z.object({ dropped: z.int().describe('Entries no longer held.') }),
      defects: z.int(),
    }),
    run: ({ fleet, connections, defects, journal }) => ({
      status: defects() === 0 ? 'ok' : 'defect',
      pid: process.pid,
      devices: fleet.specs.length,
      built: fleet.built(),
      connections: connections(),
      journal: { dropped: journal.dropped() },
      defects: defects(),
    }),
  }),
];
