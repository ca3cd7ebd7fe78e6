/** Requests and values that several suites use. */
const NATIVE = 'http://cisco.com/ns/yang/Cisco-IOS-XE-native';

/** edit-config of running; `content` stands inside of `<native>`. */
export function editNative(content: string, options = ''): string {
  const config = `<config><native xmlns="${NATIVE}" xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0">${content}</native></config>`;
  return `<edit-config><target><running/></target>${options}${config}</edit-config>`;
}

/** edit-config whose config is `/native/license/boot/level` with this content. */
export function editLevel(content: string, attributes = '', options = ''): string {
  return editNative(`<license><boot><level ${attributes}>${content}</level></boot></license>`, options);
}

export const ADVANTAGE = '<network-advantage><addon>dna-advantage</addon></network-advantage>';
export const ESSENTIALS = '<network-essentials><addon>dna-essentials</addon></network-essentials>';
/** Level that the switch of the suites begins with. */
export const OLD = 'network-essentials addon dna-essentials';
/** Level after {@link TO_ADVANTAGE}. */
export const NEW = 'network-advantage addon dna-advantage';

export const TO_ADVANTAGE = editLevel(ADVANTAGE);
export const SAVE = '<save-config xmlns="http://cisco.com/yang/cisco-ia"/>';
export const RELOAD =
  '<reload xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-rpc"><reason>change 42</reason></reload>';
export const LOCK = '<lock><target><running/></target></lock>';
export const UNLOCK = '<unlock><target><running/></target></unlock>';
