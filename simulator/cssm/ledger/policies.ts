/** Cisco's default policy: CSSM's and the one that a switch begins with are the same. */
export { DEFAULT_POLICY as CISCO_DEFAULT } from '../../device/model/license-policy.ts';
