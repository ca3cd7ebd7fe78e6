export { EXIT, exitCodeOf } from './exit-code.ts';
export type { ExitCode } from './exit-code.ts';
export { createRolloutDisplay } from './live.ts';
export type { RolloutDisplay } from './live.ts';
export { createOutput } from './output.ts';
export type { Output, TextStream } from './output.ts';
export { showApproval, showDraft } from './plan-text.ts';
export { showRollout, showRollouts } from './rollout-text.ts';
export { safe, safeJson, safeLines } from './safe.ts';
