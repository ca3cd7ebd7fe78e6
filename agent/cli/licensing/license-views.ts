/** Read-only views of licenses: who owns what, what ends, what is idle, what is wrong. Nobody but the store is asked. */
import { ConfigError } from '../../../core/errors.ts';
import { balancesOf, expiringIn, findingsOf, unusedIn } from '../../licenses/index.ts';
import { EXIT } from '../../output/index.ts';
import type { VerbAction } from '../verb.ts';
import { textOption, withLicensing } from './open.ts';
import { shownAccount } from './shown.ts';

/** Balances per Virtual Account. */
export const licenseLs: VerbAction = (invocation) =>
  withLicensing(invocation, async (licensing) => {
    const { output } = invocation;
    const { snapshot, head } = await shownAccount(invocation, licensing);
    const licenses = snapshot === null ? [] : balancesOf(snapshot);
    output.table(
      [
        { title: 'VIRTUAL ACCOUNT', fit: 'cut' },
        { title: 'LICENSE', fit: 'cut' },
        { title: 'OWNED', align: 'right' },
        { title: 'IN USE', align: 'right' },
        { title: 'LEFT', align: 'right' },
        { title: 'SHORT', align: 'right' },
        { title: 'EXPIRES' },
      ],
      licenses.map((row) => [
        row.virtualAccount,
        row.license,
        String(row.quantity),
        String(row.inUse),
        String(row.available),
        { text: String(row.short), tone: row.short > 0 ? 'bad' : 'plain' },
        row.expires ?? '-',
      ]),
    );
    output.result({ ...head, licenses });
    return EXIT.ok;
  });

/** Longest look ahead: ten years. */
const DAYS_MAX = 3_660;

/** Terms that end within the days of the rule (default 90). Exit code 1 when there is one. */
export const licenseExpiring: VerbAction = (invocation) => {
  const given = textOption(invocation, 'days') ?? '90';
  const days = Number(given);
  if (!/^[0-9]{1,4}$/.test(given) || days > DAYS_MAX) {
    throw new ConfigError(
      'OPTION_INVALID',
      `--days: expected a number from 0 to ${DAYS_MAX}, got "${given}".`,
    );
  }
  return withLicensing(invocation, async (licensing) => {
    const { output } = invocation;
    const { snapshot, head } = await shownAccount(invocation, licensing);
    const expiring = snapshot === null ? [] : expiringIn(snapshot, licensing.now().agentMs, days);
    output.table(
      [
        { title: 'LAST DAY' },
        { title: 'DAYS LEFT', align: 'right' },
        { title: 'VIRTUAL ACCOUNT', fit: 'cut' },
        { title: 'LICENSE', fit: 'cut' },
        { title: 'QUANTITY', align: 'right' },
        { title: 'SHORT AFTER', align: 'right' },
      ],
      expiring.map((row) => [
        row.end,
        { text: String(row.daysLeft), tone: row.alarm <= 7 ? 'bad' : 'warning' },
        row.virtualAccount,
        row.license,
        String(row.quantity),
        String(row.shortAfter),
      ]),
    );
    output.result({ ...head, days, expiring });
    return expiring.length === 0 ? EXIT.ok : EXIT.different;
  });
};

/** Licenses that are paid for and do nothing. */
export const licenseUnused: VerbAction = (invocation) =>
  withLicensing(invocation, async (licensing) => {
    const { output } = invocation;
    const { snapshot, devices, head } = await shownAccount(invocation, licensing);
    const unused = snapshot === null ? [] : unusedIn(snapshot, devices, licensing.now().agentMs);
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
    output.result({ ...head, unused });
    return EXIT.ok;
  });

/** In or out of compliance, and why. Exit code 1 when something is wrong. */
export const licenseCompliance: VerbAction = (invocation) =>
  withLicensing(invocation, async (licensing) => {
    const { output } = invocation;
    const shown = await shownAccount(invocation, licensing);
    const findings = findingsOf(shown, shown.account.gone !== null, shown.devices, licensing.now().agentMs);
    output.table(
      [
        { title: 'CODE' },
        { title: 'ABOUT', fit: 'cut' },
        { title: 'FINDING', fit: 'wrap' },
        { title: 'NEXT', fit: 'wrap' },
      ],
      findings.map(({ code, subject, text, evidence, next }) => [
        { text: code, tone: 'bad' },
        subject,
        `${text} (${evidence})`,
        next,
      ]),
    );
    // Without data nobody can say that all is well.
    const compliant = shown.snapshot === null ? null : findings.length === 0;
    output.result({ ...shown.head, compliant, findings });
    return compliant === true ? EXIT.ok : EXIT.different;
  });
