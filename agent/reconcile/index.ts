export { associateAll, type AssociationEnd } from './associate.ts';
export type {
  Reconciliation,
  ReconcileAssociation,
  ReconcilePlan,
  ReconcileRow,
  ReconcileWorld,
} from './contract.ts';
export { reconcile } from './reconcile.ts';
export { reconcileWorld } from './world.ts';
