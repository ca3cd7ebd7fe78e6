import type { Command } from 'commander';
import { ConfigError } from '../../core/errors.ts';
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

/** `sim cssm accounts` */
export async function listAccounts(command: Command, context: SimContext): Promise<0> {
  const options: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  const answer = await controlClient(options, context).call('GET', '/cssm/accounts');
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

/** `sim cssm expire|deposit|transfer` with `field=value` arguments. */
export async function changePools(
  verb: 'expire' | 'deposit' | 'transfer',
  fields: readonly string[],
  command: Command,
  context: SimContext,
): Promise<0> {
  const options: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  const account = await controlClient(options, context).call('POST', `/cssm/${verb}`, bodyOf(fields));
  if (options['json'] === true) tellJson(context, `sim-cssm-${verb}`, account);
  say(context, options['json'] === true, accountLines(account as unknown as Account));
  return 0;
}

/** `sim cssm journal`: CSSM's lines of the record, as they are, on stdout. */
export async function showJournal(command: Command, context: SimContext): Promise<0> {
  const options: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  const { from } = options;
  const query = typeof from === 'string' ? `?from=${encodeURIComponent(from)}` : '';
  const text = await controlClient(options, context).lines(`/cssm/journal${query}`);
  if (options['json'] !== true) {
    context.stdout.write(text);
    return 0;
  }
  const entries = text.split('\n').filter((line) => line !== '');
  tellJson(context, 'sim-cssm-journal', { entries: entries.map((line) => JSON.parse(line) as unknown) });
  return 0;
}

function bodyOf(fields: readonly string[]): Readonly<Record<string, unknown>> {
  const pairs = fields.map((field) => {
    const [, name, value] = /^(\w+)=(.*)$/s.exec(field) ?? [];
    if (name === undefined || value === undefined) {
      throw new ConfigError('SIM_OPTIONS', `Expected field=value, got "${field}".`, {
        hint: 'For example: account=campus.example virtualAccount=DEFAULT license="C9300 DNA Advantage" quantity=5',
      });
    }
    return [name, name === 'quantity' ? Number(value) : value];
  });
  return Object.fromEntries(pairs) as Record<string, unknown>;
}

function accountLines(account: Account): readonly string[] {
  const rows = account.virtualAccounts.flatMap(({ name, pools }) =>
    pools.map(({ license, quantity, inUse }) => [`  ${name}`, license, `${inUse} of ${quantity} in use`]),
  );
  return [`${account.domain} (${account.status})`, ...columns(rows)];
}
