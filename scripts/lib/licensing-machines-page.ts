import { ASSOCIATION_TABLE } from '../../core/machines/association/index.ts';
import { SYNC_TABLE } from '../../core/machines/sync/index.ts';
import type { MachineTable, TableState } from '../../core/machines/table-machine.ts';
import { TRANSFER_TABLE } from '../../core/machines/transfer/index.ts';

const RESULTS = ['ok', 'refused', 'not-sent', 'unknown'] as const;

const states = (names: readonly string[]): string =>
  [...new Set(names)].map((name) => `\`${name}\``).join(' ');

function section<State extends TableState>(
  title: string,
  table: MachineTable<State>,
  text: readonly string[],
): string[] {
  const { steps, waits, ends } = table;
  const edges = new Set<string>();
  for (const [name, step] of Object.entries(steps)) {
    for (const result of RESULTS)
      for (const to of step.cell(result).to)
        if (to !== name && !Object.hasOwn(ends, to)) edges.add(`  ${name} -->|${result}| ${to}`);
  }
  for (const [name, { event, to }] of Object.entries(waits)) edges.add(`  ${name} -->|${event}| ${to}`);
  return [
    `## ${title}`,
    '',
    ...text,
    '',
    '| step | effect | ok | refused | not sent | unknown |',
    '|---|---|---|---|---|---|',
    ...Object.entries(steps).map(
      ([name, step]) =>
        `| \`${name}\` | ${step.op} | ${RESULTS.map((result) => states(step.cell(result).to)).join(' | ')} |`,
    ),
    '',
    ...Object.entries(waits).map(
      ([name, { event, to }]) => `- \`${name}\` waits for ${event}, then \`${to}\``,
    ),
    '',
    `Ends: ${Object.entries(ends)
      .map(([name, end]) => `\`${name}\` (${end})`)
      .join(', ')}.`,
    '',
    '```mermaid',
    'flowchart TD',
    ...edges,
    '```',
    '',
  ];
}

/** The page `docs/licensing-machines.md`. */
export function licensingMachinesPage(): string {
  return [
    '# Association, transfer and synchronization, step by step',
    '',
    '<!-- Generated from core/machines by `npm run docs`. -->',
    '',
    'Each is a table. A step has one effect outstanding; it ends as *ok*, *refused* (the peer said no), *not sent* (certainly',
    'nothing was done) or *unknown* (it may have been done). A step is durable before its effect is performed. After a crash a read',
    'is performed again, and any other effect ends as *unknown*: the machine looks before it decides. A late outcome is ignored, one',
    'that nobody could have sent is a defect.',
    '',
    ...section('Association', ASSOCIATION_TABLE, [
      'One switch, one open association. The token and the trust are at-most-once: this machine never sends a second one. After a cut',
      'trust it asks the switch (its account, its counters for 150 s, assumed to be enough) and then CSSM (product instances of its serials): trusted goes',
      'on, proved unsent ends as `UNCHANGED` (associate again), and what both looks leave open is `INDETERMINATE`. A registration',
      'token is in memory only, one per Virtual Account and process, for one day; a process that dies leaves a token that nobody',
      'holds. Once the switch is seen at the new place its old product instance is removed, where the old account is still known.',
    ]),
    ...section('Transfer', TRANSFER_TABLE, [
      'One quantity of one license and type, at most 999, one call. Both pools are claimed while it is open. The call is',
      'at-most-once: after a cut one the balances of both sides decide, 150 s later; when others moved licenses meanwhile it is',
      '`INDETERMINATE`. `license reapply` plans from a retrieval that is begun after all open transfers have ended.',
    ]),
    ...section('Synchronization', SYNC_TABLE, [
      'One open run per Smart Account. Pages go to a staged document; the commit that leaves `PULLING` puts it in the place of the',
      'snapshot before. A page anomaly rejects the pull as a whole. Pulls back off from 30 s to 15 min, shortened by up to a half.',
    ]),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}
