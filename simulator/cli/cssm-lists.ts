import type { Command } from 'commander';
import { controlClient } from './control-client.ts';
import type { SimContext } from './context.ts';
import { columns, say, tellJson } from './say.ts';

/** An alert as the control API shows it. */
interface Alert {
  readonly id: string | null;
  readonly severity: string;
  readonly name: string;
  readonly source: string;
}

/** A product instance as the control API shows it. */
interface Instance {
  readonly uuid: string;
  readonly account: string;
  readonly virtualAccount: string;
  readonly hostname: string;
  readonly serials: readonly string[];
  readonly lastContact: string;
  readonly isStale: boolean;
  readonly isDuplicate: boolean;
}

/** `sim cssm alerts DOMAIN` */
export async function listAlerts(id: string, command: Command, context: SimContext): Promise<0> {
  const options: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  const answer = await controlClient(options, context).call('GET', `/cssm/alerts/${encodeURIComponent(id)}`);
  if (options['json'] === true) tellJson(context, 'sim-cssm-alerts', answer);
  const rows = (answer['alerts'] as readonly Alert[]).map(({ id: number, severity, name, source }) => [
    severity,
    name,
    source,
    number ?? '',
  ]);
  say(context, options['json'] === true, rows.length === 0 ? ['No alert.'] : columns(rows));
  return 0;
}

/** `sim cssm instances [--account DOMAIN]` */
export async function listInstances(command: Command, context: SimContext): Promise<0> {
  const options: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  const { account } = options;
  const query = typeof account === 'string' ? `?account=${encodeURIComponent(account)}` : '';
  const answer = await controlClient(options, context).call('GET', `/cssm/instances${query}`);
  if (options['json'] === true) tellJson(context, 'sim-cssm-instances', answer);
  const rows = (answer['instances'] as readonly Instance[]).map((one) => [
    one.hostname,
    one.serials.join(','),
    `${one.account}/${one.virtualAccount}`,
    one.lastContact,
    [one.isStale ? 'stale' : '', one.isDuplicate ? 'duplicate' : ''].join(' ').trim(),
    one.uuid,
  ]);
  say(context, options['json'] === true, rows.length === 0 ? ['No product instance.'] : columns(rows));
  return 0;
}

/** `sim cssm journal|events`: lines of the record or of the ledger, as they are, on stdout. */
export async function showLines(
  what: 'journal' | 'events',
  command: Command,
  context: SimContext,
): Promise<0> {
  const options: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  const { from } = options;
  const query = typeof from === 'string' ? `?from=${encodeURIComponent(from)}` : '';
  const text = await controlClient(options, context).lines(`/cssm/${what}${query}`);
  if (options['json'] !== true) {
    context.stdout.write(text);
    return 0;
  }
  const lines = text.split('\n').filter((line) => line !== '');
  const key = what === 'journal' ? 'entries' : 'events';
  tellJson(context, `sim-cssm-${what}`, { [key]: lines.map((line) => JSON.parse(line) as unknown) });
  return 0;
}
