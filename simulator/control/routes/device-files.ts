import { z } from 'zod';
import { LicenseLabError } from '../../../core/errors.ts';
import { route, type Route } from '../route.ts';
import { deviceOf } from './devices.ts';

/** Longest file, in characters: an acknowledgement of many reports. */
const FILE_CHARS_MAX = 1_000_000;

const id = z.strictObject({ id: z.string().max(64) });
const one = z.strictObject({ id: z.string().max(64), name: z.string().max(64) });

/** Files on the flash of a switch, for licensing without a way to CSSM: usage out, acknowledgements in. */
export const FILE_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/devices/{id}/files',
    summary: 'Files on the flash of a switch, without their text.',
    params: id,
    answer: z.object({ files: z.array(z.object({ name: z.string(), chars: z.int() })) }),
    run: (world, { params }) => ({
      files: deviceOf(world, params.id)
        .files.list()
        .map(({ name, text }) => ({ name, chars: text.length })),
    }),
  }),
  route({
    method: 'GET',
    path: '/devices/{id}/files/{name}',
    summary: 'A file on the flash of a switch, e.g. what `license smart save usage` wrote.',
    params: one,
    answer: z.object({ name: z.string(), text: z.string() }),
    run(world, { params }) {
      const file = deviceOf(world, params.id).files.read(params.name);
      if (file !== null) return { name: file.name, text: file.text };
      throw new LicenseLabError('FILE_UNKNOWN', `${params.id} has no file "${params.name}".`, {
        definite: true,
        hint: `GET /v1/devices/${params.id}/files lists what it has.`,
      });
    },
  }),
  route({
    method: 'POST',
    path: '/devices/{id}/files/{name}',
    summary: 'Puts a file on the flash of a switch, for `license smart import flash:NAME`.',
    params: one,
    body: z.strictObject({ text: z.string().max(FILE_CHARS_MAX) }),
    answer: z.object({ name: z.string(), chars: z.int() }),
    run(world, { params, body }) {
      const trouble = deviceOf(world, params.id).files.write(params.name, body.text);
      if (trouble === null) return { name: params.name, chars: body.text.length };
      const text =
        trouble === 'path'
          ? `expected a file name of letters, digits, dots and hyphens, got "${params.name}"`
          : `the flash of ${params.id} takes no more files`;
      throw new LicenseLabError('FILE_REFUSED', text, { definite: true });
    },
  }),
  route({
    method: 'GET',
    path: '/devices/{id}/usage-file',
    summary: 'The usage of a switch, as it saves it to a file for CSSM.',
    params: id,
    answer: z.object({ file: z.string() }),
    run: (world, { params }) => ({ file: deviceOf(world, params.id).savedUsage() }),
  }),
  route({
    method: 'POST',
    path: '/devices/{id}/import',
    summary: 'Imports the acknowledgement that CSSM gave for a file of usage.',
    params: id,
    body: z.strictObject({ file: z.string().min(1).max(FILE_CHARS_MAX) }),
    answer: z.object({ id: z.string() }),
    run(world, { params, body }) {
      deviceOf(world, params.id).importFile(body.file);
      return { id: params.id };
    },
  }),
];
