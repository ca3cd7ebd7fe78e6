import type { Command } from 'commander';
import type { SimContext } from './context.ts';
import { controlClient } from './control-client.ts';
import { say, tellJson } from './say.ts';

/** `sim console DEVICE [--lines N]`: what the console of a switch showed, its boots above all. */
export async function showConsole(device: string, command: Command, context: SimContext): Promise<0> {
  const options: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  const isJson = options['json'] === true;
  const lines = typeof options['lines'] === 'string' ? `?lines=${encodeURIComponent(options['lines'])}` : '';
  const answer = await controlClient(options, context).call(
    'GET',
    `/devices/${encodeURIComponent(device)}/console${lines}`,
  );
  if (isJson) {
    tellJson(context, 'sim-console', answer);
    return 0;
  }
  const shown = answer['lines'] as readonly string[];
  say(context, false, shown.length === 0 ? [`${device} has not said anything yet.`] : shown);
  return 0;
}
