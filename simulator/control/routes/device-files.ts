import { z } from 'zod';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { deviceOf } from './devices.ts';

/** Longest file that is imported: an acknowledgement has a few thousand characters. */
const FILE_CHARS_MAX = 262_144;

const id = z.strictObject({ id: z.string().max(64) });

/** Offline files of a switch: what a person carries to CSSM (`POST /cssm/upload-usage`) and back. */
export const DEVICE_FILE_ROUTES: readonly Route[] = [
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
