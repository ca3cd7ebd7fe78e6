import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { GroundJournal } from '../journal/journal.ts';

/** The simulator's own record, in the evidence folder. */
export const GROUND_TRUTH_FILE = 'ground-truth.jsonl';

/** Writes every entry of the journal to a file as it comes. Returns: stop, and wait until all is written. */
export function recordGroundTruth(journal: GroundJournal, folder: string): () => Promise<void> {
  mkdirSync(folder, { recursive: true });
  const stream = createWriteStream(join(folder, GROUND_TRUTH_FILE), { mode: 0o600 });
  let failure: Error | null = null;
  stream.on('error', (error) => {
    failure = error;
  });
  const stopListening = journal.listen((entry) => stream.write(`${JSON.stringify(entry)}\n`));
  return () =>
    new Promise((resolve, reject) => {
      stopListening();
      if (failure !== null) return reject(failure);
      stream.once('error', reject);
      stream.end(() => resolve());
    });
}
