export type { Check, CheckStatus, Diagnosis, Findings } from './contract.ts';
export { diagnose } from './diagnose.ts';
export { gather } from './gather.ts';
