/** What a peer may make us hold or do. Every bound is checked before the memory is taken; exceeding it is an error with its own code. */
export interface NetconfLimits {
  /** Bytes of one message after the hello. Default 16 MiB: a large running configuration is 1-2 MiB, yang-library 255 KB. `NETCONF_MESSAGE_TOO_LARGE`. */
  readonly messageBytesMax: number;
  /** Bytes of the first message of a stream, the hello. Default 1 MiB: IOS XE 16.9-26.1 sends 48-92 KB. `NETCONF_MESSAGE_TOO_LARGE`. */
  readonly helloBytesMax: number;
  /** Capabilities in one hello. Default 10,000: the most seen is 637 (17.9.1). `NETCONF_HELLO_INVALID`. */
  readonly capabilitiesMax: number;
  /** Elements inside each other, the root counted. Default 64: `rpc/edit-config/config` and the deepest native path are below 30. `XML_TOO_DEEP`. */
  readonly depthMax: number;
  /** Attributes of one tag, namespace declarations counted. Default 64: saxes is about quadratic in them. `XML_TOO_MANY_ATTRIBUTES`. */
  readonly attributesMax: number;
  /** Elements of one document. Default 250,000: 30-90 MB of tree, measured on Node 24. `XML_TOO_MANY_ELEMENTS`. */
  readonly elementsMax: number;
  /** Characters (UTF-16 units) of one text node or attribute value, as written. Default 1,048,576. `XML_TEXT_TOO_LONG`. */
  readonly textCharactersMax: number;
  /** Characters (UTF-16 units) of one name, its prefix counted. Default 256: the longest in the 17.15.1 modules is below 80. `XML_NAME_TOO_LONG`. */
  readonly nameCharactersMax: number;
  /** Elements of one subtree filter. Default 10,000: filtering costs up to filter times data. `NETCONF_FILTER_TOO_LARGE`. */
  readonly filterElementsMax: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;

/** The limits of `reference/safety.md` §2.1 (own decision), used wherever no others are passed. */
export const DEFAULT_LIMITS: NetconfLimits = Object.freeze({
  messageBytesMax: 16 * MIB,
  helloBytesMax: MIB,
  capabilitiesMax: 10_000,
  depthMax: 64,
  attributesMax: 64,
  elementsMax: 250_000,
  textCharactersMax: MIB,
  nameCharactersMax: 256,
  filterElementsMax: 10_000,
});

/** The largest chunk-size that RFC 6242 §4.2 allows, in bytes. */
export const CHUNK_SIZE_MAX = 4_294_967_295;

/** The largest session-id: an unsigned 32-bit number (RFC 6241 Appendix C, `session-id-type`); the smallest is 1. */
export const SESSION_ID_MAX = 4_294_967_295;
