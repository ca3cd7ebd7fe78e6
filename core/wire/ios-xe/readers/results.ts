import { childrenOf, descend, isElement, leafOf, textOf } from '../../netconf/index.ts';
import type { RpcReply, XmlElement } from '../../netconf/index.ts';
import {
  CISCO_IA_NAMESPACE,
  SMART_LICENSE_NAMESPACE,
  XE_RPC_NAMESPACE,
  YANG_LIBRARY_NAMESPACE,
} from '../namespaces.ts';
import { MODULES_PATH } from '../paths.ts';
import { booleanOf, plainText, plainTextOrNull } from './text.ts';

/** What a device says of an operation that answers with a text. */
export interface ResultText {
  /** True: it says that it did it. False: it says that it did not, or an rpc-error came, or nothing was said. */
  readonly isDone: boolean;
  /** Its words; `ok` for `<ok/>`, empty when it said nothing. */
  readonly text: string;
}

/**
 * Reads the reply to save-config: `Save running-config successful` (17.8 to 17.18). `<ok/>` is taken as well, other servers
 * send it. The reply alone does not prove that startup-config holds the level.
 */
export function readSaveResult(reply: RpcReply): ResultText {
  return readResultText(reply, CISCO_IA_NAMESPACE, /\bsuccessful\b/i);
}

/** Reads the reply to reload, where one comes at all: any text without an rpc-error counts. */
export function readReloadResult(reply: RpcReply): ResultText {
  return readResultText(reply, XE_RPC_NAMESPACE, /^/);
}

/**
 * Reads the reply to is-syncing; null when the device did not say. Up to 17.12 only a text, `No sync in progress`; later
 * also leaves, of which a pending sync counts as one in progress.
 */
export function readIsSyncing(reply: RpcReply): boolean | null {
  const leaf = (name: string) => booleanOf(outputOf(reply, CISCO_IA_NAMESPACE, name));
  const flags = [leaf('syncing'), leaf('syncs-pending')];
  if (flags.includes(true)) return true;
  if (flags[0] === false) return false;
  const text = outputOf(reply, CISCO_IA_NAMESPACE, 'result') ?? '';
  if (/\bno(t)? (a )?sync/i.test(text) || /\bnot in progress/i.test(text)) return false;
  return /\bin progress\b/i.test(text) ? true : null;
}

/** How the licensing agent answered trust, register or de-register. */
export interface AgentAnswer {
  /** True: done or begun (`success`, `registrationinprogress`); the outcome comes minutes or hours later. */
  readonly isAccepted: boolean;
  /** `return-code`, a name of cisco-smart-license-errors; null when there was none. */
  readonly code: string | null;
}

/** Reads the reply to trust, register or de-register. */
export function readAgentAnswer(reply: RpcReply): AgentAnswer {
  const code = plainTextOrNull(outputOf(reply, SMART_LICENSE_NAMESPACE, 'return-code'));
  const isGood = code === 'success' || code === 'registrationinprogress' || (code === null && reply.hasOk);
  return { isAccepted: reply.errors.length === 0 && isGood, code };
}

/** Names of the modules in the answer to get-modules. */
export function readModules(data: XmlElement | null): readonly string[] {
  const container = data === null ? null : descend(data, YANG_LIBRARY_NAMESPACE, MODULES_PATH);
  if (container === null) return [];
  const names = childrenOf(container, YANG_LIBRARY_NAMESPACE, 'module').map((module) =>
    leafOf(module, YANG_LIBRARY_NAMESPACE, 'name'),
  );
  return names.filter((name) => name !== null);
}

function readResultText(reply: RpcReply, namespace: string, done: RegExp): ResultText {
  const text = plainTextOrNull(outputOf(reply, namespace, 'result'));
  if (reply.errors.length > 0)
    return { isDone: false, text: plainText(reply.errors[0]?.message ?? text ?? '') };
  if (text !== null) return { isDone: done.test(text), text };
  return { isDone: reply.hasOk, text: reply.hasOk ? 'ok' : '' };
}

function outputOf(reply: RpcReply, namespace: string, name: string): string | null {
  const found = reply.results.find((result) => isElement(result, namespace, name));
  return found === undefined ? null : textOf(found).trim();
}
