import type { Binding, BindingName } from '../bindings/contract.ts';

/** A stream of text; `process.stdout` fits. */
export interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}

/** What the program gives to the scenario verbs; the agent's own context fits. */
export interface HostContext {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Calls `listener` on each SIGINT and SIGTERM until the returned function is called. */
  onInterrupt(listener: () => void): () => void;
}

/** Where the scenario verbs run. */
export interface ScenarioContext extends HostContext {
  /** Real milliseconds, for the duration of the whole run. */
  nowMs(): number;
  /** Makes a binding when it is asked for. */
  binding(name: BindingName): Binding;
}

/** Exit codes of the scenario verbs, the same as those of all others. */
export type ScenarioExit = 0 | 1 | 2 | 3 | 130;
