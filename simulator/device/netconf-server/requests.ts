import { isLicenseLabError } from '../../../core/errors.ts';
import { recogniseOperation } from '../../../core/wire/ios-xe/operations.ts';
import { type RpcParse, parseRpc, parseXml, type XmlElement } from '../../../core/wire/netconf/index.ts';

/** A message of a client, read: an rpc with what the closed list calls its operation, or why it is none. */
export type Request =
  | { readonly kind: 'rpc'; readonly rpc: RpcParse; readonly operation: string | null }
  | { readonly kind: 'malformed' | 'other' };

/** Requests remembered; a fleet's agent sends a few dozen different ones, apart from their message-ids. */
const REMEMBERED_MAX = 256;
/** Longest request remembered, in characters. */
const REMEMBERED_LENGTH_MAX = 4096;

/** Only the plain form is remembered: attributes in double quotes, and a message-id that needs no reading. */
const START =
  /^(?:<\?xml[^>]{0,80}\?>\s{0,8})?<rpc(?:\s(?!message-id=)[A-Za-z_][A-Za-z0-9_:.-]{0,60}="[^"<>]{0,200}"){0,8}\smessage-id="([A-Za-z0-9:_.-]{1,64})"/;

const remembered = new Map<string, Request>();

/**
 * Reads a message. One that equals an earlier one but for its message-id is not parsed again: trees are never changed, so
 * they may be shared, and a rollout sends the same dozen requests to every switch.
 */
export function readRequest(text: string): Request {
  const start = text.length > REMEMBERED_LENGTH_MAX ? null : START.exec(text);
  const id = start?.[1];
  if (start === null || id === undefined) return parse(text);
  const idAt = start[0].length - id.length - 1;
  const key = `${text.slice(0, idAt)}\0${text.slice(idAt + id.length)}`;
  const known = remembered.get(key);
  if (known !== undefined) return withMessageId(known, id);
  const request = parse(text);
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  remembered.set(key, request);
  return request;
}

function parse(text: string): Request {
  const root = parseRoot(text);
  if (root === null) return { kind: 'malformed' };
  if (root.name !== 'rpc') return { kind: 'other' };
  const rpc = parseRpc(root);
  return {
    kind: 'rpc',
    rpc,
    operation: rpc.ok ? (recogniseOperation(rpc.request.operation)?.name ?? null) : null,
  };
}

function parseRoot(text: string): XmlElement | null {
  try {
    return parseXml(text);
  } catch (error) {
    if (isLicenseLabError(error) && error.code.startsWith('XML_')) return null;
    throw error;
  }
}

function withMessageId(request: Request, messageId: string): Request {
  if (request.kind !== 'rpc' || !request.rpc.ok) return request;
  const { operation, echo } = request.rpc.request;
  const attributes = echo.attributes.map((attribute) =>
    attribute.name === 'message-id' && attribute.namespace === ''
      ? { ...attribute, value: messageId }
      : attribute,
  );
  const rpc = { ok: true, request: { messageId, operation, echo: { ...echo, attributes } } } as const;
  return { kind: 'rpc', rpc, operation: request.operation };
}
