import { writeFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { ConfigError, LicenseLabError } from '../../../core/errors.ts';
import { balancesOf, expiringIn, findingsOf, reportCsv, reportHtml, unusedIn } from '../../licenses/index.ts';
import type { LicenseReport } from '../../licenses/index.ts';
import { EXIT } from '../../output/index.ts';
import { rfc3339 } from '../../planning/index.ts';
import type { Invocation, VerbAction } from '../verb.ts';
import { textOption, withLicensing } from './open.ts';
import { shownAccount } from './shown.ts';

const WRITERS: Readonly<Record<string, (report: LicenseReport) => string>> = {
  '.html': reportHtml,
  '.csv': reportCsv,
  '.json': (report) => `${JSON.stringify({ schema: 'liclab.license-report/1', ...report }, null, 2)}\n`,
};

/** Days ahead that the report looks for terms that end. */
const EXPIRING_DAYS = 90;

/** Writes compliance, upcoming expiry, unused licenses and switches that do not report into one HTML, CSV or JSON file. */
export const licenseReport: VerbAction = (invocation) => {
  const out = textOption(invocation, 'out') ?? '';
  const write = WRITERS[extname(out).toLowerCase()];
  if (write === undefined) {
    throw new ConfigError(
      'OPTION_INVALID',
      `--out: expected a file that ends in ${Object.keys(WRITERS).join(', ')}, got "${out}".`,
    );
  }
  return withLicensing(invocation, async (licensing) => {
    const shown = await shownAccount(invocation, licensing);
    const { snapshot, view, devices } = shown;
    const nowMs = licensing.now().agentMs;
    const report: LicenseReport = {
      madeAt: rfc3339(nowMs),
      account: view,
      licenses: snapshot === null ? [] : balancesOf(snapshot),
      compliance: findingsOf(shown, shown.account.gone !== null, devices, nowMs),
      expiring: snapshot === null ? [] : expiringIn(snapshot, nowMs, EXPIRING_DAYS),
      unused: snapshot === null ? [] : unusedIn(snapshot, devices, nowMs),
      notReporting: devices.filter(
        ({ account, lastSync }) => account?.toLowerCase() === view.name && lastSync.result !== 'ok',
      ),
    };
    writeOut(invocation, out, write(report));
    invocation.output.result({ ...shown.head, out, ...report, account: view.name });
    return EXIT.ok;
  });
};

/** Writes a file that the verb was asked for. Throws `OUT_UNWRITABLE`. */
export function writeOut({ context, output }: Invocation, file: string, text: string): void {
  try {
    writeFileSync(resolve(context.cwd, file), text);
  } catch (cause) {
    throw new LicenseLabError('OUT_UNWRITABLE', `The file ${file} cannot be written.`, {
      definite: true,
      cause,
    });
  }
  output.say(`Written to ${file}.`, 'good');
}
