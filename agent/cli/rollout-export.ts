import { join, resolve } from 'node:path';
import { writeExport } from '../audit/export-file.ts';
import { EXIT } from '../output/index.ts';
import type { VerbAction } from './verb.ts';

/** Writes the journal of a rollout and its changes into a new file. */
export const rolloutExport: VerbAction = async ({ context, config, output, args, options }) => {
  const id = args[0] ?? '';
  const folder = typeof options['out'] === 'string' ? options['out'] : '.';
  const opened = await context.runtime.openRollouts(config);
  try {
    const journal = await opened.rollouts.journal(id);
    const file = join(folder, `rollout-${id}.jsonl`);
    const written = await writeExport(resolve(context.cwd, file), id, journal);
    output.say(
      `Written to ${file}: ${written.events} events. Verify it: liclab audit verify --export ${file}`,
    );
    output.result({ id, file, ...written });
    return EXIT.ok;
  } finally {
    await opened.close();
  }
};
