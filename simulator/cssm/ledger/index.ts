export { ALERTS } from './alert-kinds.ts';
export { alertsOf, type Alert } from './alerts.ts';
export { balanceOf, balances, isCurrent, type Balance } from './balances.ts';
export { addDays, dayOf } from './days.ts';
export {
  decideAccount,
  decideAccountStatus,
  decideVirtualAccount,
  decideVirtualAccountClosing,
} from './decide-accounts.ts';
export { decideAuthorization, decideMove, decideReturn } from './decide-authorizations.ts';
export {
  decideAcknowledgement,
  decideFirstContact,
  decideRemoval,
  decideReport,
  decideTrust,
  type Introduction,
} from './decide-instances.ts';
export { decideLapse, decideOnPrem, decideSynchronization } from './decide-on-prem.ts';
export {
  decideDeposit,
  decideExpiry,
  decideReservation,
  decideTransfer,
  decideWithdrawal,
  type Transfer,
} from './decide-pools.ts';
export {
  decideAlert,
  decideAlertClearing,
  decideDefault,
  decidePolicy,
  decideRoles,
} from './decide-settings.ts';
export { decideRevocation, decideToken } from './decide-tokens.ts';
export type { LedgerChange, LedgerEvent } from './events.ts';
export { createLedger, type Ledger, type LedgerPast, type LedgerSettings } from './ledger.ts';
export { CISCO_DEFAULT } from './policies.ts';
export { isRefusal, type Refusal } from './refusal.ts';
export { ackDueAt, standingOf } from './standing.ts';
export {
  ROLES,
  findAccount,
  findInstance,
  type AccountStatus,
  type GoneAnswer,
  type InstanceState,
  type LedgerState,
  type Lot,
  type LotType,
  type ReportingPolicy,
  type RoleGrant,
  type SmartAccountState,
  type Udi,
  type Used,
  type VirtualAccountState,
} from './state.ts';
