import { alarmsIn, expiringIn, raiseAlarms } from '../../licenses/index.ts';
import type { Expiring, RaisedAlarms } from '../../licenses/index.ts';
import { EXIT } from '../../output/index.ts';
import type { Output } from '../../output/index.ts';
import type { VerbAction } from '../verb.ts';
import { alarmWorld } from './alarm-world.ts';
import { daysOption } from './number-option.ts';
import { withLicensing } from './open.ts';
import { shownAccount } from './shown.ts';

/**
 * Terms for which a rule raises an alarm; with `--days` those that end within them, whatever the rules say. Exit code 1 when there
 * is one. `--notify` raises the alarms that are new: log and webhook; exit code 3 when the webhook does not take them.
 */
export const licenseExpiring: VerbAction = (invocation) => {
  const days = daysOption(invocation, 'days', '--days', null);
  return withLicensing(invocation, async (licensing) => {
    const { output, config, options } = invocation;
    const { snapshot, head, nowMs } = await shownAccount(invocation, licensing);
    const { rules } = config.alarms;
    const of = (data: NonNullable<typeof snapshot>) =>
      days === null ? alarmsIn(data, nowMs, rules) : expiringIn(data, nowMs, days, rules);
    const expiring = snapshot === null ? [] : of(snapshot);
    showTerms(output, expiring, rules.length > 0);
    const raised =
      options['notify'] !== true || snapshot === null
        ? null
        : await raiseAlarms(await alarmWorld(invocation, licensing), snapshot);
    if (raised !== null) say(invocation, raised);
    output.result({ ...head, days, expiring, ...(raised === null ? {} : { notified: told(raised) }) });
    if (raised !== null && raised.failure !== null) return EXIT.environment;
    return expiring.length === 0 ? EXIT.ok : EXIT.different;
  });
};

/** `hasRules`: the settings have rules, so that the one that decided is worth a column. */
function showTerms(output: Output, expiring: readonly Expiring[], hasRules: boolean): void {
  if (expiring.length === 0) {
    output.say('No term ends soon.', 'faint');
    return;
  }
  output.table(
    [
      { title: 'LAST DAY' },
      { title: 'DAYS LEFT', align: 'right' },
      { title: 'VIRTUAL ACCOUNT', fit: 'cut' },
      { title: 'LICENSE', fit: 'cut' },
      { title: 'QUANTITY', align: 'right' },
      { title: 'SHORT AFTER', align: 'right' },
      ...(hasRules ? [{ title: 'RULE', fit: 'cut' } as const] : []),
    ],
    expiring.map((row) => [
      row.end,
      { text: String(row.daysLeft), tone: row.daysLeft <= 7 ? 'bad' : 'warning' },
      row.virtualAccount,
      row.license,
      String(row.quantity),
      String(row.shortAfter),
      ...(hasRules ? [row.rule ?? '-'] : []),
    ]),
  );
}

const told = ({ logged, posted, failure }: RaisedAlarms) => ({
  logged,
  posted,
  failure: failure === null ? null : { code: failure.code, message: failure.message },
});

function say({ output }: Parameters<VerbAction>[0], { logged, posted, failure }: RaisedAlarms): void {
  output.say(`New alarms: ${logged} written into the log, ${posted} posted to the webhook.`);
  if (failure !== null) output.note(`${failure.message} ${failure.hint ?? ''}\ncode: ${failure.code}`, 'bad');
}
