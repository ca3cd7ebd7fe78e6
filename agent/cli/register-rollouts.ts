import type { Command } from 'commander';
import { rolloutRetry, rolloutRevert } from './again.ts';
import { collect } from './plan-options.ts';
import { rolloutExport } from './rollout-export.ts';
import { rolloutRelease } from './rollout-release.ts';
import { rolloutReport } from './rollout-report.ts';
import { rolloutAbort, rolloutLs, rolloutPause, rolloutResume, rolloutShow } from './rollout-verbs.ts';
import type { VerbAction } from './verb.ts';

/** Adds the verbs about rollouts. */
export function registerRollouts(
  program: Command,
  verb: (command: Command, name: string, action: VerbAction) => Command,
): void {
  const rollout = program
    .command('rollout')
    .description('rollouts of the store; works beside a running apply');
  verb(rollout.command('ls').description('list them'), 'rollout-ls', rolloutLs);
  verb(
    rollout.command('show').argument('<id>').description('one with every switch'),
    'rollout-show',
    rolloutShow,
  );
  verb(
    rollout
      .command('report')
      .argument('<id>')
      .requiredOption('--out <file>', 'ends in .html or .json')
      .description('write its evidence into one file: before, sent, answered, after, and when'),
    'rollout-report',
    rolloutReport,
  );
  verb(
    rollout.command('pause').argument('<id>').description('nobody begins, nobody reloads'),
    'rollout-pause',
    rolloutPause,
  );
  verb(
    rollout.command('resume').argument('<id>').description('go on after a pause'),
    'rollout-resume',
    rolloutResume,
  );
  verb(
    rollout.command('abort').argument('<id>').description('end it: no reload any more'),
    'rollout-abort',
    rolloutAbort,
  );

  verb(
    addFollowOptions(
      rollout
        .command('retry')
        .argument('<id>')
        .argument('[switch...]')
        .description('a new plan for who did not end well or was never reached; asks, then runs it'),
    ),
    'rollout-retry',
    rolloutRetry,
  );
  verb(
    addFollowOptions(
      rollout
        .command('revert')
        .argument('<id>')
        .argument('[switch...]')
        .option('--level <level>', 'only those that had this level before')
        .option('--addon <addon>', 'and this add-on')
        .description('a new plan back to the level before; asks, then runs it'),
    ),
    'rollout-revert',
    rolloutRevert,
  );
  verb(
    rollout
      .command('release')
      .argument('<id>')
      .argument('[switch...]')
      .option('--yes', 'they were looked at; do not ask')
      .description('free switches that ended badly for other changes'),
    'rollout-release',
    rolloutRelease,
  );
  verb(
    rollout
      .command('export')
      .argument('<id>')
      .option('--out <folder>', 'where the file is written', '.')
      .description('its journal as JSON lines, verifiable without the store'),
    'rollout-export',
    rolloutExport,
  );
}

function addFollowOptions(command: Command): Command {
  return command
    .option('--waves <sizes>', 'sizes of the waves; default: as the rollout')
    .option('--exposure <number>', 'most switches wrong or down at once; default: as the rollout')
    .option('--failure-budget <number>', 'no new switch once so many are bad; default: as the rollout')
    .option('--window <window>', 'when, instead of the windows of the rollout (repeat for more)', collect)
    .option('--no-window', 'at any time')
    .option('--without-balance', 'do not count licenses')
    .option('--allow-overuse', 'use more licenses than are owned')
    .option('--accept-feature-loss', 'lower levels although configured features may stop working')
    .option('--save-foreign', 'save unsaved lines of others together with ours')
    .option('--skip-unreadable', 'leave out the switches that cannot be read')
    .option('--out <file>', 'write the plan, too')
    .option('--yes', 'approve without being asked');
}
