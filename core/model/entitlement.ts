import type { Addon, NetworkLevel } from './level.ts';
import type { PortFamily } from './port-family.ts';

/** A right to use one level or add-on on one family of switches. */
export interface Entitlement {
  /** `regid.<yyyy-mm>.com.cisco.<NAME>,<version>_<uuid>` */
  readonly tag: string;
  /** Seen on a switch, in a client's sample, or invented by us because the real one is not public. */
  readonly tagEvidence: 'device' | 'client' | 'invented';
  /** Level or add-on, as the switch names the license. */
  readonly name: NetworkLevel | Addon;
  /** Text of the tag in the switch's show commands, e.g. `C9300-48 Network Advantage`. */
  readonly description: string;
  /** Name in CSSM's lists, e.g. `C9300 48P NW Advantage`. */
  readonly license: string;
  readonly licenseEvidence: 'cssm' | 'assumed';
  readonly families: readonly PortFamily[];
}
