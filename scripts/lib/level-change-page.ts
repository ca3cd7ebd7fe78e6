import { BOUNDARIES, ENDS, TABLE, WAITS } from '../../core/machines/level-change/index.ts';

const RESULTS = ['ok', 'refused', 'not-sent', 'unknown'] as const;

/** A list of states as code, or a dash. */
function states(names: readonly string[]): string {
  return names.length === 0 ? '-' : [...new Set(names)].map((name) => `\`${name}\``).join(' ');
}

function stepRows(): string[] {
  return Object.entries(TABLE).map(([step, row]) => {
    const cells = RESULTS.map((result) => {
      const cell = row.cell(result);
      return (cell.gated === true ? 'gate: ' : '') + states(cell.to);
    });
    return `| \`${step}\` | ${row.op} | ${cells.join(' | ')} |`;
  });
}

/** Edges of the straight way and of the intents, as a Mermaid diagram: ends are left out, the tables have them. */
function diagram(): string[] {
  const edges = new Set<string>();
  for (const [step, row] of Object.entries(TABLE)) {
    for (const result of RESULTS) {
      for (const to of row.cell(result).to) {
        const isLoop = to === step || Object.hasOwn(ENDS, to);
        if (!isLoop) edges.add(`  ${step} -->|${result}| ${to}`);
      }
    }
  }
  for (const [wait, { event, to }] of Object.entries(WAITS)) {
    for (const next of to)
      if (next !== wait && !Object.hasOwn(ENDS, next)) edges.add(`  ${wait} -->|${event}| ${next}`);
  }
  return [...edges];
}

/** The page `docs/level-change.md`. */
export function levelChangePage(): string {
  return `${[
    '# The level change, step by step',
    '',
    '<!-- Generated from core/machines/level-change by `npm run docs`. -->',
    '',
    'A change of the license level is a table. Each step has one effect outstanding; the effect ends as *ok*, *refused* (the',
    'switch says it did not do it), *not sent* (certainly nothing reached the switch) or *unknown* (it may have been done).',
    "`gate` means that the rollout's gate and the maintenance window are read in the transaction that decides.",
    '',
    '## Boundaries',
    '',
    '| number | name |',
    '|---|---|',
    ...Object.entries(BOUNDARIES).map(([number, name]) => `| ${number} | ${name} |`),
    '',
    '## Steps',
    '',
    '| step | effect | ok | refused | not sent | unknown |',
    '|---|---|---|---|---|---|',
    ...stepRows(),
    '',
    '## Waiting',
    '',
    '| state | moved by | may lead to |',
    '|---|---|---|',
    ...Object.entries(WAITS).map(([wait, { event, to }]) => `| \`${wait}\` | ${event} | ${states(to)} |`),
    '',
    '## Ends',
    '',
    'FAILED, IDENTITY and UNKNOWN count as bad: they keep their credit and count against the failure budget.',
    '',
    '| end | class |',
    '|---|---|',
    ...Object.entries(ENDS).map(([end, endClass]) => `| \`${end}\` | ${endClass} |`),
    '',
    '## Diagram',
    '',
    '```mermaid',
    'flowchart TD',
    ...diagram(),
    '```',
  ].join('\n')}\n`;
}
