/** Makes a switch trust a Smart Account with a registration token, once, and follows it by the switch's own counters. */
import { LicenseLabError } from '../../../core/errors.ts';
import type { TrustCounters, TrustLooked, TrustTarget } from '../../../core/ports/licensing.ts';
import { NO_MESSAGES, parseShowVersion, registerLine, trustLine } from '../../../core/wire/ios-xe/index.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { Conversation } from './conversation.ts';
import { movedBetween, readLicensing } from './license-reading.ts';
import type { LicenseReading } from './license-reading.ts';

/** How a trust ended. */
export interface DeviceTrust {
  readonly result: 'trusted' | 'already' | 'rejected' | 'unanswered' | 'unheard' | 'refused';
  /** What the switch says, without the token; empty when all is well. */
  readonly words: string;
}

/** Between two readings of the counters, and until CSSM has answered the switch. */
const POLL_MS = 5_000;
const ANSWER_WITHIN_MS = 120_000;

/**
 * Trusts the account unless the switch says already that it does: so a run that was cut goes on without a second trust. Where a
 * trust is installed, `force` replaces it. `isAnew`: also the trust that is there, because the account forgot it. `token` is asked
 * for only when it is needed; it stands in nothing that is returned.
 */
export async function trustAccount(
  talk: Conversation,
  target: TrustTarget,
  token: () => Secret,
  mayWrite: () => boolean,
  { isAnew = false }: { readonly isAnew?: boolean } = {},
): Promise<DeviceTrust> {
  const before = await readLicensing(talk);
  if (!isAnew && belongsTo(before, target)) return { result: 'already', words: '' };
  const isLegacy = before.status.scheme === 'legacy';
  const force = before.status.smartAccount !== null;
  const secret = token();
  const line = (isLegacy ? registerLine : trustLine)(secret.reveal(), { force });
  if (!mayWrite())
    throw new LicenseLabError('WRITE_NOT_ALLOWED', 'This worker does not own the association any more.', {
      definite: true,
    });
  const { refusal } = await talk.say(line);
  if (refusal !== null) return { result: 'refused', words: withoutToken(refusal.text, secret) };

  const endMs = talk.leftMs() - ANSWER_WITHIN_MS;
  for (;;) {
    await talk.wait(POLL_MS);
    const now = await readLicensing(talk);
    const moved = movedBetween(before.counters('Trust Establishment'), now.counters('Trust Establishment'));
    if (moved.result === 'rejected') {
      const words = moved.reason === null ? moved.response : `${moved.response}: ${moved.reason}`;
      return { result: 'rejected', words: withoutToken(words, secret) };
    }
    if (moved.result === 'unanswered') return { result: 'unanswered', words: moved.response };
    // A legacy switch has no counters: its registration is the answer.
    if (moved.result === 'good' || (isLegacy && belongsTo(now, target)))
      return { result: 'trusted', words: '' };
    if (talk.leftMs() <= endMs)
      return { result: 'unheard', words: 'the counters of the switch did not move' };
  }
}

/** Reads who answers and whom it trusts; with `before` it polls until something moved or `quietMs` are over. */
export async function lookAtTrust(
  talk: Conversation,
  target: TrustTarget,
  before: TrustCounters | null,
  quietMs: number,
): Promise<TrustLooked> {
  const version = parseShowVersion(await talk.show('show-version'));
  const all = version.members.length > 0 ? version.members.map(({ serial }) => serial) : [version.serial];
  const serials = all.filter((serial) => serial !== null).map((serial) => serial.toUpperCase());
  const endMs = talk.leftMs() - quietMs;
  for (;;) {
    const now = await readLicensing(talk);
    const counters = now.counters('Trust Establishment');
    const moved = before === null ? null : movedBetween({ ...NO_MESSAGES, ...before }, counters);
    const belongs = belongsTo(now, target);
    const isOver = belongs || moved === null || moved.result !== 'none';
    if (isOver || talk.leftMs() - POLL_MS <= endMs) {
      const { success, fail, ongoingUnanswered } = counters;
      return {
        belongs,
        scheme: now.status.scheme,
        serials: serials.toSorted(),
        counters: { success, fail, ongoingUnanswered },
        moved: moved?.result ?? null,
        words:
          moved?.result === 'rejected' ? `${moved.response}: ${moved.reason ?? ''}`.slice(0, WORDS_MAX) : '',
      };
    }
    await talk.wait(POLL_MS);
  }
}

/** True when the switch shows the account, and says that a trust code (legacy: a registration) is installed. */
function belongsTo({ status }: LicenseReading, { accounts, virtualAccount }: TrustTarget): boolean {
  const same = (a: string | null, b: string): boolean => a?.toLowerCase() === b.toLowerCase();
  const isTrusted =
    status.scheme === 'legacy'
      ? status.registration?.startsWith('REGISTERED') === true
      : status.trust?.some(({ isInstalled }) => isInstalled) === true;
  return (
    isTrusted &&
    accounts.some((name) => same(status.smartAccount, name)) &&
    same(status.virtualAccount, virtualAccount)
  );
}

function withoutToken(text: string, token: Secret): string {
  return text.replaceAll(token.reveal(), '[token]').slice(0, WORDS_MAX);
}

/** Longest text of a switch that is kept. */
const WORDS_MAX = 500;
