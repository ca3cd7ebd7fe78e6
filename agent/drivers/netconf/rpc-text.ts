import { writeRpc } from '../../../core/wire/netconf/index.ts';
import type { XmlElement } from '../../../core/wire/netconf/index.ts';

/** Stands for the message-id in a template; its first occurrence is the attribute of `<rpc>`, which comes before the operation. */
const MARK = 'liclab-message-id';

/** Texts before and after the message-id, per operation: most are sent again and again, and writing one costs more than joining it. */
const templates = new WeakMap<XmlElement, readonly [string, string]>();

/** The text of an `<rpc>` with this operation. */
export function rpcText(messageId: number, operation: XmlElement): string {
  const known = templates.get(operation);
  if (known !== undefined) return `${known[0]}${messageId}${known[1]}`;
  const text = writeRpc(MARK, operation);
  const at = text.indexOf(MARK);
  const template = [text.slice(0, at), text.slice(at + MARK.length)] as const;
  templates.set(operation, template);
  return `${template[0]}${messageId}${template[1]}`;
}
