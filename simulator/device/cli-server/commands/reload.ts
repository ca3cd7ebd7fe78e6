import { requestReload } from '../../actions/reload.ts';
import type { CliContext, ExecHandler } from '../context.ts';
import type { Command } from '../grammar.ts';
import { lines, type Outcome, SILENT } from '../outcome.ts';
import { saveNow } from './save.ts';

/** Reload, with and without a reason. Reloads at a time are not simulated. */
export const RELOAD_COMMANDS: readonly Command<ExecHandler>[] = [
  { spec: 'reload', handler: (context) => reload(context, 'Reload Command') },
  { spec: 'reload reason <line>', handler: (context, [reason = '']) => reload(context, reason) },
  { spec: 'reload in <line>', handler: scheduled },
  { spec: 'reload at <line>', handler: scheduled },
  { spec: 'reload cancel', handler: scheduled },
];

const MOMENT = { cli: 'reload' };
/** How long a terminal hangs when a reload that was answered as usual does not happen. Own choice. */
const IGNORED_MS = 5_000;

function reload(context: CliContext, reason: string): Outcome {
  return context.chassis.state.isUnsaved ? askToSave(context, reason) : askToProceed(context, reason, []);
}

function askToSave(context: CliContext, reason: string): Outcome {
  return {
    kind: 'ask',
    question: {
      text: 'System configuration has been modified. Save? [yes/no]: ',
      reads: 'line',
      answer: (text) => {
        const answer = text.trim().toLowerCase();
        if (answer !== '' && 'yes'.startsWith(answer)) {
          return saveNow(context, 'reload', () => askToProceed(context, reason, ['[OK]']));
        }
        if (answer !== '' && 'no'.startsWith(answer)) return askToProceed(context, reason, []);
        return { ...askToSave(context, reason), before: ["% Please answer 'yes' or 'no'."] };
      },
    },
  };
}

function askToProceed(context: CliContext, reason: string, before: readonly string[]): Outcome {
  return {
    kind: 'ask',
    before: [...before, ...announcement(context)],
    question: {
      text: 'Proceed with reload? [confirm]',
      reads: 'key',
      // RETURN or y goes on; anything else does not.
      answer: (key) => (key === '' || key.toLowerCase() === 'y' ? proceed(context, reason) : SILENT),
    },
  };
}

/** Stackable models say the first line also when they stand alone (captured). What two supervisors print is assumed. */
function announcement({ chassis }: CliContext): readonly string[] {
  const { platforms } = chassis.state.facts;
  if (platforms[0]?.assembly !== 'chassis')
    return ['Reload command is being issued on Active unit, this will reload the whole stack'];
  return platforms.length === 1
    ? []
    : ['Reload command is being issued on Active unit, this will reload the whole chassis'];
}

/** Goes down in a moment; the terminal hangs until the connection is cut. */
function proceed({ chassis, session, user }: CliContext, reason: string): Outcome {
  const writer = { via: 'cli', session, user } as const;
  const result = requestReload(chassis, writer, MOMENT, reason, chassis.state.isUnsaved);
  switch (result.kind) {
    case 'refused':
      return lines(`% ${result.message}`, '');
    case 'accepted':
      return { kind: 'wait', run: () => undefined };
    case 'ignored':
      return {
        kind: 'wait',
        run: (done) => chassis.setTimer('ignored reload', IGNORED_MS, () => done(SILENT)),
      };
  }
}

function scheduled(): Outcome {
  return lines('% Scheduled reloads are not simulated', '');
}
