/** Effects on switches, each over one CLI session. */
import { LicenseLabError } from '../../../core/errors.ts';
import { reportUsage } from '../../drivers/device/license-report.ts';
import { lookAtTrust, trustAccount } from '../../drivers/device/license-trust.ts';
import { keepAssociation, keepSync } from '../device-records.ts';
import { notAllowed } from './cssm-effects.ts';
import { outcomeOf } from './outcomes.ts';
import type { Performer } from './world.ts';

/** From the call to the end of one conversation, besides the wait for the acknowledgement. */
const CONVERSATION_MS = 300_000;

export const trustLook: Performer<'trust-look'> = ({ speak }, effect, _mayWrite, done) => {
  const { address, target, before, quietMs, deadlineMs } = effect;
  void outcomeOf(() => speak(address, deadlineMs, (talk) => lookAtTrust(talk, target, before, quietMs))).then(
    done,
  );
};

export const trust: Performer<'trust'> = ({ speak, tokens }, effect, mayWrite, done) => {
  const { address, account, target, isAnew, deadlineMs } = effect;
  const token = () => {
    const held = tokens.held(account, target.virtualAccount);
    if (held !== null) return held;
    throw new LicenseLabError('TOKEN_NOT_HELD', 'The registration token is not in memory any more.', {
      definite: true,
    });
  };
  void outcomeOf(async () => {
    const said = await speak(address, deadlineMs, (talk) =>
      trustAccount(talk, target, token, mayWrite, { isAnew }),
    );
    if (said.result === 'rejected') tokens.retire(account, target.virtualAccount);
    return said;
  }).then(done);
};

export const usageReport: Performer<'usage-report'> = (world, effect, mayWrite, done) => {
  const { documents, clock, speak } = world;
  const { address, account, virtualAccount, ackWithinMs } = effect;
  const { deviceId } = address;
  if (!mayWrite()) return done(notAllowed());
  void outcomeOf(async () => {
    // The switch trusts the account from here on, whatever becomes of its report.
    await keepAssociation(documents, deviceId, { account, virtualAccount, atMs: clock.wallMs() });
    const { result, words, instanceGone } = await speak(address, CONVERSATION_MS + ackWithinMs, (talk) =>
      reportUsage(talk, ackWithinMs),
    );
    const isGood = result === 'acknowledged' || result === 'accepted';
    const reason = isGood ? null : `It trusts ${account}, but its report: ${result} ${words}`.trimEnd();
    await keepSync(documents, deviceId, {
      atMs: clock.wallMs(),
      result: isGood ? 'ok' : result,
      reason,
      isGone: false,
    });
    return { result, words, isForgotten: instanceGone !== null };
  }).then(done);
};
