import { whoIs } from '../actions/edit.ts';
import type { Chassis, LiveSession } from '../chassis.ts';
import type { ServerChannel, ServerSession } from '../contract.ts';
import { Assist } from './assist.ts';
import type { CliContext, Terminal } from './context.ts';
import { History } from './history.ts';
import { IdleTimer } from './idle-timer.ts';
import { execute, promptOf } from './interpreter.ts';
import { type KeyResult, LineEditor } from './line-editor.ts';
import type { Mode, Outcome, Question } from './outcome.ts';
import { Pager } from './pager.ts';
import type { LineFilter } from './pipe-filter.ts';

/** Characters that may be typed ahead while a command runs; more end the session. */
const TYPED_AHEAD_MAX = 65_536;
/** Rows of a terminal that did not state its size. */
const ROWS = 24;

/** What the session waits for. `over`: nothing is read or written any more. */
type Waiting = 'command' | 'question' | 'key of the pager' | 'command to end' | 'over';

/** Opens the command line for a user who has logged in; privilege 15, so it begins at `#`. */
export function openCli(chassis: Chassis, user: string, channel: ServerChannel): ServerSession {
  const session = new CliSession(chassis, user, channel);
  session.start();
  return session;
}

/** One CLI session: keys in, screen out. */
class CliSession implements ServerSession, LiveSession {
  readonly number: number;
  readonly service = 'cli';
  readonly user: string;
  readonly #chassis: Chassis;
  readonly #channel: ServerChannel;
  readonly #context: CliContext;
  readonly #terminal: Terminal = { length: ROWS, width: 80, isMonitor: false };
  readonly #editor = new LineEditor();
  readonly #pager = new Pager();
  readonly #history = new History();
  readonly #assist: Assist;
  readonly #decoder = new TextDecoder();
  readonly #idle: IdleTimer;
  #mode: Mode = { name: 'privileged' };
  #waiting: Waiting = 'command';
  #question: Question | null = null;
  #filter: LineFilter | null = null;
  #typed = '';
  #screen = '';

  constructor(chassis: Chassis, user: string, channel: ServerChannel) {
    this.number = chassis.nextSession();
    this.user = user;
    this.#chassis = chassis;
    this.#channel = channel;
    this.#context = { chassis, session: this.number, user, terminal: this.#terminal, history: this.#history };
    this.#assist = new Assist(chassis, this.#editor, this.#history);
    chassis.attach(this);
    this.#idle = new IdleTimer(
      chassis,
      () => this.#waiting === 'command to end',
      () => this.#end(),
    );
  }

  start(): void {
    this.#screen += '\r\n';
    this.#prompt();
    this.#flush();
  }

  receive(bytes: Uint8Array): void {
    if (this.#waiting === 'over') return;
    this.#idle.touch();
    this.#typed += this.#decoder.decode(bytes, { stream: true });
    if (this.#typed.length > TYPED_AHEAD_MAX) this.#end();
    else this.#guarded(() => this.#read());
  }

  resize(rows: number): void {
    if (Number.isInteger(rows) && rows >= 0 && rows <= 512) this.#terminal.length = rows;
  }

  /** A message of the log: on its own line, wherever the cursor is. */
  logged(line: string): void {
    if (this.#terminal.isMonitor) this.#interject(line);
  }

  broadcast(text: string): void {
    this.#interject(`\r\n\r\n***\r\n*** ${text}\r\n***`);
  }

  #interject(line: string): void {
    if (this.#waiting === 'over') return;
    this.#screen += `\r\n${line}`;
    const isAnew = this.#waiting === 'command' && isSynchronous(this.#chassis);
    this.#screen += isAnew ? this.#assist.redrawn(this.#mode) : '\r\n';
    this.#flush();
  }

  ended(): void {
    if (this.#waiting === 'over') return;
    this.#over();
    this.#chassis.detach(this.number);
  }

  cut(): void {
    if (this.#waiting === 'over') return;
    this.#over();
    this.#channel.reset();
  }

  #over(): void {
    this.#waiting = 'over';
    this.#idle.stop();
  }

  /** Handles what was typed, as far as it is wanted now. */
  #read(): void {
    if (!this.#isReading()) return;
    let at = 0;
    const typed = [...this.#typed];
    this.#typed = '';
    while (at < typed.length && this.#isReading()) {
      const character = typed[at] ?? '';
      at += 1;
      if (this.#waiting === 'key of the pager') this.#pagerKey(character);
      else this.#key(character);
    }
    this.#typed = typed.slice(at).join('') + this.#typed;
    this.#flush();
  }

  #isReading(): boolean {
    return this.#waiting !== 'command to end' && this.#waiting !== 'over';
  }

  #pagerKey(character: string): void {
    this.#screen += this.#pager.key(character, this.#terminal.length);
    if (!this.#pager.isWaiting) this.#prompt();
  }

  #key(character: string): void {
    const question = this.#question;
    if (this.#waiting === 'question' && question?.reads === 'key') {
      this.#answer(question, character === '\r' || character === '\n' ? '' : character);
      return;
    }
    const result = this.#editor.key(character, question?.reads !== 'secret');
    this.#screen += result.echo;
    if (question === null) this.#commandKey(result);
    else this.#questionKey(question, result);
  }

  #questionKey(question: Question, { event }: KeyResult): void {
    if (event === 'enter') this.#answer(question, this.#editor.take());
    else if (event === 'abort' || event === 'end') {
      this.#editor.take();
      this.#question = null;
      this.#screen += '\r\n';
      this.#prompt();
    }
  }

  #answer(question: Question, text: string): void {
    this.#question = null;
    this.#screen += '\r\n';
    this.#perform(question.answer(text));
  }

  #commandKey({ event }: KeyResult): void {
    const shown = this.#assist.show(event, this.#mode);
    if (shown !== null) {
      this.#screen += shown;
    } else if (event === 'enter') {
      this.#enter(this.#editor.take());
    } else if (event === 'abort') {
      this.#editor.take();
      this.#leave();
    } else if (event === 'end') {
      this.#endConfig(this.#editor.take());
    } else if (event === 'logout') {
      this.#end();
    }
  }

  /** Ctrl-C: the line is given up, and configuration is left. */
  #leave(): void {
    this.#screen += '\r\n';
    this.#setMode(this.#mode.name === 'config' ? { name: 'privileged' } : this.#mode);
    this.#prompt();
  }

  /** Ctrl-Z: a line of configuration still counts, then configuration is left. */
  #endConfig(line: string): void {
    if (this.#mode.name === 'config' && line.trim() !== '') {
      this.#screen += '\r\n';
      const { outcome } = execute(this.#context, this.#mode, line);
      if (outcome.kind === 'lines') this.#print(outcome.lines);
      else if (outcome.kind === 'mode') this.#print(outcome.before);
    }
    this.#leave();
  }

  #enter(line: string): void {
    this.#screen += '\r\n';
    this.#history.add(line);
    const { outcome, filter } = execute(this.#context, this.#mode, line);
    this.#filter = filter;
    this.#perform(outcome);
  }

  #perform(outcome: Outcome): void {
    switch (outcome.kind) {
      case 'lines': {
        const filtered = this.#filter === null ? outcome.lines : this.#filter(outcome.lines);
        this.#filter = null;
        this.#screen += this.#pager.start(filtered, this.#terminal.length);
        if (this.#pager.isWaiting) this.#waiting = 'key of the pager';
        else this.#prompt();
        return;
      }
      case 'ask':
        this.#print(outcome.before);
        this.#question = outcome.question;
        this.#waiting = 'question';
        this.#screen += outcome.question.text;
        return;
      case 'wait':
        this.#print(outcome.before);
        this.#waiting = 'command to end';
        this.#flush();
        outcome.run((next) => this.#guarded(() => this.#goOn(next)));
        return;
      case 'mode':
        this.#print(outcome.before);
        this.#setMode(outcome.mode);
        this.#prompt();
        return;
      case 'end':
        this.#end();
        return;
    }
  }

  /** A command that took time has ended: on with it, and with what was typed meanwhile. */
  #goOn(outcome: Outcome): void {
    if (this.#waiting === 'over') return;
    this.#idle.touch();
    this.#perform(outcome);
    this.#read();
  }

  /** Configuration that is left is logged, changed or not, as IOS does. */
  #setMode(mode: Mode): void {
    const isLeft = this.#mode.name === 'config' && mode.name !== 'config';
    this.#mode = mode;
    if (isLeft) {
      this.#chassis.log('SYS-5-CONFIG_I', `Configured from console by ${whoIs(this.#context.user)}`);
    }
  }

  #print(text: readonly string[] = []): void {
    for (const line of text) this.#screen += `${line}\r\n`;
  }

  #prompt(): void {
    this.#waiting = 'command';
    this.#screen += promptOf(this.#chassis, this.#mode);
  }

  /** One write for all that one piece of input caused. */
  #flush(): void {
    if (this.#screen === '' || this.#waiting === 'over') return;
    const screen = this.#screen;
    this.#screen = '';
    this.#channel.write(new TextEncoder().encode(screen));
  }

  #guarded(run: () => void): void {
    if (!this.#chassis.guard('cli session', run)) this.#end();
  }

  #end(): void {
    if (this.#waiting === 'over') return;
    this.#flush();
    this.#over();
    this.#chassis.detach(this.number);
    this.#channel.end();
  }
}

/** `logging synchronous` of the terminal lines: prompt and line are written anew behind a message. */
function isSynchronous({ state }: Chassis): boolean {
  return state.running.sections.get('line vty 0 4')?.includes('logging synchronous') === true;
}
