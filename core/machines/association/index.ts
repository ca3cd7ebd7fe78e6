import { tableMachine } from '../table-machine.ts';
import { ASSOCIATION_TABLE } from './table.ts';

export {
  ASSOCIATION_ENDS,
  initialAssociation,
  type AssociationEnd,
  type AssociationState,
  type OldPlace,
} from './state.ts';
export { ASSOCIATION_TABLE } from './table.ts';

/** The association as a kind of machine. */
export const ASSOCIATION = tableMachine(ASSOCIATION_TABLE);
