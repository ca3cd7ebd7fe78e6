/** Writing scenarios: executable test plans for the agent and the lab. `docs/scenarios/write-your-first.md` begins here. */
export type { Agent, InventoryFile, RunningVerb, VerbResult } from './harness/acting/agent.ts';
export type * from './harness/acting/answers.ts';
export type { Checks, Patience } from './harness/checks/contract.ts';
export type { Cover } from './harness/coverage/cover.ts';
export { defineScenario } from './harness/define.ts';
export type { Scenario, ScenarioClock, ScenarioSpec, StepsWorld } from './harness/define.ts';
export { days, hours, minutes, seconds } from './harness/duration.ts';
export type { FaultSpec, Lab, LabCssm } from './harness/lab/lab.ts';
export type { AccountSpec, GroupSpec, LabSpec, PoolSpec, VirtualAccountSpec } from './harness/lab/spec.ts';
export type {
  AccountTruth,
  DeviceTruth,
  GroundEntry,
  GroundOp,
  InstanceTruth,
  JournalQuery,
  MemberTruth,
} from './harness/lab/truth.ts';
export type { Expectation, MetricName } from './harness/metrics/contract.ts';
export type { FaultName } from './harness/words/faults.ts';
export { registerScenarios } from './harness/cli/register.ts';
export { registerLab } from './harness/lab-verb/register.ts';
