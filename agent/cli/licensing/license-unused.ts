import { SILENT_DAYS, unusedIn } from '../../licenses/index.ts';
import { EXIT } from '../../output/index.ts';
import type { VerbAction } from '../verb.ts';
import { daysOption } from './number-option.ts';
import { withLicensing } from './open.ts';
import { shownAccount } from './shown.ts';

/** Commands that are listed below the table. */
const NEXT_MAX = 5;

/** Licenses that are paid for and do nothing. Nobody but the store is asked. */
export const licenseUnused: VerbAction = (invocation) => {
  const silentDays = daysOption(invocation, 'silentDays', '--silent-days', SILENT_DAYS);
  return withLicensing(invocation, async (licensing) => {
    const { output } = invocation;
    const { snapshot, devices, head, nowMs } = await shownAccount(invocation, licensing);
    const unused = snapshot === null ? [] : unusedIn(snapshot, devices, nowMs, silentDays);
    if (unused.length === 0) output.say('Nothing is unused.', 'faint');
    else
      output.table(
        [
          { title: 'KIND' },
          { title: 'VIRTUAL ACCOUNT', fit: 'cut' },
          { title: 'LICENSE', fit: 'cut' },
          { title: 'QUANTITY', align: 'right' },
          { title: 'HOLDER', fit: 'cut' },
          { title: 'EVIDENCE', fit: 'wrap' },
        ],
        unused.map((row) => [
          row.kind,
          row.virtualAccount,
          row.license,
          String(row.quantity),
          row.holder ?? '-',
          row.evidence,
        ]),
      );
    const next = [...new Set(unused.map((row) => row.next))];
    for (const line of next.slice(0, NEXT_MAX)) output.say(`next: ${line}`, 'faint');
    if (next.length > NEXT_MAX) output.say(`... and ${next.length - NEXT_MAX} more, in --json`, 'faint');
    output.result({ ...head, silentDays, unused });
    return EXIT.ok;
  });
};
