/** How contact with CSSM fails, as a device sees it (`reference/cssm.md` 4). */

/** Why nothing came of a message, where the words of the device depend on it. */
export type ContactCause =
  /** The name of the server does not resolve. */
  | 'name'
  /** Its certificate is not accepted. */
  | 'certificate'
  /** No answer in time. */
  | 'timeout'
  | 'empty'
  /** Smart licensing is not enabled in the Call Home profile; nothing was sent. */
  | 'call-home-off'
  /** An On-Prem without usage reporting. */
  | 'old-on-prem';

/** A message that failed, in the device's own vocabulary. */
export interface ContactFailure {
  readonly status: 'INVALID STATUS CODE' | 'NO REPLY' | 'OK_TRY_AGAIN';
  readonly reason: string;
  /** Absent: CSSM refused, or was merely silent. */
  readonly cause?: ContactCause;
}

/** A line of the log without its time: facility, severity and mnemonic, and the text. */
export interface AgentLine {
  readonly name: string;
  readonly text: string;
}

/** Nothing was sent: the profile does not allow it. Observed as far as the quotation goes; the rest is cut there too. */
export const CALL_HOME_OFF: ContactFailure = {
  status: 'NO REPLY',
  reason:
    'The action failed because smart license transport is disabled in call-home. Please retry after manually enabling smart license transport with command "reporting smart-licensing-data"',
  cause: 'call-home-off',
};

/** Reason that a legacy switch shows for its last attempt. */
export function attemptReason({ cause, reason }: ContactFailure): string {
  return cause === 'certificate' ? 'Fail to send out Call Home HTTP message.' : reason;
}
