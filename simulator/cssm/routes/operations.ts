import { CSW_OPERATIONS } from './csw/operations.ts';
import { EA_OPERATIONS } from './ea/operations.ts';
import type { Operation } from './operation.ts';
import { PNP_OPERATIONS } from './pnp/operations.ts';
import { SOFTWARE_OPERATIONS } from './software/operations.ts';
import { V1_OPERATIONS } from './v1/operations.ts';

/** Everything that Cisco's cloud is known to serve. Literal paths stand before patterns that would take them. */
export const CLOUD_OPERATIONS: readonly Operation[] = [
  ...CSW_OPERATIONS,
  ...V1_OPERATIONS,
  ...SOFTWARE_OPERATIONS,
  ...PNP_OPERATIONS,
  ...EA_OPERATIONS,
];
