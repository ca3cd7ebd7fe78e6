import { CISCO_IA_NAMESPACE } from '../../../core/wire/ios-xe/namespaces.ts';
import { el, type RpcErrorData, rpcError, type XmlElement } from '../../../core/wire/netconf/index.ts';
import type { Lock } from '../model/lock.ts';
import type { PartialLock } from '../model/partial-lock.ts';

/**
 * Errors in the shapes and words of IOS XE. Sources: public captures listed in the project's device reference 3.1-3.4;
 * where only the RFC speaks, its tag and fields are used and the message is ours (see docs/simulator-fidelity.md).
 */

/** A datastore that is not offered: candidate while it is switched off, startup always. Seen for candidate. */
export function unsupportedDatastore(name: string): RpcErrorData {
  return rpcError({
    type: 'protocol',
    tag: 'invalid-value',
    message: `Unsupported capability :${name}`,
    messageLang: 'en',
    badElement: name,
  });
}

/** The lock is held by somebody else. RFC 6241 §7.5: the session-id of the holder, 0 when it is no NETCONF session. */
export function lockDenied(lock: Lock): RpcErrorData {
  return rpcError({
    type: 'protocol',
    tag: 'lock-denied',
    message: lockedBy(lock),
    messageLang: 'en',
    sessionId: lock.session,
  });
}

/** The candidate has changes that nobody committed: it cannot be locked, RFC 6241 §7.5. The words are ours. */
export function candidateModified(): RpcErrorData {
  return rpcError({
    type: 'protocol',
    tag: 'lock-denied',
    message: 'the candidate datastore has uncommitted changes',
    messageLang: 'en',
    sessionId: 0,
  });
}

/** A part of running that is locked by another session, RFC 5717 §2.1: a lock is denied, a writer hears `in-use`. */
export function partiallyLocked(tag: 'lock-denied' | 'in-use', { session, id }: PartialLock): RpcErrorData {
  return rpcError({
    type: 'protocol',
    tag,
    appTag: 'locked',
    message: `the configuration is partially locked by session ${session} (lock ${id})`,
    messageLang: 'en',
    sessionId: session,
  });
}

/** A writer while somebody else holds the lock. */
export function inUse(lock: Lock): RpcErrorData {
  return rpcError({
    type: 'application',
    tag: 'in-use',
    message: lockedBy(lock),
    messageLang: 'en',
    sessionId: lock.session,
  });
}

function lockedBy(lock: Lock): string {
  return `the configuration database is locked by ${lock.holder}`;
}

/** A command that the CLI parser refused: the most common failure of IOS XE, seen in two captures. Nothing was applied. */
export function commandRefused(command: string, message = REFUSED): RpcErrorData {
  const bad = el(CISCO_IA_NAMESPACE, 'bad-cli', [
    el(CISCO_IA_NAMESPACE, 'bad-command', command),
    el(CISCO_IA_NAMESPACE, 'error-location', String(command.indexOf(' ') + 1)),
    el(CISCO_IA_NAMESPACE, 'parser-response'),
    el(CISCO_IA_NAMESPACE, 'parser-context', command),
  ]);
  return rpcError({
    type: 'application',
    tag: 'invalid-value',
    message,
    messageLang: 'en',
    info: [el(CISCO_IA_NAMESPACE, 'severity', 'error_cli'), el(CISCO_IA_NAMESPACE, 'detail', [bad])],
  });
}

const REFUSED = 'inconsistent value: Device refused one or more commands';

/** The datastore is being filled from the device: configuration is refused for the moment. Text seen, tag assumed. */
export function syncInProgress(): RpcErrorData {
  return rpcError({
    type: 'application',
    tag: 'operation-failed',
    message: 'Sync is in progress',
    messageLang: 'en',
  });
}

/** An attribute that must be there is not, RFC 6241 Appendix A. */
export function missingAttribute(path: string, element: string, attribute: string): RpcErrorData {
  return rpcError({
    type: 'protocol',
    tag: 'missing-attribute',
    path,
    badAttribute: attribute,
    badElement: element,
  });
}

/** What is no XPath expression. The tag is the RFC's for a bad value; the words are ours. */
export function invalidXPath(path: string, at: number): RpcErrorData {
  return rpcError({
    type: 'application',
    tag: 'invalid-value',
    path,
    message: `not an XPath expression: error at character ${at + 1}`,
    messageLang: 'en',
  });
}

/** A value that its type does not have, at an element of the protocol. */
export function badElement(path: string, element: string, message: string): RpcErrorData {
  return rpcError({
    type: 'protocol',
    tag: 'bad-element',
    path,
    badElement: element,
    message,
    messageLang: 'en',
  });
}

/** A parameter or node that must be there is not. */
export function missingElement(parent: string, name: string): RpcErrorData {
  return rpcError({ type: 'protocol', tag: 'missing-element', path: parent, badElement: name });
}

/** An element that the schema does not know at that place. */
export function unknownElement(path: string, element: XmlElement): RpcErrorData {
  return rpcError({ type: 'protocol', tag: 'unknown-element', path, badElement: element.name });
}

/** An element of a module that the device does not have. */
export function unknownNamespace(path: string, element: XmlElement): RpcErrorData {
  return rpcError({
    type: 'protocol',
    tag: 'unknown-namespace',
    path,
    badElement: element.name,
    badNamespace: element.namespace,
  });
}

/** A value outside its type. */
export function invalidValue(path: string, name: string, value: string): RpcErrorData {
  return rpcError({
    type: 'application',
    tag: 'invalid-value',
    path,
    message: `syntax error: "${value}" is not a valid value.`,
    messageLang: 'en',
    badElement: name,
  });
}

/** Something that is not offered. */
export function notSupported(message: string): RpcErrorData {
  return rpcError({ type: 'application', tag: 'operation-not-supported', message, messageLang: 'en' });
}

/** Something that could not be done. */
export function operationFailed(message: string): RpcErrorData {
  return rpcError({ type: 'application', tag: 'operation-failed', message, messageLang: 'en' });
}
