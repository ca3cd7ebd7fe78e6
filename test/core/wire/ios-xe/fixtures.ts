import type { RpcReply, XmlElement } from '../../../../core/wire/netconf/index.ts';
import { parseReply, parseXml } from '../../../../core/wire/netconf/index.ts';

/** Replies in the layout of IOS XE 17.9; serials, dates and accounts are ours. Each `<data>` content is valid by the YANG set (interop test). */
export const DATA = {
  bootLevelWithAddon:
    '<native xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-native"><license><boot><level><network-advantage>' +
    '<addon>dna-advantage</addon></network-advantage></level></boot></license></native>',
  bootLevelAlone:
    '<native xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-native"><license><boot><level><network-essentials/>' +
    '</level></boot></license></native>',
  device: `
    <device-hardware-data xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-device-hardware-oper">
      <device-hardware>
        <device-inventory>
          <hw-type>hw-type-chassis</hw-type><hw-dev-index>0</hw-dev-index>
          <part-number>C9300-24UX</part-number><serial-number>FOC0000X0AA</serial-number>
        </device-inventory>
        <device-inventory>
          <hw-type>hw-type-chassis</hw-type><hw-dev-index>1</hw-dev-index>
          <part-number>C9300-24UX</part-number><serial-number>FOC0000X0AA</serial-number>
        </device-inventory>
        <device-inventory>
          <hw-type>hw-type-chassis</hw-type><hw-dev-index>2</hw-dev-index>
          <part-number>C9300-48T</part-number><serial-number>FOC0000X0BB</serial-number>
        </device-inventory>
        <device-inventory>
          <hw-type>hw-type-pem</hw-type><hw-dev-index>3</hw-dev-index>
          <part-number>PWR-C1-715WAC-P</part-number><serial-number>ART0000X0PP</serial-number>
        </device-inventory>
        <device-system-data>
          <current-time>2026-03-01T10:00:00+00:00</current-time>
          <boot-time>2026-02-01T09:30:12+00:00</boot-time>
          <software-version>Cisco IOS Software [Cupertino], Catalyst L3 Switch Software (CAT9K_IOSXE), Version 17.9.4a, RELEASE SOFTWARE (fc3)
Copyright (c) 1986-2023 by Cisco Systems, Inc.</software-version>
          <last-reboot-reason>Reload Command</last-reboot-reason>
          <unsaved-config>false</unsaved-config>
        </device-system-data>
      </device-hardware>
    </device-hardware-data>`,
  stack: `
    <stack-oper-data xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-stack-oper">
      <stack-node>
        <chassis-number>2</chassis-number><serial-number>FOC0000X0BB</serial-number>
        <role>role-standby</role><node-state>state-license-mismatch</node-state>
      </stack-node>
      <stack-node>
        <chassis-number>1</chassis-number><serial-number>FOC0000X0AA</serial-number>
        <role>role-active</role><node-state>state-ready</node-state>
      </stack-node>
      <stack-node>
        <chassis-number>3</chassis-number><serial-number></serial-number>
        <role>role-member</role><node-state>state-provisioned</node-state>
      </stack-node>
    </stack-oper-data>`,
  licenses: `
    <licensing xmlns="http://cisco.com/ns/yang/cisco-smart-license">
      <state>
        <smart-enabled>true</smart-enabled>
        <state-info>
          <registration><registration-state>reg-state-not-registered</registration-state></registration>
          <usage>
            <entitlement-tag>regid.2017-03.com.cisco.advantagek9,1.0_bd1da96e-ec1d-412b-a50e-53846b347d53</entitlement-tag>
            <short-name>network-advantage</short-name><license-name>network-advantage</license-name>
            <count>2</count><enforcement-mode>enforcement-invalid-tag</enforcement-mode>
          </usage>
          <usage>
            <entitlement-tag>regid.2017-05.com.cisco.c9300_dna_advantage,1.0_411773c3-2116-4c10-94a4-5d357fe6ff18</entitlement-tag>
            <short-name>dna-advantage</short-name><license-name>C9300-24 DNA Advantage</license-name><count>2</count>
          </usage>
          <trust-code>
            <key_udi>PID:C9300-24UX,SN:FOC0000X0AA</key_udi><is-installed>true</is-installed>
            <time-installed>2026-01-05T08:00:00+00:00</time-installed>
            <udi><pid>C9300-24UX</pid><sn>FOC0000X0AA</sn></udi>
          </trust-code>
          <trust-code>
            <key_udi>PID:C9300-48T,SN:FOC0000X0BB</key_udi><is-installed>false</is-installed>
          </trust-code>
        </state-info>
      </state>
    </licensing>`,
  registered: `
    <licensing xmlns="http://cisco.com/ns/yang/cisco-smart-license">
      <state>
        <smart-enabled>true</smart-enabled>
        <state-info>
          <registration>
            <registration-state>reg-state-complete</registration-state>
            <registration-complete>
              <smart-account>Example Networks</smart-account><virtual-account>Campus</virtual-account>
            </registration-complete>
          </registration>
        </state-info>
      </state>
    </licensing>`,
} as const;

/** `<data>` with this content, read as a reply is read. */
export function data(content: string): XmlElement {
  const found = reply(`<data>${content}</data>`).data;
  if (found === null) throw new Error('fixture without data');
  return found;
}

/** A reply with this content. */
export function reply(content: string): RpcReply {
  const namespace = 'urn:ietf:params:xml:ns:netconf:base:1.0';
  return parseReply(parseXml(`<rpc-reply xmlns="${namespace}" message-id="1">${content}</rpc-reply>`));
}
