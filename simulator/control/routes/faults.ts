import { z } from 'zod';
import { LicenseLabError } from '../../../core/errors.ts';
import { FAULT_KINDS } from '../../faults/registry.ts';
import { faultRequestSchema } from '../../faults/request.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';

const waiting = z.looseObject({
  id: z.string(),
  fault: z.string(),
  target: z.string(),
  taken: z.int().describe('Times it has happened.'),
  left: z.int().describe('Times it will still happen.'),
});

/** Faults that wait for their moment. */
export const FAULT_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/faults',
    summary: 'Faults that wait, in the order they were added.',
    answer: z.object({ faults: z.array(waiting) }),
    run: ({ faults }) => ({ faults: faults.list() }),
  }),
  route({
    method: 'POST',
    path: '/faults',
    summary:
      'Adds a fault; scripted faults of one name are consumed in order, then behaviour is normal again.',
    body: faultRequestSchema,
    status: 201,
    answer: waiting,
    run: ({ faults }, { body }) => faults.add(body),
  }),
  route({
    method: 'DELETE',
    path: '/faults',
    summary: 'Removes every fault.',
    answer: z.object({ removed: z.int() }),
    run({ faults }) {
      const removed = faults.list().length;
      faults.clear();
      return { removed };
    },
  }),
  route({
    method: 'DELETE',
    path: '/faults/{id}',
    summary: 'Removes a fault.',
    params: z.strictObject({ id: z.string().max(64) }),
    answer: z.object({ removed: z.int() }),
    run({ faults }, { params }) {
      if (faults.remove(params.id)) return { removed: 1 };
      const message = `No fault waits under the id "${params.id}".`;
      throw new LicenseLabError('FAULT_NOT_WAITING', message, { definite: true });
    },
  }),
  route({
    method: 'GET',
    path: '/faults/kinds',
    summary: 'Every fault that may be asked for, with its parameters.',
    answer: z.object({ kinds: z.array(z.looseObject({ name: z.string(), about: z.string() })) }),
    run: () => ({
      kinds: FAULT_KINDS.map(({ name, about, bites, params }) => ({
        name,
        about,
        bites,
        params: z.toJSONSchema(params, { io: 'input' }),
      })),
    }),
  }),
];
