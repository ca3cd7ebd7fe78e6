import type { Operation } from '../operation.ts';
import { getAccountIds } from './account-ids.ts';
import { authorizationRequest } from './auth-request.ts';
import { poll } from './poll.ts';
import { reportUsage } from './report-usage.ts';
import { getSummary, licenseSummary } from './summary.ts';

/** The X-CSW family, with the one of the Software APIs that shares its envelope. */
export const CSW_OPERATIONS: readonly Operation[] = [
  getAccountIds,
  licenseSummary,
  getSummary,
  reportUsage,
  authorizationRequest,
  poll,
];
