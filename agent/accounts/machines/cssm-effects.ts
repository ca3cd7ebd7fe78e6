/** Effects on CSSM: tokens, product instances, balances and transfers. */
import { LicenseLabError } from '../../../core/errors.ts';
import type { Outcome } from '../../../core/machine.ts';
import type { BothBalances, MovableType, Owned } from '../../../core/ports/licensing.ts';
import type { LicensePool } from '../../../core/wire/cssm/index.ts';
import { answering, outcomeOfError } from './outcomes.ts';
import { TOKEN_DAYS } from './token-vault.ts';
import type { Performer } from './world.ts';

/** Rows of one switch; a stack has one per member at most, old trusts a few more. */
const INSTANCES_MAX = 20;

/** The outcome when this worker may not act any more. */
export function notAllowed(): Outcome {
  const error = new LicenseLabError('WRITE_NOT_ALLOWED', 'This worker does not own the machine any more.', {
    definite: true,
  });
  return outcomeOfError(error);
}

export const token: Performer<'token'> = ({ cssm, tokens }, { account, virtualAccount }, mayWrite, done) => {
  if (!mayWrite()) return done(notAllowed());
  const made = answering(done, () => ({ daysLeft: TOKEN_DAYS }));
  return tokens.get(cssm, account, virtualAccount, made);
};

export const instances: Performer<'instances'> = (
  world,
  { account, virtualAccount, serials },
  _mayWrite,
  done,
) => {
  const wanted = new Set(serials);
  world.instances(
    world.cssm,
    account,
    virtualAccount,
    answering(done, (rows) => ({
      instances: rows
        .filter((row) => row.virtualAccount === virtualAccount && wanted.has(row.serial.toUpperCase()))
        .slice(0, INSTANCES_MAX)
        .map(({ serial, pid, productTag }) => ({ serial, pid, productTag })),
    })),
  );
};

export const removeInstances: Performer<'remove-instances'> = ({ cssm }, effect, mayWrite, done) => {
  if (!mayWrite()) return done(notAllowed());
  const { account, virtualAccount, instances: rows } = effect;
  return cssm.removeInstances(
    account,
    virtualAccount,
    rows,
    answering(done, () => ({ removed: rows.length })),
  );
};

export const balances: Performer<'balances'> = ({ cssm, clock }, effect, _mayWrite, done) => {
  const { account, from, to, license, type, quietMs } = effect;
  const read = (): void =>
    cssm.pools(
      account,
      { virtualAccounts: [from, to] },
      answering(done, (pools): BothBalances => {
        const side = (name: string): Owned =>
          owned(
            pools.filter((pool) => pool.virtualAccount === name && pool.license === license),
            type,
          );
        return { from: side(from), to: side(to) };
      }),
    );
  if (quietMs === 0) read();
  else clock.setTimer('transfer quiet', quietMs, read);
};

/** What pools of one license and one Virtual Account come to; what is billed by use is nobody's. */
function owned(pools: readonly LicensePool[], type: MovableType): Owned {
  const prepaid = pools.filter(({ billing }) => billing !== 'USAGE');
  const sum = (of: (pool: LicensePool) => number): number =>
    prepaid.reduce((total, pool) => total + of(pool), 0);
  return {
    quantity: sum(({ quantity }) => quantity),
    typed: sum(({ lots }) =>
      lots
        .filter((lot) => lot.type === type && lot.status === 'ACTIVE')
        .reduce((total, lot) => total + lot.quantity, 0),
    ),
    free: Math.max(
      0,
      sum(({ quantity, inUse, reserved }) => quantity - inUse - reserved),
    ),
  };
}

export const transfer: Performer<'transfer'> = ({ cssm }, effect, mayWrite, done) => {
  if (!mayWrite()) return done(notAllowed());
  const { account, from, license, type, quantity, to } = effect;
  return cssm.transfer(
    account,
    from,
    { license, type, quantity, to },
    answering(done, () => ({})),
  );
};
