/** Days until a report is due: the first one, the ones after it, and one after a change. 0: none is asked for. */
export interface PolicyDays {
  readonly first: number;
  readonly frequency: number;
  readonly onChange: number;
}

/** What CSSM asks of a device, as an acknowledgement brings it. */
export interface LicensePolicy {
  readonly name: string;
  readonly isAckRequired: boolean;
  readonly perpetual: PolicyDays;
  readonly subscription: PolicyDays;
  readonly enforced: PolicyDays;
  readonly exported: PolicyDays;
}

/** Cisco's default policy: the numbers are fixed, and hold until another policy comes. */
export const DEFAULT_POLICY: LicensePolicy = {
  name: 'CISCO default',
  isAckRequired: true,
  perpetual: { first: 365, frequency: 0, onChange: 90 },
  subscription: { first: 90, frequency: 90, onChange: 90 },
  enforced: { first: 0, frequency: 0, onChange: 0 },
  exported: { first: 0, frequency: 0, onChange: 0 },
};
