import type { Scenario } from '../define.ts';
import { COVERABLE } from './cover.ts';

/** The page `docs/scenarios/coverage.md`: which scenarios show what. Rows without a scenario are stated, not hidden. */
export function coveragePage(scenarios: readonly Scenario[]): string {
  const sorted = scenarios.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const sections = COVERABLE.flatMap(({ title, entries }) => section(title, entries, sorted));
  const covered = COVERABLE.map(({ title, entries }) => {
    const ids = Object.keys(entries);
    const count = ids.filter((id) => showing(id, sorted).length > 0).length;
    return `${title.toLowerCase()}: ${count} of ${ids.length}`;
  });
  return `${[
    '# What the scenarios cover',
    '',
    '<!-- Generated from `covers` of the scenarios; a test compares it. `npx vitest run --update=all test/scenarios/coverage.test.ts` writes it anew. -->',
    '',
    `Shown by ${sorted.length} scenarios: ${covered.join('; ')}.`,
    '',
    ...sections,
    '## Scenarios',
    '',
    '| scenario | covers | kills the mutant |',
    '|---|---|---|',
    ...sorted.map(
      ({ id, title, covers, kills }) =>
        `| [\`${id}\`](${linkTo(id)}): ${title} | ${covers.join(', ')} | ${kills === null ? '-' : `\`${kills}\``} |`,
    ),
  ].join('\n')}\n`;
}

function section(
  title: string,
  entries: Readonly<Record<string, string>>,
  scenarios: readonly Scenario[],
): string[] {
  const rows = Object.entries(entries).map(([id, meaning]) => {
    const names = showing(id, scenarios).map((name) => `[\`${name}\`](${linkTo(name)})`);
    return `| ${id} | ${meaning} | ${names.length === 0 ? '-' : names.join(', ')} |`;
  });
  return [`## ${title}`, '', '| id | what | shown by |', '|---|---|---|', ...rows, ''];
}

function showing(id: string, scenarios: readonly Scenario[]): readonly string[] {
  return scenarios
    .filter(({ covers }) => (covers as readonly string[]).includes(id))
    .map((scenario) => scenario.id);
}

function linkTo(id: string): string {
  return `../../scenarios/${id}/README.md`;
}
