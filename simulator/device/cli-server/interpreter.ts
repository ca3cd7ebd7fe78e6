import type { Chassis } from '../chassis.ts';
import { execGrammar } from './commands/exec.ts';
import { enterConfigLine, grammarOf } from './config-mode.ts';
import { sectionKindOf } from './config-sections.ts';
import type { CliContext, ExecHandler } from './context.ts';
import { ambiguous, INCOMPLETE, invalidInput } from './errors.ts';
import { type Candidates, candidates, type Grammar, readLine } from './grammar.ts';
import { helpLines, pipeHelp } from './help.ts';
import { lines, type Mode, type Outcome, SILENT } from './outcome.ts';
import { type LineFilter, splitPipe } from './pipe-filter.ts';
import { maskSecrets } from './secrets.ts';

/** A line carried out: what it leads to, and the filter of its output. */
export interface Executed {
  readonly outcome: Outcome;
  readonly filter: LineFilter | null;
}

/** What the prompt of a mode is, `sw-0001(config-if)#`. */
export function promptOf(chassis: Chassis, mode: Mode): string {
  return `${chassis.state.running.hostname}${promptEnd(mode)}`;
}

function promptEnd(mode: Mode): string {
  switch (mode.name) {
    case 'user':
      return '>';
    case 'privileged':
      return '#';
    case 'config':
      return `(${mode.section === null ? 'config' : sectionKindOf(mode.section).mode})#`;
  }
}

/** Carries out a line in a mode and notes it. */
export function execute(context: CliContext, mode: Mode, line: string): Executed {
  const { chassis, session, user } = context;
  chassis.note('cli', session, user, { line: maskSecrets(line), mode: nameOf(mode) });
  if (line.trim() === '' || line.trim().startsWith('!')) return { outcome: SILENT, filter: null };
  return mode.name === 'config'
    ? executeConfig(context, mode, line)
    : executeCommand(context, mode.name, line, line);
}

function nameOf(mode: Mode): string {
  return mode.name !== 'config' || mode.section === null ? mode.name : sectionKindOf(mode.section).mode;
}

/** What `?` lists at the end of a line. */
export function helpFor(chassis: Chassis, mode: Mode, line: string): readonly string[] {
  const bar = mode.name === 'config' ? -1 : line.indexOf('|');
  if (bar !== -1) return pipeHelp(line.slice(bar + 1).trimStart());
  return helpLines(candidatesFor(chassis, mode, line), line);
}

/** The one word that completes the end of a line; null where none or several do. */
export function completionFor(chassis: Chassis, mode: Mode, line: string): string | null {
  if (line === '' || line.endsWith(' ')) return null;
  const found = candidatesFor(chassis, mode, line);
  if (typeof found === 'string') return null;
  const [word, second] = found.keywords;
  return second === undefined ? (word ?? null) : null;
}

/** Lines of every configuration mode. */
const CONFIG_WORDS = ['do', 'end', 'exit'];

function candidatesFor(chassis: Chassis, mode: Mode, line: string): Candidates | 'ambiguous' | 'invalid' {
  if (mode.name !== 'config') return candidates(execGrammarOf(chassis, mode.name), line);
  const command = /^\s*do\s+(.*)$/.exec(line)?.[1];
  if (command !== undefined) return candidates(execGrammarOf(chassis, 'privileged'), command);
  const found = candidates(grammarOf(mode.section), line);
  if (typeof found === 'string' || found.path.length > 0) return found;
  const more = CONFIG_WORDS.filter((word) => word.startsWith(found.partial.toLowerCase()));
  return { ...found, keywords: [...found.keywords, ...more].sort() };
}

function execGrammarOf(chassis: Chassis, mode: 'user' | 'privileged'): Grammar<ExecHandler> {
  return execGrammar(mode, chassis.state.facts.release.licensing);
}

/** `typed`: the whole line as it was typed, so that the caret stands under the right place. `mode`: of the prompt. */
function executeCommand(
  context: CliContext,
  mode: 'user' | 'privileged',
  line: string,
  typed: string,
  prompt = promptOf(context.chassis, { name: mode }),
): Executed {
  const { chassis } = context;
  const start = prompt.length + typed.length - line.length;
  const piped = splitPipe(line);
  if ('error' in piped) {
    return failed(piped.error === 'incomplete' ? INCOMPLETE : invalidInput(start + piped.column));
  }
  const reading = readLine(execGrammarOf(chassis, mode), piped.command);
  if (reading.kind === 'match') {
    return { outcome: reading.handler(context, reading.args), filter: piped.filter };
  }
  chassis.note('unmatched', context.session, context.user, { cli: maskSecrets(line), reason: reading.kind });
  if (reading.kind === 'incomplete') return failed(INCOMPLETE);
  return failed(reading.kind === 'ambiguous' ? ambiguous(line.trim()) : invalidInput(start + reading.column));
}

function executeConfig(
  context: CliContext,
  mode: Mode & { readonly name: 'config' },
  line: string,
): Executed {
  const word = line.trim();
  if (word === 'end') return { outcome: { kind: 'mode', mode: { name: 'privileged' } }, filter: null };
  if (word === 'exit' || word === 'exi') {
    const outer: Mode = mode.section === null ? { name: 'privileged' } : { name: 'config', section: null };
    return { outcome: { kind: 'mode', mode: outer }, filter: null };
  }
  const { chassis, session, user } = context;
  const prompt = promptOf(chassis, mode);
  if (/^do\s/.test(word)) {
    return executeCommand(context, 'privileged', line.replace(/^\s*do\s+/, ''), line, prompt);
  }
  const result = enterConfigLine(chassis, line, mode.section, { via: 'cli', session, user });
  switch (result.kind) {
    case 'done': {
      const before = result.message === null ? [] : [result.message];
      const next: Mode = { name: 'config', section: result.section };
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
      return failed(invalidInput(prompt.length + result.column));
  }
}

function failed(text: readonly string[]): Executed {
  return { outcome: lines(...text), filter: null };
}
