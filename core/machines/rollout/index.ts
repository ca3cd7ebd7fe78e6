export { licensesNeeded } from './licenses.ts';
export {
  begun,
  changeId,
  hasBegun,
  initialRollout,
  type RolloutAt,
  type RolloutState,
  waveEnd,
} from './state.ts';
export { ADMIT_MAX, ROLLOUT, type RolloutEvent } from './step.ts';
