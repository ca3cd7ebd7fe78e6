import { ENTITLEMENTS } from './data/entitlement-tags.ts';
import type { Addon, NetworkLevel } from './level.ts';

/** What a license of CSSM is for. */
export interface LicenseKind {
  /** Null: the name does not say. */
  readonly level: NetworkLevel | Addon | null;
  /** Model families, e.g. `C9300`; empty: the name does not say. */
  readonly models: readonly string[];
}

/** What our table knows, by name in lower case. */
const KNOWN = knownKinds();

/**
 * Level and model families of a license by the name under which CSSM lists it. Names that the table of entitlements lacks are
 * read word by word (`C9200L DNA Essentials, 24-port Term license`); that reading is an assumption.
 */
export function licenseKind(license: string): LicenseKind {
  return KNOWN.get(license.trim().toLowerCase()) ?? readName(license.slice(0, 256));
}

function knownKinds(): ReadonlyMap<string, LicenseKind> {
  const kinds = new Map<string, LicenseKind>();
  for (const { license, name, families } of ENTITLEMENTS) {
    const key = license.toLowerCase();
    const own = families.map((family) => family.split('-', 1)[0] ?? family);
    kinds.set(key, { level: name, models: [...new Set([...(kinds.get(key)?.models ?? []), ...own])] });
  }
  return kinds;
}

function readName(license: string): LicenseKind {
  const [, kind = '', grade = ''] = /\b(DNA|Network|NW)\s+(Advantage|Essentials)\b/i.exec(license) ?? [];
  const prefix = kind.toLowerCase() === 'dna' ? 'dna' : 'network';
  const suffix = grade.toLowerCase() === 'advantage' ? 'advantage' : 'essentials';
  const model = /\bC9[0-9]{3}[LX]?\b/i.exec(license)?.[0].toUpperCase();
  return {
    level: kind === '' ? null : `${prefix}-${suffix}`,
    models: model === undefined ? [] : [model],
  };
}
