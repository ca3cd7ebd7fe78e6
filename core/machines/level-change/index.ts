export { BOUNDARIES, boundaryName } from './boundaries.ts';
export { ENDS, type EndClass, type EndName, isBad, isEnd } from './ends.ts';
export { type ChangeState, initialChange, type StateName, type StepName } from './state.ts';
export { absentPair, type ChangeEvent, LEVEL_CHANGE } from './step.ts';
export { isStep, isWait, TABLE, WAITS } from './table.ts';
