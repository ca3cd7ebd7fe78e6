import type { Chassis } from '../chassis.ts';
import type { CliContext, ExecHandler } from './context.ts';
import { execGrammar } from './commands/exec.ts';
import { GLOBAL_GRAMMAR, INTERFACE_GRAMMAR } from './config-commands.ts';
import { enterConfigLine } from './config-mode.ts';
import { ambiguous, INCOMPLETE, invalidInput } from './errors.ts';
import { completions, type Grammar, readLine } from './grammar.ts';
import { lines, type Mode, type Outcome, SILENT } from './outcome.ts';
import { type LineFilter, splitPipe } from './pipe-filter.ts';
import { maskSecrets } from './secrets.ts';

/** A line carried out: what it leads to, and the filter of its output. */
export interface Executed {
  readonly outcome: Outcome;
  readonly filter: LineFilter | null;
}

/** What the prompt of a mode is, `sw-0001(config)#`. */
export function promptOf(chassis: Chassis, mode: Mode): string {
  return `${chassis.state.running.hostname}${PROMPT_ENDS[mode.name]}`;
}

const PROMPT_ENDS: Readonly<Record<Mode['name'], string>> = {
  user: '>',
  privileged: '#',
  config: '(config)#',
  'config-if': '(config-if)#',
};

/** Carries out a line in a mode and notes it. */
export function execute(context: CliContext, mode: Mode, line: string): Executed {
  const { chassis, session, user } = context;
  chassis.note('cli', session, user, { line: maskSecrets(line), mode: mode.name });
  if (line.trim() === '' || line.trim().startsWith('!')) return { outcome: SILENT, filter: null };
  switch (mode.name) {
    case 'user':
    case 'privileged':
      return executeCommand(context, mode, line, line);
    case 'config':
    case 'config-if':
      return executeConfig(context, mode, line);
  }
}

/** What `?` lists at the end of a line. */
export function helpFor(chassis: Chassis, mode: Mode, line: string): readonly string[] {
  const words = completionsFor(chassis, mode, line);
  return words.length === 0 ? ['% Unrecognized command'] : words.map((word) => `  ${word}`);
}

/** Words that may complete a line or follow it. */
export function completionsFor(chassis: Chassis, mode: Mode, line: string): readonly string[] {
  switch (mode.name) {
    case 'user':
    case 'privileged':
      return completions(grammarOf(chassis, mode.name), line);
    case 'config':
      return completions(GLOBAL_GRAMMAR, line);
    case 'config-if':
      return completions(INTERFACE_GRAMMAR, line);
  }
}

function grammarOf(chassis: Chassis, mode: 'user' | 'privileged'): Grammar<ExecHandler> {
  return execGrammar(mode, chassis.state.facts.release.licensing);
}

/** `typed`: the whole line as it was typed, so that the caret stands under the right place. */
function executeCommand(context: CliContext, mode: Mode, line: string, typed: string): Executed {
  const { chassis } = context;
  const start = promptOf(chassis, mode).length + typed.length - line.length;
  const piped = splitPipe(line);
  if ('error' in piped) {
    return failed(piped.error === 'incomplete' ? INCOMPLETE : invalidInput(start + piped.column));
  }
  const reading = readLine(grammarOf(chassis, mode.name === 'user' ? 'user' : 'privileged'), piped.command);
  if (reading.kind === 'match') {
    return { outcome: reading.handler(context, reading.args), filter: piped.filter };
  }
  chassis.note('unmatched', context.session, context.user, { cli: maskSecrets(line), reason: reading.kind });
  if (reading.kind === 'incomplete') return failed(INCOMPLETE);
  return failed(reading.kind === 'ambiguous' ? ambiguous(line.trim()) : invalidInput(start + reading.column));
}

function executeConfig(context: CliContext, mode: Mode, line: string): Executed {
  const word = line.trim();
  if (word === 'end') return { outcome: { kind: 'mode', mode: { name: 'privileged' } }, filter: null };
  if (word === 'exit') {
    const outer = mode.name === 'config-if' ? 'config' : 'privileged';
    return { outcome: { kind: 'mode', mode: { name: outer } }, filter: null };
  }
  if (/^do\s/.test(word)) {
    return executeCommand(context, { name: 'privileged' }, line.replace(/^\s*do\s+/, ''), line);
  }
  const { chassis, session, user } = context;
  const section = mode.name === 'config-if' ? mode.section : null;
  const result = enterConfigLine(chassis, line, section, { via: 'cli', session, user });
  switch (result.kind) {
    case 'done': {
      const before = result.message === null ? [] : [result.message];
      const next: Mode =
        result.section === null ? { name: 'config' } : { name: 'config-if', section: result.section };
      return { outcome: { kind: 'mode', mode: next, before }, filter: null };
    }
    case 'refused':
      return failed([result.message, '']);
    case 'incomplete':
      return failed(INCOMPLETE);
    case 'ambiguous':
      return failed(ambiguous(word));
    case 'invalid':
      chassis.note('unmatched', session, user, { cli: maskSecrets(line), reason: 'invalid' });
      return failed(invalidInput(promptOf(chassis, mode).length + result.column));
  }
}

function failed(text: readonly string[]): Executed {
  return { outcome: lines(...text), filter: null };
}
