/** The agent: the shell that lets the engine act on switches and CSSM. */
export { asVerb, registerAgent, runProgram } from './cli/index.ts';
export type { AgentRuntime, CliContext, ExitSink, Invocation, Session } from './cli/index.ts';
export { type Html, html, htmlPage, join } from './html/index.ts';
export type { ExitCode, Output } from './output/index.ts';
export { createAgentRuntime } from './open/agent-runtime.ts';
export type { HttpEndpoint, OpenHttp } from './cssm/index.ts';
export type { AgentParts } from './open/parts.ts';
export { processParts } from './open/process-parts.ts';
export type {
  Progress,
  RolloutDevice,
  Rollouts,
  RolloutSummary,
  RolloutView,
  RunningEngine,
} from './rollouts/contract.ts';
export { sha256 } from './runtime/ports/digest.ts';
export { SILENT_LOG } from './runtime/ports/log.ts';
export { createRealClock, createScaledClock } from './runtime/ports/real-clock.ts';
export { ask, createMemoryStore, openSqliteStore } from './store/index.ts';
export { MACHINE_KINDS } from './open/kinds.ts';
