import type { Release } from '../release.ts';
import { CISCO_IOS_XE_MODULES } from './cisco-ios-xe.ts';
import { MIB_MODULES } from './mib.ts';
import { OPEN_MODULES } from './open-models.ts';

/** A YANG module as a device announces it. */
export interface YangModule {
  readonly name: string;
  readonly namespace: string;
  /** Empty when the module has none. */
  readonly revision: string;
}

/** Trains that captures exist of, in order; the tables speak of these. */
const TRAINS = ['16.9', '17.3', '17.9', '17.12', '17.15'] as const;

/** Since 2022-11-01 the `Cisco-IOS-XE-*` modules are YANG 1.1; every one of them got that revision at least. */
const YANG_11_REVISION = '2022-11-01';

const IOS_XE = 'Cisco-IOS-XE-';

/** All modules of a release, as yang-library lists them: announced ones and, from 17.12 on, the YANG 1.1 ones. */
export function modulesOf(release: Release): readonly YangModule[] {
  return [...iosXeModules(release), ...openModules(release), ...mibModules(release)];
}

/** The modules that the hello of a release announces. */
export function announcedModules(release: Release): readonly YangModule[] {
  const all = modulesOf(release);
  return release.netconf.announcesIosXe ? all : all.filter((module) => !module.name.startsWith(IOS_XE));
}

function iosXeModules(release: Release): readonly YangModule[] {
  return rowsOf(CISCO_IOS_XE_MODULES, release, 2)
    .filter(([rest]) => release.hasCliRpc || rest !== 'cli-rpc')
    .filter(([rest]) => release.hasStackOper || rest !== 'stack-oper')
    .map(([rest = '', revision = '']) => {
      const name = IOS_XE + rest;
      return {
        name,
        namespace: `http://cisco.com/ns/yang/${name}`,
        revision: revisionIn(release, name, revision),
      };
    });
}

function openModules(release: Release): readonly YangModule[] {
  return rowsOf(OPEN_MODULES, release, 3).map(([name = '', namespace = '', revision = '']) => ({
    name,
    namespace: expandNamespace(namespace, name),
    revision: release.netconf.revisions[name] ?? dateOf(revision),
  }));
}

function mibModules(release: Release): readonly YangModule[] {
  return rowsOf(MIB_MODULES, release, 2).map(([name = '', revision = '']) => ({
    name,
    namespace: `urn:ietf:params:xml:ns:yang:smiv2:${name}`,
    revision: dateOf(revision),
  }));
}

/** `-` stands for a module without revision. */
function dateOf(revision: string): string {
  return revision === '-' ? '' : revision;
}

/** Rows of a table that hold for a release; column `rangeColumn` is the optional `from-to` range of trains. */
function rowsOf(table: string, release: Release, rangeColumn: number): readonly (readonly string[])[] {
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
  return rows.filter((row) => isListedIn(row[rangeColumn], release));
}

function isListedIn(range: string | undefined, release: Release): boolean {
  if (range === undefined) return true;
  const [from = '', to = ''] = range.split('-');
  const at = indexOfTrain(release.netconf.modulesOf);
  return at >= indexOfTrain(from) && (to === '' || at <= indexOfTrain(to));
}

function indexOfTrain(train: string): number {
  return TRAINS.findIndex((known) => known === train);
}

function expandNamespace(namespace: string, name: string): string {
  switch (namespace) {
    case 'urn:*':
      return `urn:ietf:params:xml:ns:yang:${name}`;
    case 'yang/*':
      return `http://cisco.com/ns/yang/${name}`;
    case 'ns/*':
      return `http://cisco.com/ns/${name}`;
    case 'oc/*':
      return `http://openconfig.net/yang/${name.replace('openconfig-', '')}`;
    default:
      return namespace;
  }
}

/**
 * The revision of a `Cisco-IOS-XE-*` module in a release. Known ones stand in the release file; the others are invented:
 * that of 17.9.1 where it is old enough, else the latest date the release can have.
 */
function revisionIn(release: Release, name: string, revision: string): string {
  const known = release.netconf.revisions[name];
  if (known !== undefined) return known;
  if (!release.netconf.announcesIosXe) return YANG_11_REVISION;
  return revision < release.netconf.revisionCap ? revision : release.netconf.revisionCap;
}
