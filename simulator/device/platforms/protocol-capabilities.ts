import type { CandidateMode } from '../model/candidate.ts';

const BASE = 'urn:ietf:params:netconf:';
const DEFAULTS = 'basic-mode=explicit&also-supported=report-all-tagged,report-all';

/**
 * Protocol capabilities of 17.x in the order of the captures, without `:candidate`, which is announced only after
 * `netconf-yang feature candidate-datastore` (default: off).
 */
export function capabilities17(library: '2016-06-21' | '2019-01-04', moduleSetId: string): readonly string[] {
  const isNew = library === '2019-01-04';
  return [
    `${BASE}base:1.0`,
    `${BASE}base:1.1`,
    `${BASE}capability:writable-running:1.0`,
    `${BASE}capability:rollback-on-error:1.0`,
    `${BASE}capability:validate:1.0`,
    `${BASE}capability:validate:1.1`,
    `${BASE}capability:xpath:1.0`,
    `${BASE}capability:notification:1.0`,
    `${BASE}capability:interleave:1.0`,
    `${BASE}capability:partial-lock:1.0`,
    `${BASE}capability:with-defaults:1.0?${DEFAULTS}`,
    ...(isNew ? [`${BASE}capability:with-operational-defaults:1.0?${DEFAULTS}`] : []),
    `${BASE}capability:yang-library:1.0?revision=${library}&module-set-id=${moduleSetId}`,
    ...(isNew ? [`${BASE}capability:yang-library:1.1?revision=${library}&content-id=${moduleSetId}`] : []),
    'http://tail-f.com/ns/netconf/actions/1.0',
  ];
}

const WRITABLE = `${BASE}capability:writable-running:1.0`;

/**
 * The same with the candidate datastore on: it stands behind writable-running as in the published lists, with both versions of
 * confirmed-commit as 17.15.4 announces them. `only`: without writable-running, as ConfD recommends.
 */
export function withCandidateCapabilities(
  capabilities: readonly string[],
  mode: CandidateMode,
): readonly string[] {
  if (mode === 'off') return capabilities;
  return capabilities.flatMap((uri) => {
    if (uri !== WRITABLE) return [uri];
    return [
      ...(mode === 'only' ? [] : [WRITABLE]),
      `${BASE}capability:candidate:1.0`,
      `${BASE}capability:confirmed-commit:1.1`,
      `${BASE}capability:confirmed-commit:1.0`,
    ];
  });
}

/** Protocol capabilities of 16.9.1, in the order of the capture. */
export function capabilities16(moduleSetId: string): readonly string[] {
  return [
    `${BASE}base:1.0`,
    `${BASE}base:1.1`,
    `${BASE}capability:writable-running:1.0`,
    `${BASE}capability:xpath:1.0`,
    `${BASE}capability:validate:1.0`,
    `${BASE}capability:validate:1.1`,
    `${BASE}capability:rollback-on-error:1.0`,
    `${BASE}capability:notification:1.0`,
    `${BASE}capability:interleave:1.0`,
    `${BASE}capability:with-defaults:1.0?basic-mode=explicit&also-supported=report-all-tagged`,
    `${BASE}capability:yang-library:1.0?revision=2016-06-21&module-set-id=${moduleSetId}`,
    'http://tail-f.com/ns/netconf/actions/1.0',
    'http://tail-f.com/ns/netconf/extensions',
  ];
}
