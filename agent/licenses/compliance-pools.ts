/** Why licenses are out of compliance: too few, not deposited, over, or because CSSM says so. */
import { DAY_MS, dayNumber, termsOf } from '../../core/model/license-terms.ts';
import type { Snapshot } from '../accounts/index.ts';
import { balancesOf } from './balances.ts';
import type { PoolBalance } from './balances.ts';
import { command } from './finding.ts';
import type { Facts, Finding } from './finding.ts';

/** Findings about the pools of a snapshot. */
export function poolFindings(snapshot: Snapshot, nowMs: number): readonly Finding[] {
  const balances = balancesOf(snapshot, nowMs);
  const byLicense = Map.groupBy(balances, ({ license }) => license);
  return [
    ...balances.flatMap((pool) => poolFinding(pool, byLicense.get(pool.license) ?? [], nowMs)),
    ...expired(snapshot, nowMs),
  ];
}

function poolFinding(pool: PoolBalance, same: readonly PoolBalance[], nowMs: number): readonly Finding[] {
  const { account, license, virtualAccount, quantity, inUse, reserved, short, pending } = pool;
  const facts = { account, virtualAccount, license, quantity, inUse, reserved, short, pending };
  const figures = `${quantity} owned, ${inUse} in use, ${reserved} reserved`;
  const found = (
    code: Finding['code'],
    text: string,
    evidence: string,
    advice: string | null,
    next: string,
    more: Facts = {},
  ) => [
    {
      code,
      subject: `${license} in ${virtualAccount}`,
      text,
      evidence,
      facts: { ...facts, ...more },
      advice,
      next,
    },
  ];
  const look = command('license', 'ls', '--account', account, '--license', license);
  if (short === 0) {
    if (pool.compliant) return [];
    const text = 'CSSM says that it is out of compliance, although its figures do not show a shortage.';
    return found(
      'OUT_OF_COMPLIANCE',
      text,
      figures,
      'Look at the Virtual Account in CSSM.',
      command('account', 'sync', account),
    );
  }
  const order = 'Ask for the order: until CSSM has it, it counts as not bought. Then retrieve the account.';
  const retrieve = command('account', 'sync', account);
  if (pending > 0) {
    const text = `${short} too few; ${pending} are bought and not deposited yet.`;
    return found('DEPOSIT_MISSING', text, `${figures}, ${pending} pending`, order, retrieve);
  }
  const later = startsLater(pool, nowMs);
  if (later !== null) {
    const text = `${short} too few; ${later.quantity} are bought and count from ${later.start} only.`;
    return found(
      'DEPOSIT_MISSING',
      text,
      `${figures}, ${later.quantity} from ${later.start}`,
      order,
      retrieve,
      { begins: later.start },
    );
  }
  const free = same.filter(({ available }) => available > 0);
  if (free.length > 0) {
    const where = free.map((other) => `${other.available} in ${other.virtualAccount}`).join(', ');
    const text = `${short} too few here, and available elsewhere: ${where}.`;
    const elsewhere = free.reduce((sum, { available }) => sum + available, 0);
    return found(
      'SHORT_AVAILABLE_ELSEWHERE',
      text,
      `${figures}; elsewhere ${where}`,
      null,
      command('license', 'reapply', '--account', account),
      { elsewhere },
    );
  }
  if (same.every((other) => other.quantity === 0 && other.terms.length === 0)) {
    const text = `${short} in use, and none was ever deposited in this account.`;
    return found('DEPOSIT_MISSING', text, figures, order, retrieve);
  }
  const text = `${short} too few, and none is left in another Virtual Account.`;
  return found(
    'SHORT',
    text,
    figures,
    'Buy or deposit licenses, or lower levels; this shows who uses them.',
    look,
  );
}

/** The first lot that begins after today. */
function startsLater(
  { terms }: PoolBalance,
  nowMs: number,
): { readonly start: string; readonly quantity: number } | null {
  const today = Math.floor(nowMs / DAY_MS);
  for (const { start, quantity } of terms) {
    if (start !== null && (dayNumber(start) ?? today) > today) return { start, quantity };
  }
  return null;
}

function expired({ account, pools }: Snapshot, nowMs: number): readonly Finding[] {
  return termsOf(pools, nowMs)
    .filter(({ daysLeft }) => daysLeft < 0)
    .map(({ license, virtualAccount, quantity, end, daysLeft, shortAfter, subscription }) => ({
      code: 'EXPIRED',
      subject: `${license} in ${virtualAccount}`,
      text: `A term of ${quantity} ended ${-daysLeft === 1 ? 'yesterday' : `${-daysLeft} days ago`}.`,
      evidence: `last day ${end}; ${shortAfter} in use are not covered`,
      facts: { account, virtualAccount, license, quantity, end, daysLeft, shortAfter, subscription },
      advice: 'Renew it, or lower the levels of the switches that use it.',
      next: command('license', 'ls', '--account', account, '--license', license),
    }));
}
