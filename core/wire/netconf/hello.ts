import { ProtocolError } from '../../errors.ts';
import { cutSessionId, type HelloCache, isOnlySessionId } from './hello-cache.ts';
import { DEFAULT_LIMITS, type NetconfLimits, SESSION_ID_MAX } from './limits.ts';
import { classifyMessage } from './message.ts';
import { NETCONF_NAMESPACE } from './namespaces.ts';
import { quote } from './xml-errors.ts';
import { escapeText } from './xml-escape.ts';
import { parseXml } from './xml-parse.ts';
import { childOf, childrenOf, elementsOf, textOf, type XmlElement } from './xml-tree.ts';

/** The first message of each side, RFC 6241 §8.1. */
export interface Hello {
  /** Capability URIs in order, without the white space around them (IOS XE wraps `notification:1.1` in line feeds). */
  readonly capabilities: readonly string[];
  /** 1-4294967295 from a server, null from a client. */
  readonly sessionId: number | null;
}

/** Who wrote a hello: a server must give a session-id, a client must not. */
export type HelloSender = 'server' | 'client';

/** How a hello is read. */
export interface HelloOptions {
  /** Default `DEFAULT_LIMITS`. */
  readonly limits?: NetconfLimits;
  /** Where equal hellos are parsed once; without it each is parsed. */
  readonly cache?: HelloCache;
}

/**
 * Reads a hello. Throws ProtocolError, after which the session must end:
 * `NETCONF_HELLO_EXPECTED` (another message), `NETCONF_HELLO_INVALID` (no or two lists of capabilities, an element in one, too many),
 * `NETCONF_SESSION_ID_MISSING` (server), `NETCONF_SESSION_ID_UNEXPECTED` (client), `NETCONF_SESSION_ID_INVALID` (not 1-4294967295),
 * `NETCONF_NAMESPACE`, or an `XmlCode`.
 */
export function parseHello(text: string, sender: HelloSender, options: HelloOptions = {}): Hello {
  const { cache, limits = DEFAULT_LIMITS } = options;
  if (cache === undefined) return readHello(text, sender, limits);
  return sender === 'server' ? readCachedServer(text, cache, limits) : readCachedClient(text, cache, limits);
}

/** A client's hello. Capabilities are written as they are given. */
export function writeClientHello(capabilities: readonly string[]): string {
  return `${helloStart(capabilities)}</hello>`;
}

/**
 * Makes a server's hellos: the list is written once, each call only adds a session-id (1-4294967295).
 * `helloWriter(list)(7)` is the hello of session 7.
 */
export function helloWriter(capabilities: readonly string[]): (sessionId: number) => string {
  const start = `${helloStart(capabilities)}<session-id>`;
  return (sessionId) => `${start}${sessionId}</session-id></hello>`;
}

function helloStart(capabilities: readonly string[]): string {
  const list = capabilities.map((uri) => `<capability>${escapeText(uri)}</capability>\n`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<hello xmlns="${NETCONF_NAMESPACE}">\n<capabilities>\n${list}</capabilities>\n`;
}

function readCachedServer(text: string, cache: HelloCache, limits: NetconfLimits): Hello {
  const parts = cutSessionId(text);
  if (parts === null) return readHello(text, 'server', limits);
  const known = cache.get(parts.key);
  if (known !== null)
    return { capabilities: known, sessionId: checkSessionId(parts.sessionId, String(parts.sessionId)) };
  const hello = readHello(text, 'server', limits);
  if (isOnlySessionId(text)) cache.set(parts.key, hello.capabilities);
  return hello;
}

function readCachedClient(text: string, cache: HelloCache, limits: NetconfLimits): Hello {
  const known = cache.get(text);
  if (known !== null) return { capabilities: known, sessionId: null };
  const hello = readHello(text, 'client', limits);
  cache.set(text, hello.capabilities);
  return hello;
}

function readHello(text: string, sender: HelloSender, limits: NetconfLimits): Hello {
  const root = parseXml(text, limits);
  const kind = classifyMessage(root);
  if (kind !== 'hello')
    throw new ProtocolError(
      'NETCONF_HELLO_EXPECTED',
      `expected <hello> first (RFC 6241 §8.1), got <${kind}>`,
      { retry: 'new-session' },
    );
  return { capabilities: readCapabilities(root, limits), sessionId: readSessionId(root, sender) };
}

function readCapabilities(root: XmlElement, limits: NetconfLimits): readonly string[] {
  const lists = childrenOf(root, NETCONF_NAMESPACE, 'capabilities');
  const [list] = lists;
  if (list === undefined || lists.length > 1) throw invalid(`one <capabilities>, got ${lists.length}`);
  const items = childrenOf(list, NETCONF_NAMESPACE, 'capability');
  if (items.length > limits.capabilitiesMax)
    throw invalid(`at most ${limits.capabilitiesMax} capabilities, got ${items.length}`);
  const capabilities: string[] = [];
  for (const item of items) {
    if (elementsOf(item).length > 0) throw invalid('a URI in <capability>, got an element');
    const uri = textOf(item).trim();
    if (uri !== '') capabilities.push(uri);
  }
  return Object.freeze(capabilities);
}

function readSessionId(root: XmlElement, sender: HelloSender): number | null {
  const element = childOf(root, NETCONF_NAMESPACE, 'session-id');
  if (sender === 'client') {
    if (element === null) return null;
    throw new ProtocolError(
      'NETCONF_SESSION_ID_UNEXPECTED',
      "expected no session-id in a client's hello (RFC 6241 §8.1), got one",
      { retry: 'new-session' },
    );
  }
  if (element === null) {
    throw new ProtocolError(
      'NETCONF_SESSION_ID_MISSING',
      "expected a session-id in the server's hello (RFC 6241 §8.1), got none",
      { retry: 'new-session' },
    );
  }
  const text = textOf(element).trim();
  return checkSessionId(/^[0-9]+$/.test(text) ? Number(text) : Number.NaN, text);
}

function checkSessionId(sessionId: number, text: string): number {
  if (sessionId >= 1 && sessionId <= SESSION_ID_MAX) return sessionId;
  throw new ProtocolError(
    'NETCONF_SESSION_ID_INVALID',
    `expected a session-id of 1-${SESSION_ID_MAX}, got ${quote(text)}`,
    { retry: 'new-session' },
  );
}

function invalid(expected: string): Error {
  return new ProtocolError('NETCONF_HELLO_INVALID', `expected ${expected}`, { retry: 'new-session' });
}
