import { Option } from 'commander';
import type { Command } from 'commander';
import { showConsole } from './console-verb.ts';
import type { SimContext, SimExit } from './context.ts';
import { addFault, listFaults, removeFault } from './fault-verbs.ts';
import { registerCssm } from './register-cssm.ts';
import { runSim } from './run.ts';
import { talking } from './talking.ts';

/** Adds the simulator's verbs to a program. `exit` takes the exit code of the verb that ran; errors are thrown. */
export function registerSimulator(program: Command, context: SimContext, exit: SimExit): void {
  const sim = program
    .command('sim')
    .argument('<lab>', 'lab file (YAML)')
    .description('simulated switches and CSSM, until it is interrupted')
    .addOption(
      new Option('--addressing <kind>', 'an address each (Linux), or a pair of ports each').choices([
        'loopback',
        'ports',
      ]),
    )
    .option('--port-base <number>', 'with ports: the first one; default any free ones')
    .option('--standard-ports', 'ports 830 and 22 in place of 10830 and 10022 (needs privilege)')
    .option('--wide', 'one listener for all switches; needed above 2,000')
    .option('--expose', 'with ports: reachable from other machines')
    .option('--evidence <dir>', 'folder that gets ground-truth.jsonl')
    .option('--seed <number>', 'seed of everything random, in place of the lab file’s')
    .option('--time <clock>', 'real, scaled:N or virtual, in place of the lab file’s')
    .option(
      '--data <dir>',
      'folder of sim.json and the lab’s files (default .liclab); when named, the lab is kept there and survives a restart',
    )
    .option('--fresh', 'with --data: begin anew, what was kept is put aside')
    .option('--no-color', 'no colours')
    .option('--json', 'one ready object on stdout');
  sim.action(async (lab: string) => exit(await runSim(lab, sim, context)));

  const console = talking(
    sim.command('console').argument('<device>').description('what the console of a switch showed'),
  );
  console.option('--lines <number>', 'the last ones, at most 500');
  console.action(async (device: string) => exit(await showConsole(device, console, context)));

  registerFaults(sim.command('faults').description('faults of a running simulator'), context, exit);
  registerCssm(sim.command('cssm').description('CSSM of a running simulator'), context, exit);
}

function registerFaults(faults: Command, context: SimContext, exit: SimExit): void {
  const ls = talking(faults.command('ls').description('faults that wait'));
  ls.option('--kinds', 'those that may be asked for');
  ls.action(async () => exit(await listFaults(ls, context)));

  const add = talking(faults.command('add').argument('<fault>').argument('<target>').description('add one'));
  add
    .option('--times <number>', 'how often it happens (default once)')
    .option('--probability <number>', 'chance that a matching moment counts (default 1)')
    .option('--after <json>', 'only at this moment, e.g. {"rpc":"edit-config"}')
    .option('--params <json>', 'parameters of the fault');
  add.action(async (fault: string, target: string) => exit(await addFault(fault, target, add, context)));

  const rm = talking(faults.command('rm').argument('[id]').description('remove one')).option(
    '--all',
    'all of them',
  );
  rm.action(async (id: string | undefined) => exit(await removeFault(id, rm, context)));
}
