/**
 * Modules named `Cisco-IOS-XE-...`, one `rest-of-name revision [from-to]` a line; namespace `http://cisco.com/ns/yang/` and the
 * name. Names and revisions are facts of 17.9.1 on a Catalyst 9300 (308 of them); the range says in which of 16.9.1, 17.3.1 and
 * 17.9.1 a module is listed. Revisions of other releases are invented (`revisionIn` in `./modules.ts`), except for the
 * modules that licensing touches, whose revisions stand in the release files.
 */
export const CISCO_IOS_XE_MODULES = `
aaa 2022-07-01
aaa-actions-rpc 2021-07-01 17.9-
aaa-events 2021-07-01 17.9-
aaa-oper 2021-07-01
aaa-types 2022-07-01 17.3-
acl 2021-07-01
acl-oper 2021-03-01
app-hosting-cfg 2022-07-01 17.3-
app-hosting-oper 2022-07-01 17.3-
arp 2019-07-01
arp-oper 2021-07-01
atm 2020-11-01 17.3-
avb 2019-07-01
bfd 2022-07-01
bfd-oper 2021-11-01
bgp 2022-07-01
bgp-actions-rpc 2022-07-01 17.9-
bgp-common-oper 2019-05-01
bgp-oper 2020-11-01
bgp-route-oper 2020-11-01
boot-integrity-oper 2021-03-01
breakout-port-oper 2019-05-01
bridge 2021-07-01 17.9-
cable-diag-oper 2020-11-01 17.3-
cable-diag-rpc 2019-11-01 17.3-
call-home 2020-07-01
cdp 2021-11-01
cdp-oper 2022-03-01
cef 2022-07-01
cef-deviation 2021-11-01 17.9-
cellwan-oper 2019-05-01
cfm-oper 2021-07-01
chassis-rpc 2022-03-01 17.9-
checkpoint-archive-oper 2019-05-01
cli-rpc 2022-07-01 17.9-
coap 2019-07-01
common-types 2021-03-01
crypto 2022-07-01
crypto-actions-rpc 2022-07-01 17.9-
crypto-oper 2021-03-01 17.3-
crypto-pki-events 2020-11-01 17.3-
crypto-pki-oper 2021-03-01 17.3-
cts 2021-11-01
cts-rpc 2019-07-01 17.3-
cts-switching-deviation 2021-07-01 17.9-
device-hardware-oper 2021-03-01
device-sensor 2021-11-01
device-tracking 2021-03-01
dhcp 2022-07-01
dhcp-oper 2021-07-01
dhcp-security-track-server-oper 2019-05-01 17.9-
diagnostics 2019-07-01
dialer 2022-03-01 17.3-
dialer-deviation 2020-07-01 17.3-
dmi-common-types 2021-07-01 17.9-
dot1x 2020-03-01
eem 2021-03-01
efp-oper 2019-05-01
eigrp 2021-11-01
eigrp-oper 2019-05-01 17.3-
environment-oper 2019-05-01
eogre-tunnel-oper 2020-07-01 17.9-
eta 2021-03-01 17.3-
ethernet 2022-07-01
ethernet-rpc 2021-11-01 17.9-
event-history-types 2019-05-01
ezpm 2022-07-01
features 2022-07-01
fib-events 2022-03-01 17.9-
fib-oper 2022-03-01
flow 2022-07-01
flow-monitor-oper 2019-05-01
flow-rpc 2019-07-01 17.3-
fqdn 2020-11-01 17.9-
gir-oper 2019-11-01 17.3-
gnmi-cfg 2021-07-01 17.9-
gnss-oper 2022-03-01 17.3-
group-policy 2021-07-01 17.9-
ha-oper 2019-11-01 17.3-
hsrp-events 2020-11-01 17.9-
hsrp-oper 2020-11-01 17.9-
http 2022-07-01
icmp 2021-03-01
identity-oper 2021-07-01 17.3-
igmp 2022-07-01
install-event-types 2022-07-01 17.9-
install-events 2022-03-01 17.3-
install-oper 2022-07-01 17.3-
install-oper-types 2022-07-01 17.9-
install-rpc 2022-07-01 17.3-
interface-common 2022-03-01
interfaces-oper 2021-03-01
ios-common-oper 2021-03-01
ios-events-oper 2022-03-01
ip-sla-events 2020-11-01 17.3-
ip-sla-oper 2021-11-01
ipv6-oper 2019-05-01
isis 2022-03-01
isis-oper 2020-11-01 17.9-
l2tp-oper 2020-03-01 17.3-
l2vpn 2022-07-01
l3vpn 2019-11-01
lacp-oper 2021-11-01 17.9-
linecard-oper 2019-05-01
lisp 2022-07-01
lisp-deviation 2021-11-01 17.9-
lisp-oper 2022-07-01
lldp 2019-07-01
lldp-oper 2022-03-01
loop-detect 2022-07-01 17.9-
macsec-oper 2021-03-01 17.3-
matm-oper 2019-05-01 17.3-
mdns-gateway 2022-07-01 17.3-
mdt-capabilities-oper 2021-07-01 17.9-
mdt-cfg 2022-03-01
mdt-common-defs 2022-03-01
mdt-oper 2020-07-01
mdt-oper-v2 2022-07-01 17.3-
mdt-stats-oper 2022-03-01 17.9-
memory-oper 2019-05-01
mka 2019-07-01
mka-oper 2019-05-01 17.3-
mld 2022-03-01
mlppp-oper 2019-05-01 17.3-
mmode 2019-07-01
mpls 2020-07-01
mpls-forwarding-oper 2020-03-01
mpls-ldp-oper 2019-11-01 17.3-
mpls-te-oper 2021-07-01 17.9-
mroute-oper 2021-11-01 17.3-
multicast 2022-07-01
mvrp 2019-07-01
nat-oper 2019-05-01
native 2022-07-01
nbar 2022-07-01
ncch-cfg 2020-07-01 17.3-
ncch-oper 2020-07-01 17.3-
nd 2022-03-01
nd-deviation 2020-06-09 17.3-
netconf-diag-oper 2022-03-01 17.9-
netconf-diag-rpc 2022-03-01 17.9-
nhrp 2021-03-01
ntp 2022-07-01
ntp-oper 2019-05-01
object-group 2021-11-01
ospf 2022-03-01
ospf-common 2020-07-01 17.3-
ospf-deviation 2021-11-01 17.9-
ospf-events 2020-07-01 17.3-
ospf-oper 2020-07-01
ospfv3 2022-03-01
ospfv3-deviation 2021-01-08 17.9-
perf-measure-events 2020-07-01 17.3-
perf-measure-oper 2020-07-01 17.3-
pim-oper 2020-07-01 17.3-
platform 2022-07-01
platform-common-oper 2019-11-01 17.3-
platform-events-oper 2020-07-01 17.3-
platform-oper 2021-11-01
platform-software-events 2021-03-01 17.9-
platform-software-oper 2022-07-01
pnp 2021-11-01 17.3-
poch-lb-switch-deviation 2020-12-21 17.9-
poe-health-oper 2022-07-01 17.9-
poe-oper 2022-07-01
policy 2022-07-01
port-security-rpc 2022-03-01 17.9-
power 2021-11-01
ppp 2021-07-01
ppp-oper 2019-05-01
pppoe 2021-07-01 17.3-
process-cpu-oper 2019-05-01
process-memory-oper 2019-05-01
psecure-oper 2022-03-01 17.9-
ptp 2020-07-01
qos 2021-07-01
rip 2021-11-01
route-map 2022-07-01
rpc 2021-07-01
rsvp 2021-07-01
sanet 2022-07-01
sanet-deviation 2020-07-01 17.3-
segment-routing 2022-07-01 17.9-
service-discovery 2019-07-01
service-insertion 2021-07-01 17.9-
service-routing 2019-07-01
sisf 2021-07-01 17.9-
sla 2022-07-01
sm-enum-types 2019-11-01 17.3-
sm-events-oper 2020-07-01 17.3-
snmp 2022-07-01
spanning-tree 2022-07-01
spanning-tree-oper 2019-05-01
stack-member-oper 2021-03-01 17.9-
stack-mgr-events-oper 2021-03-01 17.3-
stack-oper 2022-03-01 17.3-
stacking-oper 2019-06-06 17.3-
stackwise-virtual 2019-07-01
switch 2022-07-01
switch-cp-svl-oper 2021-03-01 17.9-
switch-deviation 2021-07-01
switch-dp-mac-learning-oper 2020-07-01 17.3-
switch-dp-punt-inject-oper 2020-07-01 17.3-
switch-dp-resources-oper 2020-07-01 17.3-
switch-rpc 2020-03-01 17.3-
system-integrity-oper 2022-07-01 17.9-
tcam-oper 2019-05-01
template 2022-03-01
trace-events 2021-07-01 17.9-
trace-rpc 2021-07-01 17.9-
track 2021-11-01
transceiver-oper 2022-03-01
trustsec-oper 2021-03-01
tunnel 2022-03-01
tunnel-oper 2020-07-01 17.3-
tunnel-types 2021-07-01 17.3-
types 2021-11-01
udld 2021-11-01
umbrella-oper 2019-05-01 17.3-
utd-common-oper 2019-05-01
utd-oper 2021-03-01
verify-events 2021-07-01 17.9-
verify-rpc 2021-07-01 17.9-
virtual-service-cfg 2018-01-01 16.9-16.9
virtual-service-oper 2018-02-01 16.9-16.9
vlan 2022-03-01
vlan-oper 2019-05-01
vrf-oper 2019-05-01 17.3-
vrrp 2022-03-01
vrrp-deviation 2020-07-01 17.9-
vrrp-oper 2021-11-01
vrrp-types 2021-03-01 17.9-
vstack 2019-07-01
vtp 2019-07-01
wccp 2022-03-01
wireless-access-point-cfg-rpc 2022-07-01 17.9-
wireless-access-point-cmd-rpc 2022-07-01 17.9-
wireless-access-point-oper 2022-07-01 17.9-
wireless-actions-rpc 2021-07-01 17.9-
wireless-ap-cfg 2022-07-01 17.9-
wireless-ap-global-oper 2022-07-01 17.9-
wireless-ap-types 2022-07-01 17.9-
wireless-apf-cfg 2022-07-01 17.9-
wireless-awips-oper 2020-11-01 17.9-
wireless-ble-ltx-oper 2022-07-01 17.9-
wireless-ble-mgmt-cmd-rpc 2021-11-01 17.9-
wireless-ble-mgmt-oper 2019-05-01 17.9-
wireless-client-global-oper 2022-03-01 17.9-
wireless-client-oper 2022-07-01 17.9-
wireless-client-rpc 2022-07-01 17.9-
wireless-client-types 2022-07-01 17.9-
wireless-cts-sxp-cfg 2021-03-01 17.9-
wireless-cts-sxp-oper 2019-05-01 17.9-
wireless-dot11-cfg 2022-07-01 17.9-
wireless-dot15-cfg 2020-07-01 17.9-
wireless-enum-types 2022-07-01 17.9-
wireless-events-oper 2022-07-01 17.9-
wireless-fabric-cfg 2021-03-01 17.9-
wireless-flex-cfg 2021-11-01 17.9-
wireless-fqdn-cfg 2021-03-01 17.9-
wireless-general-cfg 2022-07-01 17.9-
wireless-general-oper 2019-05-01 17.9-
wireless-hotspot-cfg 2021-03-01 17.9-
wireless-hyperlocation-oper 2022-07-01 17.9-
wireless-lisp-agent-oper 2019-05-01 17.9-
wireless-location-cfg 2022-07-01 17.9-
wireless-location-oper 2021-07-01 17.9-
wireless-mcast-oper 2019-05-01 17.9-
wireless-mdns-oper 2019-11-01 17.9-
wireless-mesh-cfg 2022-07-01 17.9-
wireless-mesh-global-oper 2022-03-01 17.9-
wireless-mesh-oper 2022-07-01 17.9-
wireless-mesh-rpc 2022-07-01 17.9-
wireless-mobility-cfg 2021-03-01 17.9-
wireless-mobility-oper 2021-03-01 17.9-
wireless-mobility-types 2022-03-01 17.9-
wireless-mstream-cfg 2021-03-01 17.9-
wireless-nmsp-oper 2019-05-01 17.9-
wireless-power-cfg 2022-03-01 17.9-
wireless-radio-cfg 2022-07-01 17.9-
wireless-rf-cfg 2022-07-01 17.9-
wireless-rfid-cfg 2019-05-01 17.9-
wireless-rfid-global-oper 2022-07-01 17.9-
wireless-rfid-oper 2020-11-01 17.9-
wireless-rlan-cfg 2022-03-01 17.9-
wireless-rogue-cfg 2022-07-01 17.9-
wireless-rogue-oper 2022-07-01 17.9-
wireless-rogue-types 2020-11-01 17.9-
wireless-rrm-cfg 2021-11-01 17.9-
wireless-rrm-emul-oper 2022-07-01 17.9-
wireless-rrm-global-oper 2022-07-01 17.9-
wireless-rrm-oper 2022-07-01 17.9-
wireless-rrm-rpc 2022-07-01 17.9-
wireless-rrm-types 2021-07-01 17.9-
wireless-rule-cfg 2022-07-01 17.9-
wireless-rule-mdns-oper 2020-07-01 17.9-
wireless-sdavc-oper 2021-11-01 17.9-
wireless-security-cfg 2020-07-01 17.9-
wireless-sisf-global-oper 2022-07-01 17.9-
wireless-site-cfg 2022-03-01 17.9-
wireless-tunnel-cfg 2020-11-01 17.9-
wireless-tunnel-types 2020-11-01 17.9-
wireless-types 2022-07-01 17.9-
wireless-wlan-cfg 2022-07-01 17.9-
wsa-types 2019-05-21 17.9-
wsma 2019-07-01
xcopy-events 2021-03-01 17.9-
xcopy-rpc 2022-07-01 17.9-
yang-interfaces-cfg 2022-03-01 17.3-
yang-interfaces-oper 2021-07-01 17.9-
`;
