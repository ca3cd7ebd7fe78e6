import { ProtocolError } from '../../errors.ts';

/**
 * Why a text is not XML that we take. The message says which rule or limit in words.
 *
 * - `XML_EMPTY`: nothing but white space. `XML_MALFORMED`: not well-formed (XML 1.0).
 * - `XML_DOCTYPE`, `XML_PROCESSING_INSTRUCTION`: refused, NETCONF needs neither (RFC 6241 §3.2 forbids the first).
 * - `XML_ENCODING`: the declaration names another encoding than UTF-8 (RFC 6241 §3).
 * - `XML_TOO_DEEP`, `XML_TOO_MANY_ATTRIBUTES`, `XML_TOO_MANY_ELEMENTS`, `XML_TEXT_TOO_LONG`, `XML_NAME_TOO_LONG`: `NetconfLimits`.
 * - `XML_NAME_INVALID`: a name with a wrong colon, or none at all. `XML_PREFIX_UNBOUND`: a prefix without declaration.
 * - `XML_NAMESPACE_INVALID`: a forbidden declaration. `XML_ATTRIBUTE_DUPLICATE`: twice the same. (All: Namespaces in XML 1.0.)
 * - `XML_CHARACTER`: a character that XML cannot carry (writer only; when read it is `XML_MALFORMED`).
 */
export type XmlCode =
  | 'XML_EMPTY'
  | 'XML_MALFORMED'
  | 'XML_DOCTYPE'
  | 'XML_PROCESSING_INSTRUCTION'
  | 'XML_ENCODING'
  | 'XML_TOO_DEEP'
  | 'XML_TOO_MANY_ATTRIBUTES'
  | 'XML_TOO_MANY_ELEMENTS'
  | 'XML_TEXT_TOO_LONG'
  | 'XML_NAME_TOO_LONG'
  | 'XML_NAME_INVALID'
  | 'XML_PREFIX_UNBOUND'
  | 'XML_NAMESPACE_INVALID'
  | 'XML_ATTRIBUTE_DUPLICATE'
  | 'XML_CHARACTER';

/** The error for a text from a peer. The session's framing is whole, but a peer that sends no XML cannot be understood again. */
export function xmlError(code: XmlCode, message: string): ProtocolError {
  return new ProtocolError(code, message, { retry: 'new-session' });
}

/** The error for a tree of ours that cannot be written; nothing was sent. */
export function xmlWriteError(code: XmlCode, message: string): ProtocolError {
  return new ProtocolError(code, message, { definite: true });
}

/** What a peer wrote, short enough for a message: quoted, at most 80 characters. */
export function quote(text: string): string {
  return JSON.stringify(text.length <= 80 ? text : `${text.slice(0, 79)}…`);
}
