import { findingsOf, SILENT_DAYS } from '../../licenses/index.ts';
import { EXIT } from '../../output/index.ts';
import type { VerbAction } from '../verb.ts';
import { daysOption } from './number-option.ts';
import { withLicensing } from './open.ts';
import { shownAccount } from './shown.ts';
import type { Shown } from './shown.ts';

/** In or out of compliance, and why. Exit code 1 when something is wrong, or when there is no data. */
export const licenseCompliance: VerbAction = (invocation) => {
  const silentDays = daysOption(invocation, 'silentDays', '--silent-days', SILENT_DAYS);
  return withLicensing(invocation, async (licensing) => {
    const { output } = invocation;
    const shown = await shownAccount(invocation, licensing);
    const findings = findingsOf(complianceFacts(shown, silentDays));
    // Without data nobody can say that all is well.
    const compliant = shown.snapshot === null ? null : findings.length === 0;
    if (compliant === null) output.say('Not known: there is no data of this account.', 'warning');
    else if (compliant) output.say('In compliance.', 'good');
    else
      output.say(
        `Out of compliance: ${findings.length === 1 ? '1 finding' : `${findings.length} findings`}.`,
        'bad',
      );
    for (const { code, subject, text, evidence, advice, next } of findings) {
      output.say('');
      output.say(`${code}  ${subject}`, 'strong');
      output.say(`  ${text}`);
      output.say(`  evidence: ${evidence}`);
      output.say(`  next:     ${advice === null ? next : `${advice}\n            ${next}`}`);
    }
    output.result({ ...shown.head, compliant, silentDays, findings });
    return compliant === true ? EXIT.ok : EXIT.different;
  });
};

/** What the account that is shown is judged by. */
export function complianceFacts(shown: Shown, silentDays: number): Parameters<typeof findingsOf>[0] {
  const { account, view, snapshot, devices, syncToken, nowMs } = shown;
  const gone = account.gone === null ? null : (view.reason ?? account.gone.text);
  return { account: view.name, gone, snapshot, devices, syncToken, nowMs, silentDays };
}
