import type { Command } from 'commander';
import { accountAssociate } from './licensing/account-associate.ts';
import { accountAdd, accountRemove } from './licensing/account-edit.ts';
import { accountHistory } from './licensing/account-history.ts';
import { accountLs } from './licensing/account-ls.ts';
import { accountDefault, accountSync } from './licensing/account-retrieve.ts';
import { deviceSync } from './licensing/device-sync.ts';
import { licenseHistory } from './licensing/license-history.ts';
import { licenseReapply } from './licensing/license-reapply.ts';
import { licenseReport } from './licensing/license-report.ts';
import { licenseCompliance, licenseExpiring, licenseLs, licenseUnused } from './licensing/license-views.ts';
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
  verb(view('ls', 'owned, in use, left, short'), 'license-ls', licenseLs);
  verb(
    view('expiring', 'terms that end; exit code 1 when there is one').option(
      '--days <number>',
      'how far ahead (default 90; the alarms are at 90, 30, 7 and 0)',
    ),
    'license-expiring',
    licenseExpiring,
  );
  verb(view('unused', 'paid for, and doing nothing'), 'license-unused', licenseUnused);
  verb(
    view('reapply', 'move licenses between Virtual Accounts, so that shortages end')
      .option('--for <plan>', 'also what the switches of a plan lack')
      .option('--dry-run', 'only plan; exit code 1 when licenses stay missing')
      .option('--yes', 'consent without being asked'),
    'license-reapply',
    licenseReapply,
  );
  verb(
    view('compliance', 'in or out, and why; exit code 1 when out'),
    'license-compliance',
    licenseCompliance,
  );
  verb(
    view('history', 'use day by day')
      .option('--license <name>', 'only this license')
      .option('--out <file>', 'write the points as CSV'),
    'license-history',
    licenseHistory,
  );
  verb(
    view('report', 'write a report').requiredOption('--out <file>', 'FILE.html, FILE.csv or FILE.json'),
    'license-report',
    licenseReport,
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
