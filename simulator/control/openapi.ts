import { z } from 'zod';
import type { Route } from './route.ts';

const error = z.object({
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }),
});

/** The OpenAPI 3.1 document of the routes. */
export function openApiOf(routes: readonly Route[]): Readonly<Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const operations = (paths[`/v1${route.path}`] ??= {});
    operations[route.method.toLowerCase()] = operationOf(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Catalyst License Lab: simulator control', version: '1' },
    paths,
  };
}

function operationOf(route: Route): Readonly<Record<string, unknown>> {
  const good =
    route.answer === 'lines'
      ? { 'application/x-ndjson': { schema: { type: 'string', description: 'One JSON object a line.' } } }
      : { 'application/json': { schema: schemaOf(route.answer, 'output') } };
  return {
    summary: route.summary,
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(route.body === null
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
          },
        }),
    responses: {
      [route.status]: { description: 'Done.', content: good },
      default: {
        description: 'Not done; the message says why.',
        content: { 'application/json': { schema: schemaOf(error, 'output') } },
      },
    },
  };
}

function parametersOf(schema: z.ZodObject, place: 'path' | 'query'): readonly unknown[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

/** Without the dialect line, which stands once for the whole document. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Readonly<Record<string, unknown>> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
