import type { VerbAnswers, VerbName } from './answers.ts';

/** How a verb ended. */
export interface VerbResult<Json> {
  /** Exit code of the command line; null when it was killed. */
  readonly exitCode: number | null;
  /** The object it printed with `--json`. Reading it where there is none is an error that quotes the verb's last words. */
  readonly json: Json;
  /** What it said to people. */
  readonly stderr: string;
}

/** A verb under way. */
export interface RunningVerb<Json> {
  /** Settles when the verb ends, also after a kill. */
  readonly done: Promise<VerbResult<Json>>;
  /** Ctrl-C. */
  interrupt(): void;
  /** `kill -9`: no handler runs, nothing is flushed; what was durable stays. */
  kill(): void;
}

/**
 * The agent through its public verbs, as a person at a terminal would use it. The binding adds inventory, store, clock and
 * `--json`; everything else stands in the scenario. Options follow the verb: `agent.run('plan', '--select', 'all')`.
 */
export interface Agent {
  /** Runs a verb to its end. */
  run<Verb extends VerbName>(verb: Verb, ...args: readonly string[]): Promise<VerbResult<VerbAnswers[Verb]>>;
  /** Starts a verb that is to be watched or signalled. One that still runs when the steps end is a leak and fails the scenario. */
  start<Verb extends VerbName>(verb: Verb, ...args: readonly string[]): RunningVerb<VerbAnswers[Verb]>;
  /** Writes a file into the folder that verbs run in, e.g. a desired state; `name` is a plain file name. */
  write(name: string, text: string): Promise<void>;
  /** Edits the inventory as a person would: takes what stands in it, gives what shall. Verbs begun after that read it. */
  editInventory(edit: (inventory: InventoryFile) => InventoryFile): Promise<void>;
}

/** An inventory as it stands in its file; its schema is `docs/schemas/inventory.schema.json`. */
export interface InventoryFile {
  readonly cssm: Readonly<Record<string, unknown>> & { readonly url: string };
  readonly devices: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[];
}
