import { fastify } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ConfigError } from '../../core/errors.ts';
import { failure, failureOf } from './errors.ts';
import type { ControlFailure } from './errors.ts';
import { openApiOf } from './openapi.ts';
import type { Lines, Route } from './route.ts';
import { CSSM_ROUTES } from './routes/cssm.ts';
import { FILE_ROUTES } from './routes/device-files.ts';
import { DEVICE_ROUTES } from './routes/devices.ts';
import { FAULT_ROUTES } from './routes/faults.ts';
import { HEALTH_ROUTES } from './routes/health.ts';
import { JOURNAL_ROUTES } from './routes/journal.ts';
import { TIME_ROUTES } from './routes/time.ts';
import type { ControlWorld } from './world.ts';

/** Every operation of the control API. */
export const CONTROL_ROUTES: readonly Route[] = [
  ...DEVICE_ROUTES,
  ...FILE_ROUTES,
  ...FAULT_ROUTES,
  ...TIME_ROUTES,
  ...JOURNAL_ROUTES,
  ...HEALTH_ROUTES,
  ...CSSM_ROUTES,
];

/** Longest time a client may take to send a whole request: others must not hold the simulator. Real time. */
const REQUEST_TIMEOUT_MS = 30_000;
/** Largest request: a thousand configuration lines. */
const BODY_BYTES_MAX = 1_048_576;

/** A listening control API. */
export interface ControlServer {
  /** `http://127.0.0.1:PORT`, without `/v1`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the control API on a free port of 127.0.0.1. `onDefect` hears of what must not be thrown. */
export async function startControl(
  world: ControlWorld,
  onDefect: (error: unknown) => void,
): Promise<ControlServer> {
  const app = fastify({
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    frameworkErrors: (error, _request, reply) => answer(reply, failureOf(error)),
  });
  // A form of another site's page can send text, but not JSON.
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', (request, reply, done) => {
    const refused = foreign(request, app);
    if (refused === null) done();
    else answer(reply, refused);
  });
  app.setErrorHandler((error, _request, reply) => {
    const told = failureOf(error);
    if (told.status === 500) onDefect(error);
    answer(reply, told);
  });
  app.setNotFoundHandler((request, reply) => {
    const message = `There is no ${request.method} ${request.url.slice(0, 200)}. See /v1/openapi.json.`;
    answer(reply, failure(404, 'NOT_FOUND', message, null));
  });
  const document = openApiOf(CONTROL_ROUTES);
  app.get('/v1/openapi.json', () => document);
  for (const route of CONTROL_ROUTES) register(app, route, world);
  return { url: await app.listen({ host: '127.0.0.1', port: 0 }), close: () => app.close() };
}

function register(app: FastifyInstance, route: Route, world: ControlWorld): void {
  app.route({
    method: route.method,
    url: `/v1${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    async handler(request, reply) {
      const result: unknown = await route.run(world, {
        params: check(route.params, request.params, 'the path'),
        query: check(route.query, request.query, 'the query'),
        body: route.body === null ? undefined : check(route.body, request.body, 'the body'),
      });
      if (route.answer !== 'lines') return reply.code(route.status).send(result);
      return reply.type('application/x-ndjson').send((result as Lines).lines);
    },
  });
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw new ConfigError('CONTROL_REQUEST', `Cannot read ${what}${place}: ${issue?.message ?? 'not usable'}.`);
}

/** Refuses what comes by another name (DNS rebinding) or from another site's page. */
function foreign(request: FastifyRequest, app: FastifyInstance): ControlFailure | null {
  const port = portOf(app);
  const names = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  if (!names.includes(request.headers.host ?? '')) {
    return failure(421, 'HOST_FOREIGN', `This is ${names[0] ?? ''}; the request names another host.`, null);
  }
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return null;
  return failure(403, 'SITE_FOREIGN', 'Requests from pages of other sites are refused.', null);
}

function portOf(app: FastifyInstance): number {
  const address = app.server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function answer(reply: FastifyReply, told: ControlFailure): void {
  void reply.code(told.status).type('application/json').send(told.body);
}
