import type { Output } from '../../output/index.ts';
import type { ReconcileRow, Reconciliation } from '../../reconcile/index.ts';

const TONES = { 'as-desired': 'good', plan: 'strong', associate: 'strong', waiting: 'warning' } as const;

/** The comparison for a person: one line per switch, and why the rest waits. */
export function showReconciliation(output: Output, { rows, plans }: Reconciliation): void {
  output.table(
    [
      { title: 'SWITCH', fit: 'cut' },
      { title: 'DESIRED', fit: 'wrap' },
      { title: 'BOOTS', fit: 'wrap' },
      { title: 'RUNS', fit: 'wrap' },
      { title: 'ENTITLED', fit: 'wrap' },
      { title: 'STATE' },
      { title: 'WHY', fit: 'wrap' },
    ],
    rows.map((row) => [
      row.id,
      desiredText(row),
      row.configured ?? '?',
      row.running ?? '?',
      row.entitled.map(({ license, needed, left }) => `${license}: ${needed} of ${left ?? '?'}`).join(', '),
      { text: row.state, tone: TONES[row.state] },
      row.reason === null ? '' : `${row.reason.text} ${row.reason.next}`,
    ]),
  );
  const count = (state: ReconcileRow['state']): number => rows.filter((row) => row.state === state).length;
  output.say(
    `${count('as-desired')} as desired, ${count('plan')} in ${plans.length} plan${plans.length === 1 ? '' : 's'}, ` +
      `${count('associate')} to be associated, ${count('waiting')} waiting`,
    'strong',
  );
}

function desiredText({ desired }: ReconcileRow): string {
  const place =
    desired.account === null ? [] : [[desired.account, desired.virtualAccount].filter(Boolean).join(' / ')];
  return [...(desired.level === null ? [] : [desired.level]), ...place].join(', ');
}
