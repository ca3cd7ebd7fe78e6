import {
  childOf,
  elementsOf,
  NETCONF_NAMESPACE,
  type RpcErrorData,
  textOf,
  type XmlElement,
} from '../../../core/wire/netconf/index.ts';
import { candidateMode } from '../model/state.ts';
import type { RpcCall } from './call.ts';
import { invalidValue, missingElement, unknownElement, unsupportedDatastore } from './errors.ts';

/** A value read from an rpc, or the error that its reply carries. */
export type Parameter<Value> = { readonly value: Value } | { readonly error: RpcErrorData };

/** A datastore that a request may name; startup is never offered. */
export type Datastore = 'running' | 'candidate';

/** The datastore in `<source>` or `<target>`; the candidate is one only while it is switched on. */
export function datastoreOf(
  { operation, chassis }: Pick<RpcCall, 'operation' | 'chassis'>,
  name: 'source' | 'target',
): Parameter<Datastore> {
  const path = `/rpc/${operation.name}`;
  const holder = childOf(operation, NETCONF_NAMESPACE, name);
  if (holder === null) return { error: missingElement(path, name) };
  const [store] = elementsOf(holder);
  if (store === undefined) return { error: missingElement(`${path}/${name}`, 'running') };
  if (store.namespace !== NETCONF_NAMESPACE) return { error: unknownElement(`${path}/${name}`, store) };
  switch (store.name) {
    case 'running':
      return { value: 'running' };
    case 'candidate':
      return candidateMode(chassis.state) === 'off'
        ? { error: unsupportedDatastore('candidate') }
        : { value: 'candidate' };
    case 'startup':
    case 'url':
      return { error: unsupportedDatastore(store.name) };
    default:
      return { error: unknownElement(`${path}/${name}`, store) };
  }
}

/** One word out of a list, or its default when the parameter is absent. */
export function wordOf<Word extends string>(
  operation: XmlElement,
  name: string,
  words: readonly Word[],
  absent: Word,
): Parameter<Word> {
  const element = childOf(operation, NETCONF_NAMESPACE, name);
  if (element === null) return { value: absent };
  const text = textOf(element).trim();
  const word = words.find((candidate) => candidate === text);
  return word === undefined
    ? { error: invalidValue(`/rpc/${operation.name}/${name}`, name, text) }
    : { value: word };
}

/**
 * The first child that is none of the known parameters, as an error; null when there is none. `guests`: namespaces of modules that add
 * parameters, which are judged by who reads them.
 */
export function unknownParameter(
  operation: XmlElement,
  known: readonly string[],
  guests: readonly string[] = [],
): RpcErrorData | null {
  const stranger = elementsOf(operation).find(
    (child) =>
      !guests.includes(child.namespace) &&
      (child.namespace !== operation.namespace || !known.includes(child.name)),
  );
  return stranger === undefined ? null : unknownElement(`/rpc/${operation.name}`, stranger);
}
