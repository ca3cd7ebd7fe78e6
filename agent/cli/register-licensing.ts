import type { Command } from 'commander';
import { accountAssociate } from './licensing/account-associate.ts';
import { accountAdd, accountRemove } from './licensing/account-edit.ts';
import { accountHistory } from './licensing/account-history.ts';
import { accountLs } from './licensing/account-ls.ts';
import { accountDefault, accountSync } from './licensing/account-retrieve.ts';
import { deviceSync } from './licensing/device-sync.ts';
import { licenseCompliance } from './licensing/license-compliance.ts';
import { licenseExpiring } from './licensing/license-expiring.ts';
import { licenseHistory } from './licensing/license-history.ts';
import { licenseLs } from './licensing/license-ls.ts';
import { licenseExportUsage, licenseImportAck } from './licensing/license-offline.ts';
import { licenseReapply } from './licensing/license-reapply.ts';
import { licenseReport } from './licensing/license-report.ts';
import { licenseUnused } from './licensing/license-unused.ts';
import { collect } from './plan-options.ts';
import type { VerbAction } from './verb.ts';

/** Makes a command a verb. */
type AsVerb = (command: Command, name: string, action: VerbAction) => Command;

/** Adds the verbs about Smart Accounts. */
export function registerAccounts(program: Command, verb: AsVerb): void {
  const account = program.command('account').description('Smart Accounts');
  verb(
    account.command('ls').description('list them, with state and age of the data'),
    'account-ls',
    accountLs,
  );
  verb(account.command('add').argument('<domain>').description('know one more'), 'account-add', accountAdd);
  verb(
    account
      .command('default')
      .argument('<domain>')
      .option('--no-sync', 'only change the default; retrieve it later')
      .description('change the default and retrieve it'),
    'account-default',
    accountDefault,
  );
  verb(
    account
      .command('remove')
      .argument('<domain>')
      .option('--yes', 'consent without being asked')
      .description('forget one here; shows what that touches'),
    'account-remove',
    accountRemove,
  );
  verb(
    account.command('sync').argument('[domain]').description('retrieve one, or the default, from CSSM'),
    'account-sync',
    accountSync,
  );
  verb(
    account
      .command('history')
      .argument('[domain]')
      .option('--forget', 'delete what is kept of an account that vanished')
      .description('retrieval runs with durations and causes'),
    'account-history',
    accountHistory,
  );
  verb(
    account
      .command('associate')
      .requiredOption('--select <expression>', 'which switches (repeat for or)', collect)
      .requiredOption('--account <domain>', 'Smart Account that they are to belong to')
      .option('--virtual-account <name>', 'Virtual Account (default: the default one of the account)')
      .description('make switches trust an account, report, and be seen there'),
    'account-associate',
    accountAssociate,
  );
}

const SILENT = [
  '--silent-days <number>',
  'days without contact that make a switch silent (default 35)',
] as const;

/** Adds the verbs about licenses; all of them take `--account`. */
export function registerLicenses(program: Command, verb: AsVerb): void {
  const license = program
    .command('license')
    .description('licenses of the default Smart Account, or of --account');
  const view = (name: string, description: string): Command =>
    license
      .command(name)
      .option('--account <domain>', 'another account than the default one')
      .description(description);
  verb(
    view('ls', 'owned, in use, left, short')
      .option('--all-accounts', 'every Smart Account that is known')
      .option('--by <keys>', 'add up by account, virtual-account, level, model, license (joined by commas)')
      .option('--virtual-account <glob>', 'only these Virtual Accounts')
      .option('--license <glob>', 'only these licenses')
      .option('--level <glob>', 'only this level or add-on, e.g. dna-advantage')
      .option('--model <glob>', 'only this model family, e.g. C9300')
      .option('--short', 'only where licenses are missing'),
    'license-ls',
    licenseLs,
  );
  verb(
    view('expiring', 'terms that end; exit code 1 when there is one')
      .option('--days <number>', 'how far ahead, in place of the alarm rules (default: 90, 30, 7, 0 days)')
      .option('--notify', 'raise alarms that are new: log and webhook of the settings'),
    'license-expiring',
    licenseExpiring,
  );
  verb(view('unused', 'paid for, and doing nothing').option(...SILENT), 'license-unused', licenseUnused);
  verb(
    view('reapply', 'move licenses between Virtual Accounts, so that shortages end')
      .option('--for <plan>', 'also what the switches of a plan lack')
      .option('--dry-run', 'only plan; exit code 1 when licenses stay missing')
      .option('--yes', 'consent without being asked'),
    'license-reapply',
    licenseReapply,
  );
  verb(
    view('compliance', 'in or out, and why; exit code 1 when out').option(...SILENT),
    'license-compliance',
    licenseCompliance,
  );
  verb(
    view('history', 'use day by day, up to two years')
      .option('--license <glob>', 'only these licenses')
      .option('--days <number>', 'how far back (default: all that is kept)')
      .option('--out <file>', 'write the points too: FILE.csv or FILE.json'),
    'license-history',
    licenseHistory,
  );
  verb(
    view('report', 'write a report')
      .requiredOption('--out <file>', 'FILE.html, FILE.csv or FILE.json')
      .option(...SILENT),
    'license-report',
    licenseReport,
  );
  registerOffline(license, verb);
}

/** Adds the verbs for switches without a way to CSSM; `license` is the command that they go under. */
function registerOffline(license: Command, verb: AsVerb): void {
  const many = (name: string, description: string): Command =>
    license
      .command(name)
      .requiredOption('--select <expression>', 'which switches (repeat for or)', collect)
      .description(description);
  verb(
    many('export-usage', 'make switches save their unreported usage, to be carried to CSSM').requiredOption(
      '--to <place>',
      'where each switch writes: flash:usage.xml, https://files.example/{id}.xml',
    ),
    'license-export-usage',
    licenseExportUsage,
  );
  verb(
    many('import-ack', 'make switches import the acknowledgement that CSSM gave').requiredOption(
      '--from <place>',
      'where each switch reads: flash:ack.xml, https://files.example/{id}.xml',
    ),
    'license-import-ack',
    licenseImportAck,
  );
}

/** Adds `device sync`. */
export function registerDeviceSync(device: Command, verb: AsVerb): void {
  verb(
    device
      .command('sync')
      .argument('[id...]')
      .option('--all', 'every switch of the inventory')
      .description('make switches report to CSSM now, and say how that went'),
    'device-sync',
    deviceSync,
  );
}
