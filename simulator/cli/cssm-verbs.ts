import type { Command } from 'commander';
import { ConfigError } from '../../core/errors.ts';
import type { CssmAction } from '../cssm/control/action.ts';
import { WORLDS } from '../cssm/worlds/index.ts';
import { bodyOf } from './action-fields.ts';
import { controlClient } from './control-client.ts';
import type { SimContext } from './context.ts';
import { columns, say, tellJson } from './say.ts';

/** An account as the control API shows it. */
interface Account {
  readonly domain: string;
  readonly status: string;
  readonly virtualAccounts: readonly {
    readonly name: string;
    readonly pools: readonly {
      readonly license: string;
      readonly quantity: number;
      readonly inUse: number;
    }[];
  }[];
}

/** `sim cssm accounts [--at MOMENT]`: now, or as they were. */
export async function listAccounts(command: Command, context: SimContext): Promise<0> {
  const options: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  const { at } = options;
  const query = typeof at === 'string' ? `?at=${momentOf(at)}` : '';
  const answer = await controlClient(options, context).call('GET', `/cssm/accounts${query}`);
  if (options['json'] === true) tellJson(context, 'sim-cssm-accounts', answer);
  say(context, options['json'] === true, (answer['accounts'] as readonly Account[]).flatMap(accountLines));
  return 0;
}

/** `sim cssm delete-account DOMAIN` */
export async function deleteAccount(id: string, command: Command, context: SimContext): Promise<0> {
  const options: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  const { answer } = options;
  const query = typeof answer === 'string' ? `?answer=${encodeURIComponent(answer)}` : '';
  const account = await controlClient(options, context).call(
    'DELETE',
    `/cssm/accounts/${encodeURIComponent(id)}${query}`,
  );
  if (options['json'] === true) tellJson(context, 'sim-cssm-delete-account', account);
  say(context, options['json'] === true, [
    `The Smart Account ${String(account['domain'])} is ${String(account['status'])}.`,
  ]);
  return 0;
}

/** `sim cssm ACTION` with `field=value` arguments: every action of the control API. */
export async function act(
  action: CssmAction,
  fields: readonly string[],
  command: Command,
  context: SimContext,
): Promise<0> {
  const options: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  const body = bodyOf(action, fields, context.cwd);
  const answer = await controlClient(options, context).call('POST', `/cssm/${action.name}`, body);
  if (options['json'] === true) tellJson(context, `sim-cssm-${action.name}`, answer);
  const told = [answer['token'], answer['file']].filter((one) => typeof one === 'string');
  say(context, options['json'] === true, [...accountLines(answer as unknown as Account), ...told]);
  return 0;
}

/** `sim cssm worlds`: what a lab file may name in `cssm.world`. Needs no running simulator. */
export function listWorlds(command: Command, context: SimContext): 0 {
  const isJson = command.optsWithGlobals()['json'] === true;
  const worlds = WORLDS.map(({ name, about, accounts }) => ({
    name,
    about,
    accounts: accounts.map(({ domain }) => domain),
  }));
  if (isJson) tellJson(context, 'sim-cssm-worlds', { worlds });
  say(
    context,
    isJson,
    worlds.flatMap(({ name, about, accounts }) => [`${name}: ${about}`, `  ${accounts.join(', ')}`]),
  );
  return 0;
}

/** Milliseconds of `2026-01-31T08:00:00Z`, or the number itself. */
function momentOf(text: string): number {
  const at = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isSafeInteger(at)) return at;
  throw new ConfigError('SIM_OPTIONS', `--at is a moment such as 2026-01-31T08:00:00Z, got "${text}".`);
}

function accountLines(account: Account): readonly string[] {
  const rows = account.virtualAccounts.flatMap(({ name, pools }) =>
    pools.map(({ license, quantity, inUse }) => [`  ${name}`, license, `${inUse} of ${quantity} in use`]),
  );
  return [`${account.domain} (${account.status})`, ...columns(rows)];
}
