import { YANG_LIBRARY_NAMESPACE } from '../../../../core/wire/ios-xe/namespaces.ts';
import { childrenOf, elementsOf, leafOf, type XmlElement } from '../../../../core/wire/netconf/index.ts';
import { modulesOf, type YangModule } from '../../platforms/modules/modules.ts';
import type { Release } from '../../platforms/release.ts';
import { maker } from './elements.ts';

const x = maker(YANG_LIBRARY_NAMESPACE);

interface Library {
  readonly whole: XmlElement;
  readonly id: XmlElement;
  readonly byName: ReadonlyMap<string, XmlElement>;
}

const libraries = new Map<string, Library>();

/**
 * `/modules-state` of RFC 7895 for what a filter's `<modules-state>` wants: 620 modules are made once per release, and a
 * filter by names is answered from an index. Schema URLs point to the device's own loopback, as real ones do.
 */
export function modulesState(release: Release, wanted: XmlElement | null): XmlElement {
  const library = libraries.get(release.version) ?? makeLibrary(release);
  libraries.set(release.version, library);
  const names = wanted === null ? null : namesIn(wanted);
  if (names === null) return library.whole;
  return x('modules-state', [library.id, ...names.map((name) => library.byName.get(name) ?? null)]);
}

/** The module names that a filter asks for; null when it asks for something else too. */
function namesIn(wanted: XmlElement): readonly string[] | null {
  const modules = childrenOf(wanted, YANG_LIBRARY_NAMESPACE, 'module');
  if (modules.length === 0 || modules.length !== elementsOf(wanted).length) return null;
  const names = modules.map((module) => leafOf(module, YANG_LIBRARY_NAMESPACE, 'name') ?? '');
  return names.includes('') ? null : [...new Set(names)];
}

function makeLibrary(release: Release): Library {
  const id = x('module-set-id', release.netconf.moduleSetId);
  const modules = modulesOf(release).map((module) => [module.name, moduleEntry(module)] as const);
  return {
    whole: x('modules-state', [id, ...modules.map(([, entry]) => entry)]),
    id,
    byName: new Map(modules),
  };
}

function moduleEntry({ name, revision, namespace }: YangModule): XmlElement {
  return x('module', [
    x('name', name),
    x('revision', revision),
    x(
      'schema',
      `http://localhost:8008/restconf/tailf/modules/${name}${revision === '' ? '' : `/${revision}`}`,
    ),
    x('namespace', namespace),
    x('conformance-type', name.endsWith('-types') || name.endsWith('-TC') ? 'import' : 'implement'),
  ]);
}
