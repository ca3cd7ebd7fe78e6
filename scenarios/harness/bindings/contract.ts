/**
 * What a binding does: it maps the lab of a scenario to memory, to SSH, or to real switches. The runner has checked names,
 * targets and time-outs already; a binding does not check them again.
 */
import type { FaultSpec } from '../lab/lab.ts';
import type { LabSpec } from '../lab/spec.ts';
import type { AccountTruth, DeviceTruth, GroundEntry, InstanceTruth } from '../lab/truth.ts';
import type { FaultName } from '../words/faults.ts';

/** Names of bindings, as `--binding` takes them. */
export type BindingName = 'memory' | 'ssh';

/** A way to make labs. */
export interface Binding {
  readonly name: BindingName;
  /** One sentence for `scenario ls` and messages. */
  readonly about: string;
  /** True when the same seed gives the same evidence, byte by byte. */
  readonly isDeterministic: boolean;
  /** Labs at once, where nobody asks for another number. */
  readonly jobs: number;
  /** Longest time that a scenario may let pass in one piece, in milliseconds of scenario time; null: any. */
  readonly waitMsMax: number | null;
  /** Why this fault cannot be made here, or null. */
  cannot(fault: FaultName): string | null;
  /** Builds a lab that shares nothing with another one. */
  start(request: LabRequest): Promise<BoundLab>;
}

/** A lab to be built. */
export interface LabRequest {
  /** Scenario it is for; used in names of temporary things. */
  readonly id: string;
  readonly lab: LabSpec;
  readonly seed: number;
}

/** What a verb of the agent did as a process: exit code (null: killed) and what it wrote. */
export interface VerbEnd {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A verb under way. */
export interface BoundVerb {
  readonly done: Promise<VerbEnd>;
  interrupt(): void;
  kill(): void;
}

/** A change of state of one switch as the agent committed it. */
export interface AgentProgress {
  readonly device: string;
  readonly state: string;
  /** Class of an end, `OK`, `FAILED`, ...; null before the end. */
  readonly class: string | null;
}

/** A running lab with its agent. */
export interface BoundLab {
  readonly ids: readonly string[];
  /** Texts that evidence must not show, with what stands there instead: secrets, places on this machine. It may grow. */
  readonly hidden: ReadonlyMap<string, string>;
  /** Scenario time since the lab began. */
  nowMs(): number;
  /** Lets scenario time pass until `work` settles; `SCENARIO_TIMEOUT` after `limitMs` of it. */
  drive<Value>(work: Promise<Value>, limitMs: number): Promise<Value>;
  advance(ms: number): Promise<void>;

  devices(): Promise<readonly DeviceTruth[]>;
  device(id: string): Promise<DeviceTruth>;
  /** The whole record; `at` is scenario time. */
  journal(): Promise<readonly GroundEntry[]>;
  fault(fault: FaultSpec): Promise<void>;
  configure(id: string, lines: readonly string[]): Promise<void>;
  power(id: string, on: boolean): Promise<void>;
  accounts(): Promise<readonly AccountTruth[]>;
  deleteAccount(domain: string): Promise<void>;
  instances(): Promise<readonly InstanceTruth[]>;
  /** An action at CSSM, as its control API names it. */
  actAtCssm(name: string, body: Readonly<Record<string, unknown>>): Promise<AccountTruth>;

  /** False for a verb that this version of the agent does not have. */
  hasVerb(name: string): boolean;
  /** Starts a verb of the agent: words and options, without those that the binding adds. */
  verb(args: readonly string[]): BoundVerb;
  /** Writes a file into the folder that verbs run in. */
  write(name: string, text: string): Promise<void>;
  /** The inventory that verbs are given, as YAML; verbs begun after a write read it anew. */
  readInventory(): Promise<string>;
  writeInventory(text: string): Promise<void>;
  /** Tells of the agent's progress, where the binding sees it. */
  onProgress(listener: (progress: AgentProgress) => void): void;

  /** Ends everything. Gives the names of what did not end in an orderly way; empty when nothing leaked. */
  stop(): Promise<readonly string[]>;
}
