import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const page = readFileSync(path.join(root, 'docs/safety.md'), 'utf8');

/** One row of the page. */
interface Row {
  readonly id: string;
  readonly shownBy: readonly string[];
}

const rows: readonly Row[] = [...page.matchAll(/^\| ([IF]\d+) \| [^|]+ \| ([^|]+) \|$/gm)].map(
  ([, id = '', cell = '']) => ({ id, shownBy: cell.split('<br>') }),
);

const numbered = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);

/** True when a string literal of the file is exactly this title. */
function hasTitle(file: string, title: string): boolean {
  const text = readFileSync(path.join(root, file), 'utf8');
  return ["'", '"', '`'].some((quote) => text.includes(`${quote}${title}${quote}`));
}

/** What is wrong with one proof, or null. */
function wrongProof(id: string, proof: string): string | null {
  if (/^\*not shown\*: \S/.test(proof)) return null;
  const scenario = /^scenario `([^`]+)`$/.exec(proof)?.[1];
  if (scenario !== undefined) {
    const file = path.join(root, 'scenarios', scenario, 'scenario.ts');
    return existsSync(file) ? null : `there is no scenario ${scenario}`;
  }
  const [, file, title] = /^`(test\/[^`]+\.ts)` (.+)$/.exec(proof) ?? [];
  if (file === undefined || title === undefined) return `${id}: "${proof}" names no test`;
  if (!existsSync(path.join(root, file))) return `there is no file ${file}`;
  return hasTitle(file, title) ? null : `${file} has no test "${title}"`;
}

describe('docs/safety.md', () => {
  test('has a row for each invariant and each fault, in order', () => {
    expect(rows.map(({ id }) => id)).toEqual([...numbered('I', 25), ...numbered('F', 56)]);
  });

  test('names only tests that are there', () => {
    const wrong = rows.flatMap(({ id, shownBy }) => shownBy.flatMap((proof) => wrongProof(id, proof) ?? []));
    expect(wrong).toEqual([]);
  });

  test('a title that was changed is noticed', () => {
    expect(wrongProof('I1', '`test/docs/safety.test.ts` no such title')).toMatch('has no test');
    expect(wrongProof('I1', '`test/docs/nowhere.test.ts` a title')).toMatch('no file');
    expect(wrongProof('I1', 'believe me')).toMatch('names no test');
    expect(wrongProof('I1', '*not shown*:')).toMatch('names no test');
  });
});
