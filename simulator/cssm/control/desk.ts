import { z } from 'zod';
import { ConfigError } from '../../../core/errors.ts';
import type { CssmControl } from '../../control/cssm-control.ts';
import type { GroundEntry } from '../../journal/journal.ts';
import { alertsOf, dayOf, decideAccountStatus } from '../ledger/index.ts';
import type { Alert, LedgerEvent } from '../ledger/index.ts';
import type { CssmParts } from '../parts.ts';
import { accountBy, perform, read } from './action.ts';
import { CSSM_ACTIONS } from './actions.ts';
import { accountView, instanceView } from './view.ts';
import type { CssmAccountView, CssmInstanceView } from './view.ts';

const deletion = z.strictObject({ answer: z.enum(['error', 'forbidden', 'not-found']).optional() });
/** Product instances told at once. */
const INSTANCES_MAX = 10_000;

/** What a person or a test does to CSSM from outside; none of it exists under Cisco's paths. */
export interface CssmControlDesk extends CssmControl {
  /** Every account with its balances of today, deleted ones too; or as they were at a past moment (milliseconds). */
  accounts(at?: number): readonly CssmAccountView[];
  /** Deletes the account of a domain or numeric id; `{answer}` says how calls about it are answered: `error`, `forbidden`, `not-found`. */
  deleteAccount(id: string, body?: unknown): CssmAccountView;
  /** Does an action of `actions.ts`; the account after it, with whatever else the action tells. */
  act(name: string, body: unknown): CssmAccountView & Readonly<Record<string, unknown>>;
  /** Actions by name. */
  expire(body: unknown): CssmAccountView;
  deposit(body: unknown): CssmAccountView;
  transfer(body: unknown): CssmAccountView;
  /** Alerts of an account, derived and raised. */
  alerts(id: string): readonly Alert[];
  /** The first 10,000 product instances, of one account or all. */
  instances(id?: string): readonly CssmInstanceView[];
  /** CSSM's lines of the ground truth from `seq` on. */
  journal(from?: number): readonly GroundEntry[];
  /** The ledger's events from `seq` on. Registration tokens are left out of them. */
  events(from?: number): readonly LedgerEvent[];
}

/** Makes the desk. Errors: `CSSM_CONTROL_REQUEST` for a body that cannot be read, `CSSM_CONTROL_REFUSED` when the ledger does not do it. */
export function createCssmControl(parts: CssmParts): CssmControlDesk {
  const { ledger, clock, journal } = parts;

  function act(name: string, body: unknown): CssmAccountView & Readonly<Record<string, unknown>> {
    const action = CSSM_ACTIONS.find((one) => one.name === name);
    if (action === undefined) throw new ConfigError('CSSM_CONTROL_REQUEST', `There is no action "${name}".`);
    const { account, more } = action.run(parts, body);
    return { ...accountView(accountBy(parts, account), dayOf(clock.wallMs())), ...more };
  }

  return {
    accounts(at) {
      const { accounts } = at === undefined ? ledger.state : ledger.replay(at);
      const day = dayOf(at ?? clock.wallMs());
      return [...accounts.values()].map((account) => accountView(account, day));
    },

    deleteAccount(id, body = {}) {
      const { answer } = read(deletion, body);
      const account = accountBy(parts, id);
      perform(parts, decideAccountStatus(ledger.state, account.domain, 'deleted', answer));
      return accountView(account, dayOf(clock.wallMs()));
    },

    act,
    expire: (body) => act('expire', body),
    deposit: (body) => act('deposit', body),
    transfer: (body) => act('transfer', body),
    alerts: (id) => alertsOf(ledger.state, accountBy(parts, id), clock.wallMs()),

    instances(id) {
      const domain = id === undefined ? null : accountBy(parts, id).domain;
      const found = ledger.state.instances.values().filter((one) => domain === null || one.domain === domain);
      return [...found.take(INSTANCES_MAX)].map((one) => instanceView(ledger.state, one, clock.wallMs()));
    },

    journal: (from = 1) => journal.from(from).filter((entry) => entry.device === 'cssm'),
    events: (from = 1) =>
      ledger
        .events()
        .filter(({ seq }) => seq >= from)
        .map(withoutToken),
  };
}

function withoutToken(event: LedgerEvent): LedgerEvent {
  return 'token' in event && event.token !== null ? { ...event, token: '[hidden]' } : event;
}
