import type { Command } from 'commander';
import { apply } from './apply.ts';
import { auditVerify } from './audit-verify.ts';
import { configShow } from './config-show.ts';
import type { CliContext } from './context.ts';
import { deviceCheck } from './device-check.ts';
import { deviceLs } from './device-ls.ts';
import { deviceShow } from './device-show.ts';
import { deviceTrust } from './device-trust.ts';
import { doctor } from './doctor.ts';
import { plan } from './plan.ts';
import { registerAccounts, registerDeviceSync, registerLicenses } from './register-licensing.ts';
import { addPlanOptions } from './plan-options.ts';
import { registerRollouts } from './register-rollouts.ts';
import { registerServing } from './serving/register.ts';
import { asVerb } from './verb.ts';
import type { ExitSink, VerbAction } from './verb.ts';

const PRECEDENCE = `
Where a setting comes from, the later wins:
  1. its default
  2. the file liclab.yaml, or the one that LICLAB_CONFIG or --config names
  3. the environment: LICLAB_DATA, LICLAB_DEADLINES_UP, ...; also NO_COLOR
  4. the flag
Durations state their unit: 90s, 20m, 1h30m.`;

/** Adds the agent's verbs to a program. `exit` takes the exit code of the verb that ran. */
export function registerAgent(program: Command, context: CliContext, exit: ExitSink): void {
  const verb = (command: Command, name: string, action: VerbAction): Command =>
    asVerb(command, name, context, exit, action);

  const device = program.command('device').description('switches of the inventory');
  verb(
    device
      .command('ls')
      .option('--out <file.csv>', 'write them as an inventory in CSV, too')
      .description('list them'),
    'device-ls',
    deviceLs,
  );
  verb(device.command('show').argument('<id>').description('read one now'), 'device-show', deviceShow);
  verb(
    device
      .command('check')
      .argument('[id...]')
      .option('--all', 'every switch of the inventory')
      .description('who answers, at which level'),
    'device-check',
    deviceCheck,
  );
  verb(
    device
      .command('trust-host-key')
      .argument('<id>')
      .option('--fingerprint <print>', 'the fingerprint that must be offered')
      .option('--yes', 'accept what is offered')
      .description('put the host key that a switch offers on record'),
    'device-trust-host-key',
    deviceTrust,
  );

  verb(
    program
      .command('doctor')
      .argument('<device>')
      .option('--level <level>', 'the change that is meant', 'network-advantage')
      .option('--addon <addon>', 'its add-on, dna-essentials or dna-advantage')
      .description('all about one switch, and what would stop a change; changes nothing'),
    'doctor',
    doctor,
  );

  registerDeviceSync(device, verb);
  registerAccounts(program, verb);
  registerLicenses(program, verb);
  registerServing(program, verb);

  verb(
    addPlanOptions(program.command('plan').description('say what would be done; changes nothing')),
    'plan',
    plan,
  );
  verb(
    program
      .command('apply')
      .argument('<plan>')
      .option('--yes', 'approve without being asked')
      .option('--quiet', 'no progress; at the end only what did not end well')
      .option('--json-lines', 'progress as one JSON object per line of stdout, the result last')
      .option('--detach', 'only admit; a running serve or worker performs it')
      .description('do what a plan says, or go on with it'),
    'apply',
    apply,
  );

  registerRollouts(program, verb);

  const audit = program.command('audit').description('the journal');
  verb(
    audit
      .command('verify')
      .option('--head <hash>', 'a head noted elsewhere that must be part of it')
      .option('--export <file>', 'an export of a rollout, instead of the journal')
      .description('verify that it is whole'),
    'audit-verify',
    auditVerify,
  );

  const config = program.command('config').description('settings');
  verb(
    config
      .command('show')
      .description('every setting and where it comes from')
      .addHelpText('after', PRECEDENCE),
    'config-show',
    configShow,
  );
}
