// Writes the pages of docs/ that are made from code:
//
//   npm run docs
//
// A test fails when a page is not what the code says now.
import { writeFileSync } from 'node:fs';
import { levelChangePage } from './lib/level-change-page.ts';
import { licensingMachinesPage } from './lib/licensing-machines-page.ts';

/** Generated pages: path from the root, and the text. */
export const PAGES: ReadonlyMap<string, () => string> = new Map([
  ['docs/level-change.md', levelChangePage],
  ['docs/licensing-machines.md', licensingMachinesPage],
]);

if (import.meta.main) {
  for (const [path, text] of PAGES) writeFileSync(new URL(`../${path}`, import.meta.url), text());
}
