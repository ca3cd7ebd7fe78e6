import type { Command } from 'commander';

/** Options of a verb that talks to a running simulator. */
export function talking(command: Command): Command {
  return command
    .option('--control <url>', 'control API of the simulator')
    .option('--data <dir>', 'folder in which sim.json names it (default .liclab)')
    .option('--no-color', 'no colours')
    .option('--json', 'one JSON object on the last line of stdout');
}
