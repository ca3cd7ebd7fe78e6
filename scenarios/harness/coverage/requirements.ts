/** What the product promises, one line each; scenarios name the ids. Order is the order of the matrix. */
export const REQUIREMENTS = {
  'default-account':
    'The default Smart Account can be changed; views say whose data they show, and how old it is',
  association: 'Each switch synchronizes with exactly one Smart Account, which can be selected again',
  'account-deleted':
    'A switch whose Smart Account is gone fails to synchronize with the reason, and can be healed',
  promote: 'Switches are promoted from Essentials to Advantage: edit, save, reload, verify, report',
  demote: 'Switches are demoted from Advantage to Essentials, with consent to the features lost',
  bulk: 'Hundreds of switches are changed in waves, with bounded exposure',
  'failure-budget': 'A rollout stops by itself when too many switches went bad',
  resume: 'A rollout that was interrupted at any moment goes on, and nothing is done twice',
  'pause-abort': 'A rollout can be paused, resumed and aborted from another terminal',
  'saved-before-reload':
    'A switch is only reloaded when its startup configuration is proved to hold the level',
  'one-reload': 'A change asks for at most one reload of a switch',
  'truthful-end': 'Every switch ends in one named state that the switch itself confirms',
  identity: 'Nothing is sent to a switch that is not the one of the plan',
  stack: 'A stack is verified member by member',
  locks: 'Locks of the switch are respected: those of daemons are waited for, those of people never broken',
  'candidate-datastore':
    'A switch with a candidate datastore is changed through it: locked, edited, committed; running is not written',
  'foreign-config': 'Configuration of other operators is neither saved nor lost',
  balance: 'Licenses are counted before a change, and reserved while it runs',
  expiry: 'Terms that end raise alarms by rule, each told once, and count as over afterwards',
  reapply: 'A shortage is solved with what other Virtual Accounts do not use, and nothing is moved twice',
  'on-prem': 'An SSM On-Prem serves in place of CSSM, and its synchronization token is watched',
  'auto-apply':
    'New licenses are applied to the switches that a desired state approves, without anybody, within its policy',
  report: 'Each switch reports its usage, and CSSM is seen to have it',
  window: 'Nothing begins outside an approved maintenance window',
} as const;

/** Id of a requirement. */
export type Requirement = keyof typeof REQUIREMENTS;
