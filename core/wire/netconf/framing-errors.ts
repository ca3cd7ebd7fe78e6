import { FramingError } from '../../errors.ts';

/**
 * What can be wrong with framing. Each ends the session (RFC 6242 §4.2: the peer MUST terminate it).
 *
 * - `NETCONF_CHUNK_MALFORMED`: a byte that the grammar of RFC 6242 §4.2 does not allow there.
 * - `NETCONF_CHUNK_SIZE`: a chunk-size of zero, with a leading zero, or above 4294967295.
 * - `NETCONF_CHUNK_MISSING`: end-of-chunks without a chunk before it.
 * - `NETCONF_MESSAGE_TOO_LARGE`: more bytes than the limit.
 * - `NETCONF_MESSAGE_EMPTY`: nothing to send; neither framing can carry an empty message usefully.
 * - `NETCONF_NOT_UTF8`: the message is not UTF-8 (RFC 6241 §3).
 * - `NETCONF_DELIMITER_IN_MESSAGE`: a text with `]]>]]>` cannot be sent with end-of-message framing.
 * - `NETCONF_TRUNCATED`: the stream ended inside a message.
 */
export type FramingCode =
  | 'NETCONF_CHUNK_MALFORMED'
  | 'NETCONF_CHUNK_SIZE'
  | 'NETCONF_CHUNK_MISSING'
  | 'NETCONF_MESSAGE_TOO_LARGE'
  | 'NETCONF_MESSAGE_EMPTY'
  | 'NETCONF_NOT_UTF8'
  | 'NETCONF_DELIMITER_IN_MESSAGE'
  | 'NETCONF_TRUNCATED';

/** The error for bytes that came from a peer: the session is over, a new one may be tried, what the message was about is unknown. */
export function peerFramingError(code: FramingCode, message: string, hint?: string): FramingError {
  return new FramingError(code, message, { retry: 'new-session', ...(hint === undefined ? {} : { hint }) });
}

/** The error for a message that we were asked to send and did not. */
export function ownFramingError(code: FramingCode, message: string): FramingError {
  return new FramingError(code, message, { definite: true });
}

/** A byte as a person reads it: `0x3c '<'`, `0x0a`. */
export function nameByte(byte: number): string {
  const hex = `0x${byte.toString(16).padStart(2, '0')}`;
  return byte > 0x20 && byte < 0x7f ? `${hex} '${String.fromCharCode(byte)}'` : hex;
}
