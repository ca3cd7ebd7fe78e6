export type {
  AgentRuntime,
  AuditReport,
  CheckOutcome,
  CliContext,
  DeviceCheck,
  OfferedHostKey,
  OpenCssm,
  OpenDevices,
  OpenLicensing,
  OpenRollouts,
  Session,
} from './context.ts';
export { registerAgent } from './register.ts';
export { runProgram } from './run-program.ts';
export { asVerb } from './verb.ts';
export type { ExitSink, Invocation, VerbAction } from './verb.ts';
