export { balanceOf, balances, isCurrent, type Balance } from './balances.ts';
export { addDays, dayOf } from './days.ts';
export {
  decideAccount,
  decideAccountStatus,
  decideVirtualAccount,
  decideVirtualAccountClosing,
} from './decide-accounts.ts';
export {
  decideAcknowledgement,
  decideFirstContact,
  decideRemoval,
  decideReport,
  decideTrust,
  type Introduction,
} from './decide-instances.ts';
export { decideDeposit, decideExpiry, decideTransfer, type Transfer } from './decide-pools.ts';
export { decideRevocation, decideToken } from './decide-tokens.ts';
export type { LedgerChange } from './events.ts';
export { createLedger, type Ledger } from './ledger.ts';
export { isRefusal, type Refusal } from './refusal.ts';
export {
  findAccount,
  findInstance,
  type AccountStatus,
  type GoneAnswer,
  type InstanceState,
  type LedgerState,
  type LotType,
  type SmartAccountState,
  type Used,
  type VirtualAccountState,
} from './state.ts';
