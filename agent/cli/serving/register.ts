import type { Command } from 'commander';
import type { VerbAction } from '../verb.ts';
import { reconcile } from './reconcile.ts';
import { serve } from './serve.ts';

/** Makes a command a verb. */
type AsVerb = (command: Command, name: string, action: VerbAction) => Command;

/** Adds the verbs about a desired state. */
export function registerServing(program: Command, verb: AsVerb): void {
  verb(
    program
      .command('reconcile')
      .requiredOption('--desired <file>', 'desired state of the switches (YAML)')
      .option('--out <folder>', 'where the plans are written')
      .option('--apply', 'associate and run the plans, after approval')
      .option('--yes', 'approve without being asked')
      .option('--without-balance', 'do not count licenses')
      .option('--accept-feature-loss', 'lower levels although configured features may stop working')
      .description('compare desired, configured, running and entitled; plan what is allowed'),
    'reconcile',
    reconcile,
  );
  verb(
    program
      .command('serve')
      .option('--every <duration>', 'pause between two rounds, give or take a tenth', '15m')
      .option('--desired <file>', 'desired state of the switches (YAML); its autoApply entries are applied')
      .option('--register <account>', 'where new switches are registered: ACCOUNT or ACCOUNT/VIRTUAL-ACCOUNT')
      .description('keep accounts synchronized, perform rollouts, apply a desired state; until Ctrl-C'),
    'serve',
    serve,
  );
}
