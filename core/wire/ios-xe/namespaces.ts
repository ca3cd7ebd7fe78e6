/**
 * XML namespaces of IOS XE, as the YANG modules declare them (17.15.1; the same in 16.9.1 to 26.1.1). `cisco-ia` is the one
 * without `ns` in its path.
 */

/** Configuration: `Cisco-IOS-XE-native` and its submodules, `Cisco-IOS-XE-license` among them. */
export const NATIVE_NAMESPACE = 'http://cisco.com/ns/yang/Cisco-IOS-XE-native';

/** `reload` and other exec commands as RPCs. */
export const XE_RPC_NAMESPACE = 'http://cisco.com/ns/yang/Cisco-IOS-XE-rpc';

/** Licenses in use, registration, trust; register and trust RPCs. */
export const SMART_LICENSE_NAMESPACE = 'http://cisco.com/ns/yang/cisco-smart-license';

/** `save-config`, `is-syncing`; error-info of refused CLI lines. */
export const CISCO_IA_NAMESPACE = 'http://cisco.com/yang/cisco-ia';

/** Boot time, release, inventory. */
export const HARDWARE_NAMESPACE = 'http://cisco.com/ns/yang/Cisco-IOS-XE-device-hardware-oper';

/** Members of a stack. */
export const STACK_NAMESPACE = 'http://cisco.com/ns/yang/Cisco-IOS-XE-stack-oper';

/** Releases that are installed. */
export const INSTALL_NAMESPACE = 'http://cisco.com/ns/yang/Cisco-IOS-XE-install-oper';

/** Modules of a server, RFC 7895 and RFC 8525. From 17.12 on the hello lists no `Cisco-IOS-XE-*` module; this does. */
export const YANG_LIBRARY_NAMESPACE = 'urn:ietf:params:xml:ns:yang:ietf-yang-library';

/** A module that the program needs: its YANG name, for `<modules-state>`, and its namespace, for a hello up to 17.11. */
export interface NeededModule {
  readonly name: string;
  readonly namespace: string;
}

/** Modules without which a level cannot be changed and verified. */
export const NEEDED_MODULES: readonly NeededModule[] = [
  { name: 'Cisco-IOS-XE-native', namespace: NATIVE_NAMESPACE },
  { name: 'Cisco-IOS-XE-rpc', namespace: XE_RPC_NAMESPACE },
  { name: 'Cisco-IOS-XE-device-hardware-oper', namespace: HARDWARE_NAMESPACE },
  { name: 'Cisco-IOS-XE-stack-oper', namespace: STACK_NAMESPACE },
  { name: 'cisco-ia', namespace: CISCO_IA_NAMESPACE },
  { name: 'cisco-smart-license', namespace: SMART_LICENSE_NAMESPACE },
];
