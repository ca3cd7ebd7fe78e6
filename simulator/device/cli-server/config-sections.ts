/** Sections of the configuration that a person opens by a line of global mode. */

/** The mode a section is configured in: what stands in the brackets of the prompt. */
export type SectionMode =
  | 'config-if'
  | 'config-line'
  | 'config-vlan'
  | 'config-router'
  | 'config-std-nacl'
  | 'config-ext-nacl'
  | 'config-vrf'
  | 'config-archive'
  | 'ca-trustpoint';

/** A kind of section. `words`: how its lines begin, which are kept as typed because nothing here depends on them.
 * Words that global mode has too (`ip route`) are stated with the second one. */
export interface SectionKind {
  readonly mode: SectionMode;
  /** Start of its header. */
  readonly starts: string;
  readonly words: readonly string[];
}

const ACCESS_LIST = ['deny', 'permit', 'remark'];

/** Every kind. */
export const SECTION_KINDS: readonly SectionKind[] = [
  {
    mode: 'config-if',
    starts: 'interface ',
    words: [
      'access-session',
      'authentication',
      'bandwidth',
      'cdp enable',
      'channel-group',
      'device-tracking',
      'dot1x max-reauth-req',
      'dot1x pae',
      'dot1x timeout',
      'duplex',
      'ip access-group',
      'ip address',
      'ip arp',
      'ip dhcp relay',
      'ip dhcp snooping',
      'ip flow',
      'ip helper-address',
      'ip igmp',
      'ip mtu',
      'ip nat',
      'ip ospf',
      'ip pim',
      'ip policy',
      'ip proxy-arp',
      'ip redirects',
      'ip unnumbered',
      'ip unreachables',
      'ip verify',
      'ipv6 address',
      'ipv6 enable',
      'ipv6 nd',
      'ipv6 ospf',
      'ipv6 traffic-filter',
      'lldp receive',
      'lldp transmit',
      'load-interval',
      'logging event',
      'mab',
      'media-type',
      'mtu',
      'negotiation',
      'power inline',
      'service-policy',
      'spanning-tree bpdufilter',
      'spanning-tree bpduguard',
      'spanning-tree cost',
      'spanning-tree guard',
      'spanning-tree link-type',
      'spanning-tree port-priority',
      'spanning-tree portfast',
      'speed',
      'standby',
      'storm-control',
      'switchport',
      'udld port',
      'vrf forwarding',
    ],
  },
  {
    mode: 'config-line',
    starts: 'line ',
    words: [
      'access-class',
      'exec-timeout',
      'history',
      'length',
      'logging',
      'login',
      'password',
      'privilege',
      'session-timeout',
      'stopbits',
      'transport',
      'width',
    ],
  },
  { mode: 'config-vlan', starts: 'vlan ', words: ['mtu', 'name', 'remote-span', 'shutdown', 'state'] },
  {
    mode: 'config-router',
    starts: 'router ',
    words: [
      'area',
      'default-information',
      'distance',
      'log-adjacency-changes',
      'maximum-paths',
      'neighbor',
      'network',
      'passive-interface',
      'redistribute',
      'router-id',
      'timers',
    ],
  },
  { mode: 'config-std-nacl', starts: 'ip access-list standard ', words: ACCESS_LIST },
  { mode: 'config-ext-nacl', starts: 'ip access-list extended ', words: ACCESS_LIST },
  {
    mode: 'config-vrf',
    starts: 'vrf definition ',
    words: ['address-family', 'description', 'exit-address-family', 'rd', 'route-target'],
  },
  {
    mode: 'config-archive',
    starts: 'archive',
    words: ['log', 'maximum', 'path', 'time-period', 'write-memory'],
  },
  {
    mode: 'ca-trustpoint',
    starts: 'crypto pki trustpoint ',
    words: ['enrollment', 'revocation-check', 'rsakeypair', 'subject-name', 'usage'],
  },
];

/** The kind of a section by its header. */
export function sectionKindOf(header: string): SectionKind {
  const kind = SECTION_KINDS.find(({ starts }) => header.startsWith(starts));
  if (kind === undefined) throw new RangeError(`no kind of section begins with "${header}"`);
  return kind;
}

/** Lines of which a section has several that differ in their last word. */
const MANY = /^(permit|deny|remark|neighbor|network|area|redistribute|passive-interface|route-target) /;
/** Lines of which a section has one, whatever follows their first word. */
const ONE =
  /^(exec-timeout|ip address(?!.* secondary)|vrf forwarding|switchport access vlan|switchport mode|switchport trunk native vlan|name|login|password|path|rd|router-id|session-timeout|subject-name|bandwidth|description)\b/;

/** The lines of a section with one more: it takes the place of one that states the same thing. */
export function withLine(lines: readonly string[], line: string): readonly string[] {
  const key = keyOf(line);
  const at = lines.findIndex((other) => keyOf(other) === key);
  return at === -1 ? [...lines, line] : lines.with(at, line);
}

/** The lines of a section without those that begin as `line` does; `no exec-timeout` needs no value. */
export function withoutLine(lines: readonly string[], line: string): readonly string[] {
  return lines.filter((other) => other !== line && !other.startsWith(`${line} `));
}

function keyOf(line: string): string {
  if (MANY.test(line)) return line;
  const [one] = ONE.exec(line) ?? [];
  if (one !== undefined) return one;
  const words = line.split(' ');
  return words.length < 3 ? (words[0] ?? '') : words.slice(0, -1).join(' ');
}
