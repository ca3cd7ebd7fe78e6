import { NATIVE_NAMESPACE } from '../../../../core/wire/ios-xe/namespaces.ts';
import {
  attributeOf,
  elementsOf,
  leafOf,
  NETCONF_NAMESPACE,
  rpcError,
  textOf,
  type XmlElement,
} from '../../../../core/wire/netconf/index.ts';
import type { Config } from '../../model/config.ts';
import { invalidValue, missingElement, unknownElement, unknownNamespace } from '../errors.ts';
import type { Parameter } from '../parameters.ts';
import { EditRefusal } from './refusal.ts';
import { type ContainerNode, type LeafNode, type ListNode, NATIVE_SCHEMA } from './schema.ts';

/** What an edit does at a node, RFC 6241 §7.2. `none` is the default-operation only. */
export type EditOperation = 'merge' | 'replace' | 'create' | 'delete' | 'remove' | 'none';

const OPERATIONS: readonly EditOperation[] = ['merge', 'replace', 'create', 'delete', 'remove'];
const PATH = '/rpc/edit-config/config';

/**
 * Works out what an edit makes of a configuration, without applying it: all of it or, by throwing `EditRefusal`, nothing.
 * `config`: the `<config>` element; `operation`: the default-operation.
 */
function applyEdit(config: XmlElement, running: Config, operation: EditOperation): Config {
  let edited = running;
  for (const root of elementsOf(config)) {
    if (root.namespace !== NATIVE_NAMESPACE) throw new EditRefusal(unknownNamespace(PATH, root));
    if (root.name !== 'native') throw new EditRefusal(unknownElement(PATH, root));
    edited = editContainer(root, NATIVE_SCHEMA, edited, operationOf(root, operation, PATH), `${PATH}/native`);
  }
  return edited;
}

/** What an edit makes of a configuration, or the error that refuses it. */
export function tryEdit(config: XmlElement, running: Config, operation: EditOperation): Parameter<Config> {
  try {
    return { value: applyEdit(config, running, operation) };
  } catch (error) {
    if (error instanceof EditRefusal) return { error: error.rpcError };
    throw error;
  }
}

function editContainer(
  element: XmlElement,
  schema: ContainerNode,
  config: Config,
  operation: EditOperation,
  path: string,
): Config {
  const { presence } = schema;
  if (operation === 'delete' || operation === 'remove') {
    if (operation === 'delete' && !isThere(schema, config)) throw new EditRefusal(dataMissing(element, path));
    return clear(schema, config);
  }
  if (operation === 'create' && presence?.isThere(config) === true)
    throw new EditRefusal(dataExists(element, path));
  let edited = operation === 'replace' ? clear(schema, config) : config;
  if (operation !== 'none') edited = presence?.put(edited) ?? edited;
  checkChoice(element, schema, path);
  for (const child of elementsOf(element)) edited = editChild(child, schema, edited, operation, path);
  return edited;
}

function editChild(
  child: XmlElement,
  schema: ContainerNode,
  config: Config,
  inherited: EditOperation,
  parent: string,
): Config {
  const path = `${parent}/${child.name}`;
  if (child.namespace !== NATIVE_NAMESPACE) throw new EditRefusal(unknownNamespace(parent, child));
  const node = Object.hasOwn(schema.children, child.name) ? schema.children[child.name] : undefined;
  if (node === undefined) throw new EditRefusal(unknownElement(parent, child));
  const operation = operationOf(child, inherited, parent);
  switch (node.kind) {
    case 'container':
      return editContainer(child, node, config, operation, path);
    case 'list':
      return editEntry(child, node, config, operation, path);
    case 'leaf':
      return editLeaf(child, node, config, operation, path);
  }
}

function editEntry(
  element: XmlElement,
  list: ListNode,
  config: Config,
  operation: EditOperation,
  path: string,
): Config {
  const key = leafOf(element, NATIVE_NAMESPACE, 'name');
  if (key === null) throw new EditRefusal(missingElement(path, 'name'));
  const entry = list.entry(key);
  const schema = { ...entry, children: { ...entry.children, name: keyLeaf(key) } };
  return editContainer(element, schema, config, operation, `${path}[name='${key}']`);
}

/** The key of an entry: it is there with it, and cannot be changed. */
function keyLeaf(key: string): LeafNode {
  return { kind: 'leaf', get: () => null, isValid: (value) => value === key, set: (config) => config };
}

function editLeaf(
  element: XmlElement,
  leaf: LeafNode,
  config: Config,
  operation: EditOperation,
  path: string,
): Config {
  const before = leaf.get(config);
  if (operation === 'delete' || operation === 'remove') {
    if (operation === 'delete' && before === null) throw new EditRefusal(dataMissing(element, path));
    return leaf.set(config, null);
  }
  if (operation === 'create' && before !== null) throw new EditRefusal(dataExists(element, path));
  const [inner] = elementsOf(element);
  if (inner !== undefined) throw new EditRefusal(unknownElement(path, inner));
  const value = textOf(element).trim();
  if (!leaf.isValid(value)) throw new EditRefusal(invalidValue(path, element.name, value));
  return operation === 'none' ? config : leaf.set(config, value);
}

function operationOf(element: XmlElement, inherited: EditOperation, path: string): EditOperation {
  const stated = attributeOf(element, 'operation', NETCONF_NAMESPACE);
  if (stated === null) return inherited;
  const known = OPERATIONS.find((operation) => operation === stated);
  if (known !== undefined) return known;
  throw new EditRefusal(
    rpcError({
      type: 'protocol',
      tag: 'bad-attribute',
      path,
      badAttribute: 'operation',
      badElement: element.name,
    }),
  );
}

function checkChoice(element: XmlElement, schema: ContainerNode, path: string): void {
  const [, second] = elementsOf(element).filter((child) => !isTakenAway(child));
  if (schema.isChoice !== true || second === undefined) return;
  throw new EditRefusal(rpcError({ type: 'protocol', tag: 'bad-element', path, badElement: second.name }));
}

function isTakenAway(element: XmlElement): boolean {
  const operation = attributeOf(element, 'operation', NETCONF_NAMESPACE);
  return operation === 'delete' || operation === 'remove';
}

function isThere(schema: ContainerNode, config: Config): boolean {
  if (schema.presence !== undefined) return schema.presence.isThere(config);
  return Object.values(schema.children).some((node) => {
    if (node.kind === 'leaf') return node.get(config) !== null;
    return node.kind === 'container' && isThere(node, config);
  });
}

/** Takes away everything below a node that a subtree may hold. Lists are entered only by key, so they are left. */
function clear(schema: ContainerNode, config: Config): Config {
  let cleared = schema.presence?.takeAway(config) ?? config;
  for (const node of Object.values(schema.children)) {
    if (node.kind === 'container') cleared = clear(node, cleared);
    else if (node.kind === 'leaf' && node.get(cleared) !== null) cleared = node.set(cleared, null);
  }
  return cleared;
}

function dataMissing(element: XmlElement, path: string) {
  return rpcError({ type: 'application', tag: 'data-missing', path, badElement: element.name });
}

function dataExists(element: XmlElement, path: string) {
  return rpcError({ type: 'application', tag: 'data-exists', path, badElement: element.name });
}
