/**
 * IETF, OpenConfig, ConfD and other modules, one `name namespace revision [from-to]` a line. A namespace of `urn:*`, `yang/*`,
 * `ns/*` or `oc/*` is made from the name by the rules in `./modules.ts`. Names, namespaces and the releases from 16.9.1, 17.3.1,
 * 17.9.1, 17.12.1 and 17.15.1 that list a module are facts; the revision is that of 17.9.1, or of the first release that lists it.
 */
export const OPEN_MODULES = `
cisco-ethernet urn:cisco:params:xml:ns:yang:cisco-ethernet 2016-05-10
cisco-ia http://cisco.com/yang/cisco-ia 2021-11-01
cisco-ospf urn:* 2019-07-01
cisco-policy urn:* 2019-07-01
cisco-policy-filters urn:* 2019-07-01
cisco-policy-target urn:* 2019-07-01
cisco-routing-ext urn:cisco:params:xml:ns:yang:cisco-routing-ext 2019-11-01
cisco-self-mgmt http://cisco.com/yang/cisco-self-mgmt 2019-07-01
cisco-semver yang/* 2019-03-20 17.3-
cisco-smart-license yang/* 2021-03-01
cisco-xe-ietf-event-notifications-deviation yang/* 2018-12-03
cisco-xe-ietf-ip-deviation ns/* 2016-08-10
cisco-xe-ietf-ipv4-unicast-routing-deviation ns/* 2015-09-11
cisco-xe-ietf-ipv6-unicast-routing-deviation ns/* 2015-09-11
cisco-xe-ietf-ospf-deviation ns/* 2018-02-09
cisco-xe-ietf-routing-deviation ns/* 2016-07-09
cisco-xe-ietf-routing-ext yang/* 2024-03-01 17.15-
cisco-xe-ietf-yang-push-deviation yang/* 2018-12-03
cisco-xe-ietf-yang-push-ext urn:cisco:params:xml:ns:yang:cisco-xe-ietf-yang-push-ext 2020-04-27 16.9-17.9
cisco-xe-openconfig-acl-deviation ns/* 2017-08-25
cisco-xe-openconfig-acl-ext yang/* 2017-03-30
cisco-xe-openconfig-aft-deviation ns/* 2018-12-05 17.3-
cisco-xe-openconfig-bgp-deviation yang/* 2018-05-21
cisco-xe-openconfig-bgp-ext yang/* 2021-11-01 17.9-17.12
cisco-xe-openconfig-bgp-policy-deviation http://cisco.com/ns/yang/cisco-xe-bgp-policy-deviation 2017-07-24
cisco-xe-openconfig-evpn-deviation ns/* 2024-07-01 17.15-
cisco-xe-openconfig-if-ethernet-deviation http://openconfig.net/yang/cisco-xe-openconfig-if-ethernet-deviation 2017-11-01 16.9-16.9
cisco-xe-openconfig-if-ethernet-ext yang/* 2017-10-30
cisco-xe-openconfig-if-ip-deviation http://openconfig.net/yang/cisco-xe-openconfig-if-ip-deviation 2017-03-04
cisco-xe-openconfig-if-poe-deviation http://openconfig.net/yang/cisco-xe-openconfig-if-poe-deviation 2021-10-29
cisco-xe-openconfig-interfaces-deviation http://openconfig.net/yang/cisco-xe-openconfig-interfaces-deviation 2018-08-21
cisco-xe-openconfig-interfaces-ext yang/* 2018-07-14
cisco-xe-openconfig-interfaces-switching-deviation http://openconfig.net/yang/cisco-xe-openconfig-interfaces-switching-deviation 2018-02-28 16.9-16.9
cisco-xe-openconfig-isis-deviation ns/* 2018-12-05 17.3-
cisco-xe-openconfig-isis-policy-deviation yang/* 2020-07-30 17.9-
cisco-xe-openconfig-lldp-deviation ns/* 2018-07-25 17.3-
cisco-xe-openconfig-local-routing-deviation yang/* 2020-09-20 17.9-
cisco-xe-openconfig-mpls-deviation ns/* 2019-06-27 17.3-
cisco-xe-openconfig-network-instance-deviation yang/* 2022-03-01
cisco-xe-openconfig-network-instance-ext yang/* 2021-11-01 17.9-17.12
cisco-xe-openconfig-network-instance-l2-deviation ns/* 2023-11-01 17.15-
cisco-xe-openconfig-openflow-deviation http://openconfig.net/yang/cisco-xe-openconfig-openflow-deviation 2019-07-01
cisco-xe-openconfig-platform-deviation yang/* 2018-01-25 16.9-16.9
cisco-xe-openconfig-platform-ext yang/* 2018-10-16
cisco-xe-openconfig-rib-bgp-ext yang/* 2016-11-30
cisco-xe-openconfig-routing-policy-deviation http://cisco.com/ns/yang/cisco-xe-routing-policy-deviation 2017-03-30
cisco-xe-openconfig-segment-routing-deviation ns/* 2018-12-05 17.3-
cisco-xe-openconfig-spanning-tree-deviation yang/* 2017-08-21
cisco-xe-openconfig-spanning-tree-ext yang/* 2017-10-24
cisco-xe-openconfig-system-deviation http://openconfig.net/yang/cisco-xe-openconfig-system-deviation 2018-06-08 16.9-16.9
cisco-xe-openconfig-system-ext yang/* 2018-03-21
cisco-xe-openconfig-system-grpc-deviation ns/* 2021-10-22 17.9-
cisco-xe-openconfig-system-management-deviation ns/* 2019-07-01 17.3-17.3
cisco-xe-openconfig-vlan-deviation yang/* 2017-03-17 16.9-16.9
cisco-xe-openconfig-vlan-ext yang/* 2017-06-14
cisco-xe-switching-cat9k-openconfig-system-deviation http://openconfig.net/yang/cisco-xe-switching-cat9k-openconfig-system-deviation 2018-07-01 17.3-
cisco-xe-switching-openconfig-if-ethernet-deviation http://openconfig.net/yang/cisco-xe-switching-openconfig-if-ethernet-deviation 2021-07-01 17.3-
cisco-xe-switching-openconfig-interfaces-deviation http://openconfig.net/yang/cisco-xe-switching-openconfig-interfaces-deviation 2018-12-12 17.3-
cisco-xe-switching-openconfig-lacp-deviation yang/* 2021-04-28 17.9-
cisco-xe-switching-openconfig-platform-deviation yang/* 2021-09-20 17.3-
cisco-xe-switching-openconfig-vlan-deviation yang/* 2017-03-17 17.3-
common-mpls-static urn:* 2019-07-01
common-mpls-static-devs http://cisco.com/ns/mpls-static/devs 2015-09-11
common-mpls-types urn:* 2019-07-01
genet-state-oc-interface http://cisco.com/ns/genet/genet-state-oc-interface 2018-04-11 16.9-16.9
genet-state-oc-system http://cisco.com/ns/genet/genet-state-oc-system 2018-02-10 16.9-16.9
iana-crypt-hash urn:* 2014-08-06
iana-if-type urn:* 2014-05-08
ietf-diffserv-action urn:* 2015-04-07
ietf-diffserv-classifier urn:* 2015-04-07
ietf-diffserv-policy urn:* 2015-04-07
ietf-diffserv-target urn:* 2015-04-07
ietf-event-notifications urn:* 2016-10-27
ietf-inet-types urn:* 2013-07-15
ietf-interfaces urn:* 2014-05-08
ietf-interfaces-ext urn:* -
ietf-ip urn:* 2014-06-16
ietf-ipv4-unicast-routing urn:* 2015-05-25
ietf-ipv6-unicast-routing urn:* 2015-05-25
ietf-key-chain urn:* 2015-02-24
ietf-netconf urn:ietf:params:xml:ns:netconf:base:1.0 2011-06-01
ietf-netconf-acm urn:* 2012-02-22 16.9-16.9
ietf-netconf-monitoring urn:* 2010-10-04
ietf-netconf-notifications urn:* 2012-02-06
ietf-netconf-with-defaults urn:* 2011-06-01
ietf-ospf urn:* 2015-03-09
ietf-restconf-monitoring urn:* 2017-01-26
ietf-routing urn:* 2015-05-25
ietf-routing-types urn:* 2017-02-27 17.9-
ietf-subscribed-notifications-deviation http://tail-f.com/ns/ietf-subscribed-notifications-deviation 2020-06-25 17.15-
ietf-x509-cert-to-name urn:* 2014-12-10 17.12-
ietf-yang-library urn:* 2016-06-21 16.9-17.3
ietf-yang-metadata urn:* 2016-08-05 17.12-
ietf-yang-push urn:* 2021-03-01
ietf-yang-smiv2 urn:* 2012-06-22
ietf-yang-types urn:* 2013-07-15
nvo urn:* 2019-07-01
nvo-devs http://cisco.com/ns/nvo/devs 2015-09-11
openconfig-aaa oc/* 2020-07-30
openconfig-aaa-types http://openconfig.net/yang/aaa/types 2018-11-21
openconfig-acl oc/* 2017-05-26
openconfig-aft oc/* 2017-01-13 17.3-
openconfig-aft-network-instance http://openconfig.net/yang/aft/ni 2017-01-13 17.3-
openconfig-aft-types http://openconfig.net/yang/fib-types 2017-01-13 17.3-
openconfig-alarm-types http://openconfig.net/yang/alarms/types 2018-11-21 17.3-
openconfig-alarms oc/* 2017-08-24
openconfig-bfd oc/* 2021-03-17 17.9-
openconfig-bgp oc/* 2016-06-21
openconfig-bgp-policy oc/* 2016-06-21
openconfig-bgp-types oc/* 2016-06-21
openconfig-evpn oc/* 2020-11-24 17.9-
openconfig-evpn-types oc/* 2020-10-08 17.9-
openconfig-extensions http://openconfig.net/yang/openconfig-ext 2020-06-16
openconfig-if-aggregate http://openconfig.net/yang/interfaces/aggregate 2018-01-05
openconfig-if-ethernet http://openconfig.net/yang/interfaces/ethernet 2020-05-06
openconfig-if-ip http://openconfig.net/yang/interfaces/ip 2018-01-05
openconfig-if-ip-ext http://openconfig.net/yang/interfaces/ip-ext 2018-01-05
openconfig-if-poe http://openconfig.net/yang/poe 2017-09-14
openconfig-if-types http://openconfig.net/yang/openconfig-if-types 2018-11-21 17.9-
openconfig-igmp oc/* 2019-07-09 17.9-
openconfig-igmp-types http://openconfig.net/yang/igmp/types 2018-11-21 17.9-
openconfig-inet-types http://openconfig.net/yang/types/inet 2017-08-24
openconfig-interfaces oc/* 2018-01-05
openconfig-isis http://openconfig.net/yang/openconfig-isis 2017-01-13 17.3-
openconfig-isis-lsdb-types oc/* 2017-01-13 17.3-
openconfig-isis-policy http://openconfig.net/yang/openconfig-isis-policy 2017-01-13 17.3-
openconfig-isis-types oc/* 2017-01-13 17.3-
openconfig-keychain http://openconfig.net/yang/oc-keychain 2022-11-05 17.15-
openconfig-keychain-types http://openconfig.net/yang/oc-keychain-types 2022-03-01 17.15-
openconfig-lacp oc/* 2018-11-21 17.9-
openconfig-license oc/* 2020-04-22 17.9-
openconfig-lldp oc/* 2018-11-21 17.3-
openconfig-lldp-types http://openconfig.net/yang/lldp/types 2016-05-16 17.3-
openconfig-local-routing oc/* 2016-05-11
openconfig-macsec oc/* 2019-07-01 17.3-
openconfig-macsec-types http://openconfig.net/yang/macsec/types 2019-07-01 17.3-
openconfig-messages oc/* 2018-08-13 17.9-
openconfig-mpls oc/* 2016-12-15 17.3-
openconfig-mpls-ldp http://openconfig.net/yang/ldp 2016-12-15 17.3-
openconfig-mpls-rsvp http://openconfig.net/yang/rsvp 2016-12-15 17.3-
openconfig-mpls-sr oc/* 2016-12-15 17.3-
openconfig-mpls-types oc/* 2016-12-15 17.3-
openconfig-network-instance oc/* 2021-01-25
openconfig-network-instance-l3 oc/* 2018-11-21
openconfig-network-instance-policy http://openconfig.net/yang/network-instance/policy 2018-11-21 17.9-
openconfig-network-instance-types oc/* 2021-05-21
openconfig-openflow oc/* 2017-08-24
openconfig-openflow-types http://openconfig.net/yang/openflow/types 2017-06-01
openconfig-ospf-policy oc/* 2018-11-21 17.9-
openconfig-ospf-types oc/* 2018-11-21 17.9-
openconfig-ospfv2 oc/* 2021-03-17 17.9-
openconfig-packet-match http://openconfig.net/yang/header-fields 2017-05-26
openconfig-packet-match-types oc/* 2017-05-26
openconfig-pcep oc/* 2023-04-25 17.15-
openconfig-pim oc/* 2021-04-21 17.9-
openconfig-pim-types http://openconfig.net/yang/pim/types 2018-11-21 17.9-
openconfig-platform oc/* 2018-11-21
openconfig-platform-cpu http://openconfig.net/yang/platform/cpu 2018-11-21 17.9-
openconfig-platform-fan http://openconfig.net/yang/platform/fan 2018-11-21 17.3-
openconfig-platform-linecard http://openconfig.net/yang/platform/linecard 2018-11-21
openconfig-platform-port http://openconfig.net/yang/platform/port 2018-11-21
openconfig-platform-psu http://openconfig.net/yang/platform/psu 2018-11-21 17.3-
openconfig-platform-transceiver http://openconfig.net/yang/platform/transceiver 2018-05-15
openconfig-platform-types oc/* 2018-11-21
openconfig-policy-forwarding oc/* 2021-05-19 17.9-
openconfig-policy-types oc/* 2016-05-12
openconfig-procmon http://openconfig.net/yang/system/procmon 2017-09-18
openconfig-programming-errors oc/* 2022-10-11 17.15-
openconfig-rib-bgp http://openconfig.net/yang/rib/bgp 2017-03-07
openconfig-rib-bgp-ext http://openconfig.net/yang/rib/bgp-ext 2016-04-11
openconfig-rib-bgp-types http://openconfig.net/yang/rib/bgp-types 2016-04-11
openconfig-route-summary oc/* 2022-12-21 17.15-
openconfig-routing-policy oc/* 2016-05-12
openconfig-segment-routing http://openconfig.net/yang/sr 2017-01-12 17.3-
openconfig-segment-routing-types oc/* 2020-02-04 17.9-
openconfig-spanning-tree oc/* 2018-11-21
openconfig-spanning-tree-types http://openconfig.net/yang/spanning-tree/types 2018-11-21
openconfig-system oc/* 2021-06-16
openconfig-system-grpc oc/* 2021-06-16 17.9-
openconfig-system-logging http://openconfig.net/yang/system/logging 2017-09-18
openconfig-system-management http://openconfig.net/yang/system/management 2018-11-21 17.3-17.3
openconfig-system-terminal http://openconfig.net/yang/system/terminal 2017-09-18
openconfig-transport-line-common oc/* 2016-03-31 16.9-16.9
openconfig-transport-types oc/* 2017-08-16
openconfig-types http://openconfig.net/yang/openconfig-types 2019-04-16
openconfig-vlan oc/* 2016-05-26
openconfig-vlan-types oc/* 2016-05-26
openconfig-yang-types http://openconfig.net/yang/types/yang 2018-11-21
pim urn:cisco:params:xml:ns:yang:pim 2019-07-01
policy-attr urn:* 2019-07-01
policy-types urn:ietf:params:xml:ns:yang:c3pl-types 2019-07-01
tailf-common http://tail-f.com/yang/common 2022-03-29
tailf-common-monitoring http://tail-f.com/yang/common-monitoring 2019-04-09
tailf-common-monitoring2 http://tail-f.com/yang/common-monitoring2 2022-09-29 17.15-
tailf-common-query http://tail-f.com/ns/common/query 2017-12-15
tailf-confd-monitoring http://tail-f.com/yang/confd-monitoring 2019-10-30
tailf-confd-monitoring2 http://tail-f.com/yang/confd-monitoring2 2022-10-03 17.15-
tailf-confd-progress http://tail-f.com/ns/confd-progress 2020-06-29 17.12-
tailf-last-login http://tail-f.com/yang/last-login 2019-11-21 17.12-
tailf-netconf-monitoring http://tail-f.com/yang/netconf-monitoring 2022-03-29
`;
