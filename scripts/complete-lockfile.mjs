// Adds the entries that npm left out of the lockfiles (see lib/lockfile.mjs). To be run after every change of
// the dependencies; `npm run check` fails while something is missing.
import fs from 'node:fs';
import { completeLockfile, missingOptionals } from './lib/lockfile.mjs';

for (const name of ['package-lock.json', 'runtime/package-lock.json']) {
  const file = new URL(`../${name}`, import.meta.url);
  const lockfile = JSON.parse(fs.readFileSync(file, 'utf8'));
  const count = missingOptionals(lockfile).length;
  if (count > 0) fs.writeFileSync(file, `${JSON.stringify(completeLockfile(lockfile), null, 2)}\n`);
  process.stderr.write(`${name}: ${count} entries added\n`);
}
