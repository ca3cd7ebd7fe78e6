import { Option } from 'commander';
import type { Command } from 'commander';
import { HOST_KEY_MODES } from '../config/index.ts';

/** Options of every verb: where settings, inventory and data are, and how to show the result. */
export function addCommonOptions(command: Command): Command {
  return command
    .option('--inventory <file>', 'inventory of the switches (YAML or CSV)')
    .option('--data <dir>', 'folder of the store, known_hosts and CA (default .liclab)')
    .option('--config <file>', 'settings file (default liclab.yaml, when it exists)')
    .option('--database <url>', 'PostgreSQL instead of the embedded store')
    .option('--seed <number>', 'seed of everything random')
    .option('--time <clock>', 'real, scaled:N or virtual (default real)')
    .option('--known-hosts <file>', "a known_hosts file besides the data folder's")
    .option('--ssh-config <file>', 'read hosts, users, keys and jump hosts from it, e.g. ~/.ssh/config')
    .addOption(
      new Option(
        '--host-keys <mode>',
        'how host keys are checked (default ask, without terminal strict)',
      ).choices(HOST_KEY_MODES),
    )
    .option('--no-color', 'no colours')
    .option('--json', 'one JSON object on the last line of stdout');
}

/** Flags that were given, by the name of their setting. Commander's own defaults are not given. */
export function givenFlags(command: Command): Readonly<Record<string, unknown>> {
  const options: Readonly<Record<string, unknown>> = command.opts();
  return Object.fromEntries(
    Object.entries(options).filter(([name]) => command.getOptionValueSource(name) === 'cli'),
  );
}
