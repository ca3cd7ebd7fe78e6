import type { Command } from 'commander';
import { asVerb, type CliContext, type ExitSink } from 'catalyst-license-lab/agent';
import { runLab } from './lab.ts';
import { labRun } from './options.ts';

/** Adds the verb `lab`. The exit code goes to `exit`. */
export function registerLab(program: Command, context: CliContext, exit: ExitSink): void {
  const command = program
    .command('lab')
    .description('start a simulated fleet and promote it')
    .option('--once', 'end when the job is done')
    .option('--lab <file>', 'lab file (default: a campus of 24 switches)')
    .option('--evidence <dir>', 'write ground-truth.jsonl, journal.jsonl and report.html there');
  asVerb(command, 'lab', context, exit, (invocation) => runLab(invocation, labRun(invocation)));
}
