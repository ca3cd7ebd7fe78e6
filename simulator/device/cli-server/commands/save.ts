import { save } from '../../actions/save.ts';
import type { CliContext, ExecHandler } from '../context.ts';
import type { Command } from '../grammar.ts';
import { lines, type Outcome } from '../outcome.ts';

/** Commands that copy running to startup. */
export const SAVE_COMMANDS: readonly Command<ExecHandler>[] = [
  { spec: 'write', handler: (context) => saveNow(context, 'write memory') },
  { spec: 'write memory', handler: (context) => saveNow(context, 'write memory') },
  { spec: 'copy running-config startup-config', handler: copy },
];

function copy(context: CliContext): Outcome {
  return {
    kind: 'ask',
    question: {
      text: 'Destination filename [startup-config]? ',
      reads: 'line',
      answer: (name) =>
        name === '' || name === 'startup-config'
          ? saveNow(context, 'copy running-config startup-config')
          : lines(`%Error opening nvram:${name} (only startup-config is simulated)`),
    },
  };
}

/** Saves, and then goes on with `next`; a failure ends it. */
export function saveNow(
  context: CliContext,
  cli: string,
  next: () => Outcome = () => lines('[OK]'),
): Outcome {
  const { chassis, session, user } = context;
  return {
    kind: 'wait',
    before: ['Building configuration...'],
    run: (done) => {
      save(chassis, { via: 'cli', session, user }, { cli }, (result) => {
        // What a failed save prints was in no capture.
        done(
          result.ok ? next() : lines(`%Error writing nvram:/startup-config (${result.message})`, '[FAILED]'),
        );
      });
    },
  };
}
