import { DeviceError } from '../../../core/errors.ts';
import type { LicenseLabError } from '../../../core/errors.ts';
import { reloadLine } from '../../../core/wire/ios-xe/index.ts';
import type { CliOutcome, CliSession } from './session.ts';
import { RELOAD_QUESTIONS_MAX } from './limits.ts';

/** How the dialogue ended. */
export type ReloadOutcome =
  /** The device says that it reloads. */
  | { readonly kind: 'answered'; readonly text: string }
  /** It certainly does not reload: it said no, or it asked what we do not answer and was left without an answer. */
  | { readonly kind: 'refused'; readonly error: LicenseLabError }
  | { readonly kind: 'not-sent'; readonly error: LicenseLabError }
  /** It was told to, and said nothing. */
  | { readonly kind: 'lost'; readonly error: LicenseLabError };

/** Questions that are confirmed: all spellings seen ask for the reload itself (`reference/device.md` §6). */
const RELOAD_QUESTION = /\breload\b/i;

/** Words that a device prints when it goes (`%SYS-5-RELOAD: Reload requested`, `Chassis 1 reloading`). */
const GOING = /\bReload requested\b|\breloading\b|\bReload command\b/i;

/**
 * Asks for a reload. `mayWrite` is asked in the tick of each write; when it says no before the confirmation, nothing happens
 * on the device. A question whether to save means that the configuration changed since our save: the dialogue is left.
 */
export function reloadByCli(
  session: CliSession,
  reason: string,
  deadlineMs: number,
  mayWrite: () => boolean,
  done: (outcome: ReloadOutcome) => void,
): void {
  let questions = 0;
  const forbidden = (): ReloadOutcome => {
    session.destroy();
    return { kind: 'not-sent', error: notAllowed() };
  };
  const leave = (code: string, text: string): ReloadOutcome => {
    session.destroy();
    return { kind: 'refused', error: new DeviceError(code, text, { definite: true }) };
  };

  const next = (outcome: CliOutcome): void => {
    const isConfirmed = questions > 0;
    switch (outcome.kind) {
      case 'not-sent':
        return done({ kind: 'not-sent', error: outcome.error });
      case 'output': {
        const text = outcome.refusal?.text ?? outcome.lines.join(' ').slice(0, 200);
        if (outcome.refusal !== null)
          return done(leave('RELOAD_REFUSED', `The device refused the reload: ${text}`));
        if (!isConfirmed)
          return done(leave('RELOAD_REFUSED', `The device did not ask to confirm the reload: ${text}`));
        return done({ kind: 'lost', error: stillThere(text) });
      }
      case 'lost': {
        const text = outcome.lines.join(' ').slice(0, 200);
        // Without our confirmation nothing reloads.
        if (!isConfirmed) return done({ kind: 'not-sent', error: notConfirmed(outcome.error) });
        return done(GOING.test(text) ? { kind: 'answered', text } : { kind: 'lost', error: outcome.error });
      }
      case 'asked':
        return asked(outcome);
    }
  };

  const asked = ({ question }: Extract<CliOutcome, { kind: 'asked' }>): void => {
    const text = 'question' in question ? question.question : question.kind;
    if (question.kind === 'save') {
      return done(
        leave(
          'RELOAD_UNSAVED',
          'The device asked whether to save before the reload: somebody changed the configuration after our save. Nothing was answered.',
        ),
      );
    }
    const isReload =
      question.kind === 'confirm' && RELOAD_QUESTION.test(text) && questions < RELOAD_QUESTIONS_MAX;
    if (!isReload)
      return done(
        questions > 0
          ? lostAt(text)
          : leave('RELOAD_REFUSED', `The device asked "${text}"; nothing was answered.`),
      );
    if (!mayWrite() || !session.isDrained()) return done(questions > 0 ? lostAt(text) : forbidden());
    questions += 1;
    return session.confirm(deadlineMs, next);
  };

  const lostAt = (text: string): ReloadOutcome => {
    session.destroy();
    return { kind: 'lost', error: stillThere(text) };
  };

  if (!mayWrite() || !session.isDrained()) return done(forbidden());
  return session.run(reloadLine(reason), deadlineMs, next);
}

function notAllowed(): LicenseLabError {
  return new DeviceError(
    'WRITE_NOT_ALLOWED',
    'The reload was not confirmed: this worker may not write any more.',
    { definite: true },
  );
}

function notConfirmed(cause: LicenseLabError): LicenseLabError {
  return new DeviceError(
    'SESSION_LOST',
    'The session ended before the reload was confirmed; it is not executed.',
    { definite: true, retry: 'new-session', cause },
  );
}

function stillThere(text: string): LicenseLabError {
  return new DeviceError('RELOAD_UNCLEAR', `The reload was confirmed, but the device goes on: ${text}`, {
    definite: false,
  });
}
