#!/usr/bin/env node
// The installed command. Plain JavaScript that any Node can read, so that an old one gets a sentence instead of
// a syntax error; the program itself is in dist/.
import { existsSync, readFileSync } from 'node:fs';
import { fitsRange } from './lib/node-range.mjs';

const entry = new URL('../dist/liclab.js', import.meta.url);
const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** The environment does not allow it. */
const EXIT_ENVIRONMENT = 3;

if (!fitsRange(process.versions.node, engines.node)) {
  process.stderr.write(
    `liclab needs Node ${engines.node}; this is ${process.versions.node} (${process.execPath}).\n` +
      'Install a newer Node, or use a checkout: its npm scripts bring their own.\n',
  );
  process.exitCode = EXIT_ENVIRONMENT;
} else if (!existsSync(entry)) {
  process.stderr.write(
    'This checkout is not built. Use `npm run --silent liclab -- VERB`, or build it with `npm run build`.\n',
  );
  process.exitCode = EXIT_ENVIRONMENT;
} else {
  const { main } = await import(entry.href);
  process.exitCode = await main(process.argv.slice(2));
}
