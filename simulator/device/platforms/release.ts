/** Which licensing the smart agent of a release speaks. */
export type Licensing = 'legacy' | 'policy';

/**
 * A release train as data: what its images print and speak. One file per train in `./releases/`; a new one is one file
 * and its line in `./catalog.ts`.
 */
export interface ReleaseTrain {
  /** First two numbers, e.g. `17.9`. */
  readonly train: string;
  /** Word in brackets of `show version`; empty where the train has none. */
  readonly codename: string;
  /** Smallest maintenance number that speaks policy licensing; below it the train is legacy. */
  readonly policySince: number;
  /** Version of the smart agent, as `show license all` prints it. */
  readonly agent: string;
  /** Its form in `licensing/state/version`, e.g. `6.1.4/6feb8bc10`. */
  readonly agentState: string;
  /** `Compiled` line of `show version`. */
  readonly compiled: string;
  readonly year: number;
  readonly rommon: string;
  /** `Smart Licensing Status:` in `show version` under policy licensing. */
  readonly policyStatus: string;
  /** Columns of the table of licenses in `show version`: `tabs` of a 17.6, `wide` of 17.18 (assumed from 17.15 on), else `spaces`. */
  readonly packageTable: 'spaces' | 'tabs' | 'wide';
  /** How the table of switches in `show version` writes the release: `17.9.4` or `17.09.04`. */
  readonly switchTableVersion: 'plain' | 'padded';
  /** `AIR License Level` lines of `show version`, about 16.12 to 17.12. */
  readonly hasAirLevel: boolean;
  /** `reason-severity` in device-system-data, not in 16.x. */
  readonly hasReasonSeverity: boolean;
  /** `unsaved-config` in device-system-data, from 17.9.1 on. */
  readonly hasUnsavedLeaf: boolean;
  /** Module `Cisco-IOS-XE-stack-oper`; 16.9.1 does not list it. */
  readonly hasStackOper: boolean;
  /** `trust-code` in the license state and the rpc `id-token-trust`, from 17.4 on. */
  readonly hasTrustCode: boolean;
  /** `policy`, `rum-ack` and the rest of smart-license 2021-03-01, seen in 17.9.1. */
  readonly hasPolicyState: boolean;
  /** `config-ios-cli-rpc` and its module, from 17.9 on. */
  readonly hasCliRpc: boolean;
  /** `syncing` and its companions in the answer to is-syncing, cisco-ia 2024-07-01. */
  readonly hasSyncStatus: boolean;
  /** `license boot level` cannot be deleted, from 17.13 on. */
  readonly refusesLevelDelete: boolean;
  /** `Reporting Mode: STANDARD` and the conversion block, agent 5.11 and later. */
  readonly hasReportingMode: boolean;
  readonly netconf: ReleaseNetconf;
}

/** What the NETCONF server of a train announces. */
export interface ReleaseNetconf {
  /** Protocol capabilities in the order of the wire, with the candidate datastore off (the default). */
  readonly capabilities: readonly string[];
  /** Identifier of the module set: 32 hexadecimal digits. */
  readonly moduleSetId: string;
  /** Which column of the module tables: the nearest train that a capture exists of. */
  readonly modulesOf: '16.9' | '17.3' | '17.9' | '17.12' | '17.15';
  /** False from 17.12 on: `Cisco-IOS-XE-*` modules became YANG 1.1 and are found in yang-library only. */
  readonly announcesIosXe: boolean;
  /** Latest date that an invented revision may have. */
  readonly revisionCap: string;
  /** Revisions known from captures of this train, by module name. */
  readonly revisions: Readonly<Record<string, string>>;
}

/** A release as a device runs it. */
export interface Release extends ReleaseTrain {
  /** Full version, e.g. `17.9.4`. */
  readonly version: string;
  /** The same with two digits per number, as the first line of `show version` prints it, e.g. `17.09.04`. */
  readonly paddedVersion: string;
  readonly licensing: Licensing;
}
