export {
  type BaseVersion,
  CAPABILITIES,
  capabilityParameter,
  hasCapability,
  type ModuleCapability,
  moduleCapabilities,
  negotiateBase,
} from './capabilities.ts';
export { createFrameDecoder, type FrameDecoder, type Framing } from './framing-decode.ts';
export { encodeChunked, encodeEndOfMessage, encodeFrame } from './framing-encode.ts';
export type { FramingCode } from './framing-errors.ts';
export {
  type Hello,
  type HelloOptions,
  type HelloSender,
  helloWriter,
  parseHello,
  writeClientHello,
} from './hello.ts';
export { createHelloCache, type HelloCache, type HelloCacheOptions } from './hello-cache.ts';
export { DEFAULT_LIMITS, type NetconfLimits } from './limits.ts';
export { classifyMessage, type MessageKind } from './message.ts';
export { NETCONF_NAMESPACE, NOTIFICATION_NAMESPACE } from './namespaces.ts';
export {
  buildRpcError,
  isRpcErrorTag,
  parseRpcError,
  RPC_ERROR_TAGS,
  type RpcErrorData,
  type RpcErrorInput,
  type RpcErrorTag,
  type RpcErrorType,
  rpcError,
} from './rpc-error.ts';
export {
  isSuccess,
  parseReply,
  type RpcReply,
  writeErrorReply,
  writeOkReply,
  writeReply,
} from './rpc-reply.ts';
export { NO_ECHO, parseRpc, type RpcEcho, type RpcParse, type RpcRequest, writeRpc } from './rpc-request.ts';
export { filterSubtree, type SubtreeFilterOptions } from './subtree-filter.ts';
export type { XmlCode } from './xml-errors.ts';
export { parseXml } from './xml-parse.ts';
export {
  attribute,
  attributeOf,
  childOf,
  childrenOf,
  descend,
  el,
  elementsOf,
  isElement,
  leafOf,
  type NamespaceScope,
  namespaceOfPrefix,
  textOf,
  withChildren,
  type XmlAttribute,
  type XmlElement,
  type XmlNode,
} from './xml-tree.ts';
export { writeXml, type XmlWriteOptions } from './xml-write.ts';
