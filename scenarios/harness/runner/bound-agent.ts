import { parse } from 'yaml';
import { ConfigError, LicenseLabError } from 'catalyst-license-lab/core';
import type { Agent, InventoryFile, RunningVerb, VerbResult } from '../acting/agent.ts';
import { VERB_NAMES } from '../acting/answers.ts';
import type { BoundLab, BoundVerb, VerbEnd } from '../bindings/contract.ts';
import { unknownWord } from '../words/unknown.ts';
import { strict } from '../words/strict.ts';
import { ScenarioSkipped } from './errors.ts';
import type { Recorder } from './recorder.ts';
import type { Steps } from './steps.ts';

/** Lines of a failed verb's last words that are kept. */
const SAID_LINES = 6;

/** The agent of a run, and what is still running of it. */
export interface BoundAgent {
  readonly agent: Agent;
  /** Command lines of verbs that have not ended. */
  readonly running: () => readonly string[];
  /** Kills them. */
  readonly killAll: () => void;
}

/** Makes the agent of a run: it starts verbs through the binding and notes how they end. */
export function createAgent(bound: BoundLab, steps: Steps, recorder: Recorder): BoundAgent {
  const verbs = new Map<number, { readonly line: string; readonly verb: BoundVerb }>();
  let calls = 0;

  function start(name: string, args: readonly string[]): RunningVerb<never> {
    steps.mustBeOpen();
    if (!(VERB_NAMES as readonly string[]).includes(name)) {
      throw unknownWord('VERB_UNKNOWN', 'verb of the agent', name, VERB_NAMES);
    }
    if (!bound.hasVerb(name)) throw new ScenarioSkipped(`this version of the agent has no verb "${name}"`);
    const words = [...name.split(' '), ...args.map(String)];
    const line = words.map(quoted).join(' ');
    const call = ++calls;
    recorder.note({ type: 'verb', call, line });
    const verb = bound.verb(words);
    verbs.set(call, { line, verb });
    const signal = (kind: 'interrupt' | 'kill'): void => {
      if (!verbs.has(call)) return;
      recorder.note({ type: 'signal', call, signal: kind });
      verb[kind]();
    };
    const done = verb.done.then((end) => {
      verbs.delete(call);
      recorder.note({ type: 'verb-end', call, exitCode: end.exitCode, said: lastWords(end) });
      return resultOf(line, end);
    });
    // A scenario may look at other things first; a failure is still reported when it awaits the verb, or as a leak.
    done.catch(() => undefined);
    return { done, interrupt: () => signal('interrupt'), kill: () => signal('kill') };
  }

  return {
    agent: strict<Agent>('agent', {
      run: (name, ...args) => start(name, args).done,
      start: (name, ...args) => start(name, args),
      async write(name, text) {
        steps.mustBeOpen();
        if (!/^[\w.-]{1,64}$/.test(name) || name.startsWith('.'))
          throw new ConfigError('FILE_NAME', `"${name}" is no plain file name.`);
        recorder.note({ type: 'act', target: 'agent', text: `the file ${name} is written` });
        await bound.write(name, text);
      },
      async editInventory(edit) {
        steps.mustBeOpen();
        recorder.note({ type: 'act', target: 'agent', text: 'the inventory is edited' });
        // JSON is YAML.
        const edited = edit(parse(await bound.readInventory()) as InventoryFile);
        await bound.writeInventory(JSON.stringify(edited));
      },
    }),
    running: () => [...verbs.values()].map(({ line }) => line),
    killAll() {
      for (const { verb } of verbs.values()) verb.kill();
    },
  };
}

/** The result as a scenario reads it; its type is what `interface.md` says of the verb. */
function resultOf(line: string, end: VerbEnd): VerbResult<never> {
  return {
    exitCode: end.exitCode,
    stderr: end.stderr,
    get json(): never {
      const text = end.stdout.trimEnd().split('\n').at(-1) ?? '';
      try {
        return JSON.parse(text) as never;
      } catch {
        throw new LicenseLabError(
          'VERB_NO_JSON',
          `"${line}" printed no JSON object (exit code ${end.exitCode}).`,
          {
            hint: lastWords(end) ?? 'It said nothing.',
          },
        );
      }
    },
  };
}

function lastWords(end: VerbEnd): string | null {
  if (end.exitCode === 0) return null;
  const lines = end.stderr.trimEnd().split('\n');
  const words = lines.slice(-SAID_LINES).join('\n').trim();
  return words === '' ? null : words;
}

/** An argument as a shell would need it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
