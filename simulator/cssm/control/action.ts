import type { z } from 'zod';
import { ConfigError } from '../../../core/errors.ts';
import { isRefusal } from '../ledger/index.ts';
import type { LedgerChange, Refusal, SmartAccountState } from '../ledger/index.ts';
import type { CssmParts } from '../parts.ts';

/** What a person does to CSSM from outside; none of it exists under Cisco's paths. The control API's routes are made from it. */
export interface CssmAction {
  /** Last part of the route: `POST /cssm/NAME`. */
  readonly name: string;
  readonly summary: string;
  readonly body: z.ZodObject;
  /** Domain of the account that changed, to be shown, with anything else there is to tell. */
  run(parts: CssmParts, body: unknown): Told;
}

/** What an action tells. */
export interface Told {
  readonly account: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** States an action; exists so that its body is typed by its schema. */
export function action<Shape extends z.ZodObject>(
  name: string,
  summary: string,
  body: Shape,
  run: (parts: CssmParts, body: z.output<Shape>) => Told,
): CssmAction {
  return { name, summary, body, run: (parts, asked) => run(parts, read(body, asked)) };
}

/** Records what was decided; `CSSM_CONTROL_REFUSED` when the ledger does not do it. */
export function perform(parts: CssmParts, decision: LedgerChange | Refusal): void {
  const event = parts.ledger.record(decision, parts.clock.wallMs());
  if (isRefusal(event)) {
    throw new ConfigError('CSSM_CONTROL_REFUSED', event.message, { context: { refusal: event.refusal } });
  }
}

/** The account of a domain or number, in whatever state. */
export function accountBy({ ledger }: CssmParts, id: string): SmartAccountState {
  for (const account of ledger.state.accounts.values()) {
    if (account.domain === id.toLowerCase() || String(account.id) === id) return account;
  }
  const known = [...ledger.state.accounts.keys()].slice(0, 10).join(', ');
  throw new ConfigError('CSSM_CONTROL_REFUSED', `There is no Smart Account ${id}.`, {
    context: { refusal: 'account-unknown' },
    hint: `Known: ${known}.`,
  });
}

/** Checks a body; `CSSM_CONTROL_REQUEST` says where it is wrong. */
export function read<Shape extends z.ZodType>(shape: Shape, body: unknown): z.output<Shape> {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue?.path.join('.') ?? '';
  throw new ConfigError(
    'CSSM_CONTROL_REQUEST',
    `The request cannot be read: ${place}: ${issue?.message ?? ''}`,
  );
}
