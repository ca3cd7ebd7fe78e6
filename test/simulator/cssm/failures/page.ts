import { CSSM_FAULTS as NAMES } from '../../../../scenarios/harness/coverage/faults.ts';
import { FAILURES } from './table.ts';
import type { ManagerCase, SwitchCase } from './table.ts';

/** The table as a page for people. */
export function failuresPage(): string {
  const rows = Object.entries(FAILURES).flatMap(([id, { manager, switches }]) => [
    ...manager.map((one) => row(id, one, managerCells(one))),
    ...switches.map((one) => row(id, one, switchCells(one))),
  ]);
  return [
    '# Failures of CSSM, and what makes them',
    '',
    '<!-- Generated from `test/simulator/cssm/failures/table.ts`; `test/simulator/cssm/failures.test.ts` walks every row and compares this page. -->',
    '',
    'Ask for a fault with `lab.fault({ fault, target })` in a scenario, with `POST /v1/faults` at the control API, or in a test with',
    '`lab.faults.add`. The target of a fault of CSSM is an account (`cssm:DOMAIN`), for what a switch sends also the switch (its id), or',
    '`*`. `docs/simulator-fidelity-cssm.md` says which texts are observed and which are assumed. A title of a test is the first cells of',
    'its row: `npx vitest run --project unit test/simulator/cssm/failures.test.ts -t "C10 "`.',
    '',
    '| id | failure | fault | who | asks | ends with | shown by the switch | logged by the switch |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
    'C19 is an error of a client: `poll_id` has more digits than a double holds; the agent reads JSON without loss. C32 is the recovery:',
    'the next attempt succeeds, and a switch logs `SMART_LIC-5-COMM_RESTORED`.',
    '',
  ].join('\n');
}

function row(id: string, { fault, params }: ManagerCase | SwitchCase, cells: readonly string[]): string {
  const asked = params === undefined ? `\`${fault}\`` : `\`${fault}\` \`${JSON.stringify(params)}\``;
  const name = NAMES[id as keyof typeof NAMES];
  return `| ${[id, name, fault === '' ? '-' : asked, ...cells].join(' | ')} |`;
}

function managerCells({ asks, ends, times = 1, gone }: ManagerCase): readonly string[] {
  const often = times === 1 ? '' : `, ${times} times`;
  return [
    'manager',
    `${asks}${often}${gone === undefined ? '' : ` (answered as ${gone})`}`,
    `\`${ends}\``,
    '',
    '',
  ];
}

function switchCells({ does, transport, shows, logs, outcome }: SwitchCase): readonly string[] {
  const how = transport === undefined ? does : `${does} (${transport})`;
  return ['switch', how, `\`${outcome}\``, lines(shows), lines(logs)];
}

const lines = (texts: readonly string[]): string => texts.map((text) => `\`${text}\``).join('<br>');
