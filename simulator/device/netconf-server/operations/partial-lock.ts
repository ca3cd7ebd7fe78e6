import { NATIVE_NAMESPACE } from '../../../../core/wire/ios-xe/namespaces.ts';
import {
  childrenOf,
  elementsOf,
  leafOf,
  rpcError,
  type RpcErrorData,
  textOf,
  type XmlElement,
} from '../../../../core/wire/netconf/index.ts';
import type { PartialLock } from '../../model/partial-lock.ts';
import { foreignPartialLock } from '../../model/partial-lock.ts';
import { atOnce, OK, refused, type RpcAnswer, type RpcCall } from '../call.ts';
import { keysOf, readData } from '../content/data.ts';
import { maker } from '../content/elements.ts';
import { instanceIdentifier } from '../content/instance-identifier.ts';
import { invalidValue, lockDenied, missingElement, partiallyLocked } from '../errors.ts';
import { xpathOf } from '../filter.ts';
import { type Parameter, unknownParameter } from '../parameters.ts';
import { type Selected, selectNodes, XPathPrefixUnknown, XPathTooLarge } from '../xpath/select.ts';

/** Namespace of `ietf-netconf-partial-lock`, RFC 5717. */
export const PARTIAL_LOCK_NAMESPACE = 'urn:ietf:params:xml:ns:netconf:partial-lock:1.0';

/** Expressions of one request, and partial locks of one switch. Own choice: what a peer may make us keep. */
const SELECTS_MAX = 32;
const LOCKS_MAX = 64;
/** Nodes of one lock. */
const NODES_MAX = 1024;

const PATH = '/rpc/partial-lock/select';
const x = maker(PARTIAL_LOCK_NAMESPACE);

/** `<partial-lock>`, RFC 5717 §2.4.1: parts of running, chosen by XPath now; nodes that appear later are not locked. */
export const partialLock = atOnce((call): RpcAnswer => {
  const { chassis, session, user, operation } = call;
  const unknown = unknownParameter(operation, ['select']);
  if (unknown !== null) return refused(unknown);
  const selects = childrenOf(operation, PARTIAL_LOCK_NAMESPACE, 'select');
  if (selects.length === 0) return refused(missingElement('/rpc/partial-lock', 'select'));
  const nodes = nodesOf(call, selects);
  if ('error' in nodes) return refused(nodes.error);
  const hindrance = whyNot(call, nodes.value);
  if (hindrance !== null) return refused(hindrance);
  const { partialLocks } = chassis.state;
  const lock: PartialLock = {
    id: Math.max(0, ...partialLocks.map(({ id }) => id)) + 1,
    session,
    user,
    sinceMs: chassis.now(),
    selects: selects.map((select) => ({ text: textOf(select).trim(), scope: select.scope })),
    paths: nodes.value,
  };
  chassis.dispatch({ type: 'partial-locks', locks: [...partialLocks, lock] });
  const locked = nodes.value.map((path) => instanceIdentifier(x('locked-node'), path));
  return { kind: 'content', content: [x('lock-id', lock.id), ...locked] };
});

/** `<partial-unlock>`, RFC 5717 §2.4.2: a lock of this session. */
export const partialUnlock = atOnce(({ chassis, session, operation }): RpcAnswer => {
  const id = leafOf(operation, PARTIAL_LOCK_NAMESPACE, 'lock-id');
  if (id === null) return refused(missingElement('/rpc/partial-unlock', 'lock-id'));
  const { partialLocks } = chassis.state;
  const own = partialLocks.find((lock) => String(lock.id) === id && lock.session === session);
  if (own === undefined) return refused(invalidValue('/rpc/partial-unlock/lock-id', 'lock-id', id));
  chassis.dispatch({ type: 'partial-locks', locks: partialLocks.filter((lock) => lock !== own) });
  return OK;
});

/** The error tags and app-tags are those of RFC 5717 §2.4.1. */
function whyNot({ chassis, session }: RpcCall, paths: readonly (readonly string[])[]): RpcErrorData | null {
  const { partialLocks, candidate } = chassis.state;
  const foreign = foreignPartialLock(partialLocks, session, paths);
  if (foreign !== null) return partiallyLocked('lock-denied', foreign);
  const { lock } = chassis;
  if (lock !== null && lock.session !== session) return lockDenied(lock);
  if (candidate.confirm !== null)
    return rpcError({
      type: 'protocol',
      tag: 'lock-denied',
      appTag: 'outstanding-confirmed-commit',
      sessionId: candidate.confirm.session,
    });
  if (partialLocks.length < LOCKS_MAX) return null;
  return rpcError({ type: 'application', tag: 'resource-denied', message: 'too many partial locks' });
}

function nodesOf(call: RpcCall, selects: readonly XmlElement[]): Parameter<readonly (readonly string[])[]> {
  const { chassis } = call;
  if (selects.length > SELECTS_MAX)
    return { error: tooBig(`at most ${SELECTS_MAX} select elements are taken`) };
  const data = readData({ state: chassis.state, scope: 'config', chassis }, null);
  const paths = new Map<string, readonly string[]>();
  for (const select of selects) {
    const expression = xpathOf(textOf(select).trim(), PATH);
    if ('error' in expression)
      return expression.error.tag === 'invalid-value'
        ? { error: { ...expression.error, appTag: 'invalid-lock-specification' } }
        : expression;
    try {
      for (const node of selectNodes(expression.value, select.scope, data))
        if (node[0]?.namespace === NATIVE_NAMESPACE) paths.set(stepsOf(node).join('/'), stepsOf(node));
    } catch (error) {
      if (error instanceof XPathTooLarge) return { error: tooBig('the expression selects too much') };
      if (!(error instanceof XPathPrefixUnknown)) throw error;
      return {
        error: { ...invalidValue(PATH, 'select', error.prefix), appTag: 'invalid-lock-specification' },
      };
    }
  }
  if (paths.size > NODES_MAX) return { error: tooBig(`at most ${NODES_MAX} nodes are locked at once`) };
  if (paths.size > 0) return { value: [...paths.values()] };
  return {
    error: rpcError({
      type: 'protocol',
      tag: 'operation-failed',
      appTag: 'no-matches',
      message: 'the expressions select no configuration',
      messageLang: 'en',
    }),
  };
}

function stepsOf(node: Selected): readonly string[] {
  return node.map((element) => {
    const [key] = keysOf(element);
    const entry = key === undefined ? undefined : elementsOf(element).find((child) => child.name === key);
    return entry === undefined ? element.name : `${element.name}[${key}='${textOf(entry)}']`;
  });
}

function tooBig(message: string): RpcErrorData {
  return rpcError({ type: 'protocol', tag: 'too-big', message, messageLang: 'en' });
}
