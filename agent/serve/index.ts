export type { RaiseAlarms, ServeSettings } from './contract.ts';
export { runningServe } from './instance.ts';
export { startServe, type Serve } from './serve.ts';
export { watchFiles } from './watch.ts';
