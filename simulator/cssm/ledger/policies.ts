import type { ReportingPolicy } from './state.ts';

/** Cisco's default policy, as devices print it [O, S5] (`reference/cssm.md` 0.9). */
export const CISCO_DEFAULT: ReportingPolicy = {
  name: 'CISCO default',
  isAckRequired: true,
  perpetual: { first: 365, frequency: 0, onChange: 90 },
  subscription: { first: 90, frequency: 90, onChange: 90 },
  enforced: { first: 0, frequency: 0, onChange: 0 },
  exported: { first: 0, frequency: 0, onChange: 0 },
};
