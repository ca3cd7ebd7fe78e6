/** A stream of text; `process.stdout` fits. */
export interface TextStream {
  write(text: string): unknown;
}

/** Where the simulator's verbs run; the program gives its own. */
export interface SimContext {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Working directory. */
  readonly cwd: string;
  /** Calls `listener` on each SIGINT and SIGTERM until the returned function is called. */
  onInterrupt(listener: () => void): () => void;
}

/** Takes the exit code of the verb that ran: 0 as planned, 1 not as planned. Errors are thrown and told by the program. */
export type SimExit = (code: 0 | 1) => void;
