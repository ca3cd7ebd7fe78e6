/** What the classes of `policy-types` can match. */
const MATCHES =
  'wlan-user-priority vpls vlan vlan-inner src-mac security-group qos-group prec packet-length mpls-exp-top mpls-exp-imp metadata ipv6-acl ipv6-acl-name ipv4-acl ipv4-acl-name ip-rtp input-interface fr-dlci fr-de flow-record flow-ip dst-mac discard-class dei dei-inner cos cos-inner class-map atm-vci atm-clp application';

/**
 * Features that a module's capability states, where it states any: facts of 17.15.1, with the candidate datastore off. The
 * list of `Cisco-IOS-XE-features` is shortened.
 */
export const MODULE_FEATURES: Readonly<Record<string, string>> = {
  pim: 'bsr,auto-rp',
  'ietf-netconf': 'writable-running,rollback-on-error,validate,xpath',
  'policy-types': [
    'protocol-name-support',
    ...MATCHES.split(' ').map((what) => `match-${what}-support`),
  ].join(','),
  'cisco-ospf': 'graceful-shutdown,flood-reduction,database-filter',
  'iana-crypt-hash': 'crypt-hash-sha-512,crypt-hash-sha-256,crypt-hash-md5',
  'ietf-diffserv-action': 'priority-rate-burst-support,hierarchial-policy-support,aqm-red-support',
  'ietf-diffserv-classifier': 'policy-inline-classifier-config',
  'ietf-diffserv-policy': 'policy-template-support,hierarchial-policy-support',
  'ietf-diffserv-target': 'target-inline-policy-config',
  'ietf-event-notifications': 'json,configured-subscriptions',
  'ietf-interfaces': 'pre-provisioning,if-mib,arbitrary-names',
  'ietf-ip': 'ipv6-privacy-autoconf,ipv4-non-contiguous-netmasks',
  'ietf-key-chain': 'independent-send-accept-lifetime,hex-key-string,accept-tolerance',
  'ietf-ospf':
    'ttl-security,te-rid,router-id,remote-lfa,nsr,multi-topology,lfa,graceful-restart,fast-reroute,bfd',
  'ietf-routing': 'router-id,multiple-ribs',
  'ietf-yang-push': 'on-change',
  'Cisco-IOS-XE-features':
    'vlan,transceiver,switching-platform,qos-qsm,private-vlan,macsec-common,l2,dot1x,crypto',
};
