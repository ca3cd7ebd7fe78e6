import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { ControlWorld } from './world.ts';

/** An answer that is no JSON object: lines of JSON. */
export interface Lines {
  readonly lines: Readable;
}

/** What a request carries, checked. */
export interface Asked<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

/** One operation of the control API; server and OpenAPI document are made from it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/v1`, with `{name}` for parts of the path. */
  readonly path: string;
  readonly summary: string;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  /** Null: no body is read. */
  readonly body: z.ZodType | null;
  /** HTTP status of a good answer. */
  readonly status: number;
  readonly answer: z.ZodType | 'lines';
  run(world: ControlWorld, asked: Asked<Record<string, unknown>, Record<string, unknown>, unknown>): unknown;
}

const NOTHING = z.strictObject({});

/** States a route; what is left out is empty, and a good answer is 200. */
export function route<
  Params extends z.ZodObject = typeof NOTHING,
  Query extends z.ZodObject = typeof NOTHING,
  Body extends z.ZodType = z.ZodUndefined,
>(stated: {
  readonly method: Route['method'];
  readonly path: string;
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly status?: number;
  readonly answer: Route['answer'];
  run(world: ControlWorld, asked: Asked<z.infer<Params>, z.infer<Query>, z.infer<Body>>): unknown;
}): Route {
  return {
    method: stated.method,
    path: stated.path,
    summary: stated.summary,
    params: stated.params ?? NOTHING,
    query: stated.query ?? NOTHING,
    body: stated.body ?? null,
    status: stated.status ?? 200,
    answer: stated.answer,
    // The server checks params, query and body by these schemas before it calls.
    run: (world, asked) => stated.run(world, asked as Asked<z.infer<Params>, z.infer<Query>, z.infer<Body>>),
  };
}
