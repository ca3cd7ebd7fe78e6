/** The license engine: values, codecs and machines. It knows no socket, timer, clock, file or process. */
export * from './errors.ts';
export type * from './machine.ts';
export * from './machines/level-change/index.ts';
export * from './machines/rollout/index.ts';
export * from './model/device.ts';
export * from './model/level.ts';
export { suggestWord } from './model/nearest.ts';
export * from './model/plan.ts';
export type * from './ports/clock.ts';
export type * from './ports/cssm.ts';
export type * from './ports/device.ts';
export type * from './ports/digest.ts';
export type * from './ports/http.ts';
export type * from './ports/log.ts';
export type * from './ports/network.ts';
export type * from './ports/random.ts';
export type * from './ports/store.ts';
export { createRandom } from './random.ts';
