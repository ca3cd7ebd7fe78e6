/** Outputs in the layout of a Catalyst 9300, written by us: names, serials, dates and accounts are invented. */

export const VERSION = `show version
Cisco IOS XE Software, Version 17.09.04a
Cisco IOS Software [Cupertino], Catalyst L3 Switch Software (CAT9K_IOSXE), Version 17.9.4a, RELEASE SOFTWARE (fc3)
Technical Support: http://www.cisco.com/techsupport
Compiled Fri 20-Oct-23 10:33 by mcpre

ROM: IOS-XE ROMMON
BOOTLDR: System Bootstrap, Version 17.9.1r, RELEASE SOFTWARE (P)
ber-acc-01 uptime is 2 days, 3 hours, 14 minutes
Uptime for this control processor is 2 days, 3 hours, 16 minutes
System returned to ROM by Reload Command at 09:28:00 UTC Sun Feb 1 2026
System image file is "flash:packages.conf"
Last reload reason: Reload Command

Technology Package License Information: 

------------------------------------------------------------------------------
Technology-package                                     Technology-package
Current                        Type                       Next reboot  
------------------------------------------------------------------------------
network-essentials  \tSmart License                 \t network-advantage   
None                \tSubscription Smart License    \t dna-advantage                 
AIR License Level: AIR DNA Advantage
Next reload AIR license Level: AIR DNA Advantage


Smart Licensing Status: Smart Licensing Using Policy

cisco C9300-24UX (X86) processor with 1331521K/6147K bytes of memory.
Processor board ID FOC0000X0AA

Base Ethernet MAC Address          : 00:00:5e:00:53:01
Motherboard Serial Number          : FOC00000MB1
Model Number                       : C9300-24UX
System Serial Number               : FOC0000X0AA
CLEI Code Number                   :


Switch Ports Model              SW Version        SW Image              Mode   
------ ----- -----              ----------        ----------            ----   
     1 62    C9300-48T          17.09.04          CAT9K_IOSXE           INSTALL
*    2 41    C9300-24UX         17.09.04          CAT9K_IOSXE           INSTALL


Switch 01
---------
Switch uptime                      : 2 days, 3 hours, 15 minutes 

Base Ethernet MAC Address          : 00:00:5e:00:53:02
Model Number                       : C9300-48T
System Serial Number               : FOC0000X0BB
Last reload reason                 : Power Failure

Configuration register is 0x102
`;

export const SUMMARY = `ber-acc-01#show license summary
Load for five secs: 1%/0%; one minute: 0%; five minutes: 0%
Time source is NTP, 10:00:00.000 UTC Sun Mar 1 2026

Account Information:
  Smart Account: Example Networks, Inc As of Feb 28 12:10:01 2026 UTC
  Virtual Account: Campus

License Usage:
  License                 Entitlement Tag               Count Status
  -----------------------------------------------------------------------------
  network-advantage       (C9300-24 Network Advan...)       2 IN USE
*Mar  1 10:00:00.123: %SMART_LIC-5-COMM_RESTORED: Communications restored
  dna-advantage           (C9300-24 DNA Advantage)          2 IN USE
  C9300 Network Essent... (C9300-48 (old) Network)          1 OUT OF COMPLIANCE

ber-acc-01#`;

export const STATUS_POLICY = `
Utility:
  Status: DISABLED

Smart Licensing Using Policy:
  Status: ENABLED

Account Information:
  Smart Account: Works As of Yesterday As of Jan 14 12:10:01 2026 UTC
  Virtual Account: Campus

Transport:
  Type: Smart
  URL: https://cssm.example.net/licservice/license
  Proxy:
    Not Configured
  VRF:
    Not Configured
          
Policy:   
  Policy in use: Installed On Jan 14 11:37:52 2026 UTC
  Policy name: Example Policy
  Reporting ACK required: yes (Customer Policy)
  Unenforced/Non-Export Perpetual Attributes:
    First report requirement (days): 365 (Customer Policy)

Miscellaneous:
  Custom Id: <empty>

Usage Reporting:
  Last ACK received: Jan 14 12:10:32 2026 UTC
  Next ACK deadline: Apr 12 12:10:32 2026 UTC
  Reporting push interval: 30  days State(4) InPolicy(90)
  Next ACK push check: <none>
  Next report push: Feb 13 04:33:08 2026 UTC
  Last report push: Jan 14 12:09:30 2026 UTC
  Last report file write: <none>

Trust Code Installed:
  Active: PID:C9300-24UX,SN:FOC0000X0AA
    INSTALLED on Jan 14 11:37:52 2026 UTC
  Standby: PID:C9300-48T,SN:FOC0000X0BB
    NOT INSTALLED
`;

export const STATUS_LEGACY = `Smart Licensing is ENABLED

Transport:
  Type: Callhome

Registration:
  Status: REGISTERED
  Smart Account: Example Networks, Inc
  Virtual Account: Campus
  Registration Expires: Jan 22 18:52:49 2027 UTC

License Authorization: 
  Status: OUT OF COMPLIANCE on Jan 22 18:58:17 2026 UTC

Export Authorization Key:
  Features Authorized:
    <none>
`;

export const STATUS_AGENT_6 = `Smart Licensing Using Policy:
  Status: ENABLED

Usage Reporting:
  Reporting push interval: 0 (no reporting)

Trust Code Installed:    Trust Code Type: CSSM
    Attributes: <none>

  Active: PID:C9350-48T,SN:FOC0000X0DD
    INSTALLED on Jan 23 15:28:43 2026 CET    Valid on Jan 23 15:23:40 2026 CET
    Expired on Jan 25 02:55:41 2034 CET
    Trust Code Type: CSSM
    Attributes: <none>
`;

export const SWITCH = `show switch
Switch/Stack Mac Address : 0000.5e00.5301 - Local Mac Address
Mac persistency wait time: Indefinite
                                             H/W   Current
Switch#   Role    Mac Address     Priority Version  State 
-------------------------------------------------------------------------------------
*1       Active   0000.5e00.5301     15     V02     Ready                
 2       Standby  0000.5e00.5302     14     V02     V-Mismatch          
 3       Member   0000.5e00.5303     1      0       Lic-Mismatch
 4       Member   0000.0000.0000     0              Provisioned 
 5       Member   0000.5e00.5305     1      V02     HA sync in progress
 6       Member   0000.5e00.5306     1      V02     Progressing

Switch#`;
