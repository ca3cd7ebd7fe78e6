/** What a device has said so far, each part bounded: its log, its console, and what its smart agent keeps of the past. */

/** A log message: `SYS-5-RESTART` and what stands behind the colon. */
export interface LogMessage {
  readonly name: string;
  readonly text: string;
}

/** A message as it was logged. `line`: with its time stamp. */
export interface LogEntry {
  readonly atMs: number;
  readonly line: string;
}

/** One message that the smart agent sent, with what came back. */
export interface AgentMessage {
  readonly type: string;
  readonly atMs: number;
  readonly response: string;
}

/** Entries of the log buffer, lines of the console, events and messages of the smart agent that are kept. Own choice. */
const LOG_MAX = 256;
const CONSOLE_MAX = 500;
const EVENTS_MAX = 200;
const MESSAGES_MAX = 40;

/** The record of one device. Nothing is allocated before something is said. */
export class DeviceRecord {
  readonly #log: LogEntry[] = [];
  readonly #console: string[] = [];
  readonly #events: LogEntry[] = [];
  readonly #messages: AgentMessage[] = [];
  #logged = 0;

  /** The log buffer, oldest first; a boot empties it. */
  get log(): readonly LogEntry[] {
    return this.#log;
  }

  /** Messages logged since the boot, also those that the buffer lost. */
  get logged(): number {
    return this.#logged;
  }

  /** Lines of the console, oldest first, over all boots. */
  get console(): readonly string[] {
    return this.#console;
  }

  /** Events of the smart agent; they survive boots. */
  get events(): readonly LogEntry[] {
    return this.#events;
  }

  /** Messages of the smart agent; they survive boots. */
  get messages(): readonly AgentMessage[] {
    return this.#messages;
  }

  addLog(entry: LogEntry): void {
    this.#logged += 1;
    push(this.#log, entry, LOG_MAX);
    push(this.#console, entry.line, CONSOLE_MAX);
  }

  addConsole(text: string): void {
    push(this.#console, text, CONSOLE_MAX);
  }

  addEvent(atMs: number, line: string): void {
    push(this.#events, { atMs, line }, EVENTS_MAX);
  }

  addMessage(message: AgentMessage): void {
    push(this.#messages, message, MESSAGES_MAX);
  }

  /** The log buffer is emptied: by a boot, or by a person. */
  clearLog(): void {
    this.#log.length = 0;
    this.#logged = 0;
  }
}

function push<Item>(items: Item[], item: Item, max: number): void {
  items.push(item);
  if (items.length > max) items.shift();
}
