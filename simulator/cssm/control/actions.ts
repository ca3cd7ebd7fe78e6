import { ACCOUNT_ACTIONS } from './account-actions.ts';
import type { CssmAction } from './action.ts';
import { DEVICE_ACTIONS } from './device-actions.ts';
import { POOL_ACTIONS } from './pool-actions.ts';

/** Everything that may be done to CSSM from outside, beside deleting an account. */
export const CSSM_ACTIONS: readonly CssmAction[] = [...POOL_ACTIONS, ...ACCOUNT_ACTIONS, ...DEVICE_ACTIONS];
