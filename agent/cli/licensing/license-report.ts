import { writeFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { ConfigError, LicenseLabError } from '../../../core/errors.ts';
import { makeReport, reportCsv, reportHtml, SILENT_DAYS } from '../../licenses/index.ts';
import type { LicenseReport } from '../../licenses/index.ts';
import { EXIT } from '../../output/index.ts';
import type { Invocation, VerbAction } from '../verb.ts';
import { complianceFacts } from './license-compliance.ts';
import { daysOption } from './number-option.ts';
import { textOption, withLicensing } from './open.ts';
import { shownAccount } from './shown.ts';

const WRITERS: Readonly<Record<string, (report: LicenseReport) => string>> = {
  '.html': reportHtml,
  '.csv': reportCsv,
  '.json': (report) => `${JSON.stringify({ schema: 'liclab.license-report/1', ...report }, null, 2)}\n`,
};

/** Writes compliance, upcoming expiry, unused licenses and switches that do not report into one HTML, CSV or JSON file. */
export const licenseReport: VerbAction = (invocation) => {
  const silentDays = daysOption(invocation, 'silentDays', '--silent-days', SILENT_DAYS);
  const out = textOption(invocation, 'out') ?? '';
  const write = writerOf(WRITERS, out);
  return withLicensing(invocation, async (licensing) => {
    const shown = await shownAccount(invocation, licensing);
    const { rules } = invocation.config.alarms;
    const report = makeReport(complianceFacts(shown, silentDays), shown.view, rules);
    writeOut(invocation, out, write(report));
    invocation.output.result({ ...shown.head, out, ...report, account: shown.view.name });
    return EXIT.ok;
  });
};

/** The writer for what a file's name ends in. Throws `OPTION_INVALID`. */
export function writerOf<Writer>(writers: Readonly<Record<string, Writer>>, out: string): Writer {
  const ending = extname(out).toLowerCase();
  const writer = Object.hasOwn(writers, ending) ? writers[ending] : undefined;
  if (writer !== undefined) return writer;
  const endings = Object.keys(writers).join(', ');
  throw new ConfigError('OPTION_INVALID', `--out: expected a file that ends in ${endings}, got "${out}".`);
}

/** Writes a file that the verb was asked for. Throws `OUT_UNWRITABLE`. */
export function writeOut({ context, output }: Invocation, file: string, text: string): void {
  try {
    writeFileSync(resolve(context.cwd, file), text);
  } catch (cause) {
    throw new LicenseLabError('OUT_UNWRITABLE', `The file ${file} cannot be written.`, {
      definite: true,
      hint: 'Does its folder exist, and may you write there?',
      cause,
    });
  }
  output.say(`Written to ${file}.`, 'good');
}
