import type { Command } from 'commander';
import { ConfigError } from '../../core/errors.ts';
import { FAULT_KINDS } from '../faults/registry.ts';
import { controlClient } from './control-client.ts';
import type { SimContext } from './context.ts';
import { columns, say, tellJson } from './say.ts';

/** A fault as the control API lists it. */
interface Listed {
  readonly id: string;
  readonly fault: string;
  readonly target: string;
  readonly taken: number;
  readonly left: number;
}

/** `sim faults ls`: faults that wait; `--kinds`: those that may be asked for. */
export async function listFaults(command: Command, context: SimContext): Promise<0> {
  const options: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  if (options['kinds'] === true) {
    const kinds = FAULT_KINDS.map(({ name, about, params }) => ({
      name,
      about,
      params: Object.keys(params.shape),
    }));
    if (options['json'] === true) tellJson(context, 'sim-faults-ls', { kinds });
    else
      say(
        context,
        options['json'] === true,
        columns(kinds.map(({ name, about, params }) => [name, params.join(' '), about])),
      );
    return 0;
  }
  const answer = await controlClient(options, context).call('GET', '/faults');
  if (options['json'] === true) tellJson(context, 'sim-faults-ls', answer);
  const faults = answer['faults'] as readonly Listed[];
  const rows = faults.map(({ id, fault, target, taken, left }) => [
    id,
    fault,
    target,
    `${taken} taken`,
    `${left} left`,
  ]);
  say(context, options['json'] === true, rows.length === 0 ? ['No fault waits.'] : columns(rows));
  return 0;
}

/** `sim faults add FAULT TARGET [--times N] [--probability P] [--after JSON] [--params JSON]` */
export async function addFault(
  fault: string,
  target: string,
  command: Command,
  context: SimContext,
): Promise<0> {
  const options: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  const added = await controlClient(options, context).call('POST', '/faults', {
    fault,
    target,
    ...numberOption(options, 'times'),
    ...numberOption(options, 'probability'),
    ...jsonOption(options, 'after'),
    ...jsonOption(options, 'params'),
  });
  if (options['json'] === true) tellJson(context, 'sim-faults-add', added);
  say(context, options['json'] === true, [`${String(added['id'])}: ${fault} waits for ${target}.`]);
  return 0;
}

/** `sim faults rm ID|--all` */
export async function removeFault(id: string | undefined, command: Command, context: SimContext): Promise<0> {
  const options: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  if ((id === undefined) !== (options['all'] === true)) {
    throw new ConfigError('SIM_OPTIONS', 'Expected the id of a fault, or --all.');
  }
  const path = id === undefined ? '/faults' : `/faults/${encodeURIComponent(id)}`;
  const answer = await controlClient(options, context).call('DELETE', path);
  if (options['json'] === true) tellJson(context, 'sim-faults-rm', answer);
  say(context, options['json'] === true, [`Removed: ${String(answer['removed'])}.`]);
  return 0;
}

function numberOption(
  options: Readonly<Record<string, unknown>>,
  name: string,
): Readonly<Record<string, number>> {
  const text = options[name];
  if (typeof text !== 'string') return {};
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return { [name]: value };
  throw new ConfigError('SIM_OPTIONS', `--${name} is a number, got "${text}".`);
}

function jsonOption(
  options: Readonly<Record<string, unknown>>,
  name: string,
): Readonly<Record<string, unknown>> {
  const text = options[name];
  if (typeof text !== 'string') return {};
  try {
    return { [name]: JSON.parse(text) as unknown };
  } catch (cause) {
    throw new ConfigError('SIM_OPTIONS', `--${name} is JSON such as {"rpc":"edit-config"}, got ${text}`, {
      cause,
    });
  }
}
