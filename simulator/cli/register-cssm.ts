import { Option } from 'commander';
import type { Command } from 'commander';
import { CSSM_ACTIONS } from '../cssm/control/actions.ts';
import { fieldsText } from './action-fields.ts';
import type { SimContext, SimExit } from './context.ts';
import { listAlerts, listInstances, showLines } from './cssm-lists.ts';
import { act, deleteAccount, listAccounts, listWorlds } from './cssm-verbs.ts';
import { talking } from './talking.ts';

/** Adds the verbs of CSSM: what is shown of it, and every action of the control API. */
export function registerCssm(cssm: Command, context: SimContext, exit: SimExit): void {
  const accounts = talking(cssm.command('accounts').description('Smart Accounts with their balances'));
  accounts.option('--at <moment>', 'as they were then, e.g. 2026-01-31T08:00:00Z');
  accounts.action(async () => exit(await listAccounts(accounts, context)));

  const instances = talking(cssm.command('instances').description('product instances'));
  instances.option('--account <domain>', 'of one Smart Account');
  instances.action(async () => exit(await listInstances(instances, context)));

  const alerts = talking(cssm.command('alerts').argument('<domain>').description('alerts of an account'));
  alerts.action(async (id: string) => exit(await listAlerts(id, alerts, context)));

  const worlds = cssm
    .command('worlds')
    .description('ready-made accounts that a lab file may name in cssm.world')
    .option('--no-color', 'no colours')
    .option('--json', 'one JSON object on the last line of stdout');
  worlds.action(() => exit(listWorlds(worlds, context)));

  const remove = talking(
    cssm.command('delete-account').argument('<domain>').description('delete one at Cisco'),
  );
  remove.addOption(
    new Option('--answer <how>', 'how calls about it are answered').choices([
      'error',
      'forbidden',
      'not-found',
    ]),
  );
  remove.action(async (id: string) => exit(await deleteAccount(id, remove, context)));

  for (const action of CSSM_ACTIONS) {
    const verb = talking(cssm.command(action.name).argument('[field=value...]').description(action.summary));
    verb.addHelpText('after', `\nFields: ${fieldsText(action)}\nA value @FILE is the content of that file.`);
    verb.action(async (fields: string[]) => exit(await act(action, fields, verb, context)));
  }

  const texts = { journal: 'what CSSM was asked', events: 'what changed in the ledger' } as const;
  for (const what of ['journal', 'events'] as const) {
    const lines = talking(cssm.command(what).description(texts[what])).option('--from <seq>');
    lines.action(async () => exit(await showLines(what, lines, context)));
  }
}
