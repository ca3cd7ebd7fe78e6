/**
 * The 17 alerts of the vendor's help pages [D, S29] (`reference/cssm.md` 3.8). Severities exist as Major, Minor and
 * Informational; which alert has which is partly assumed. `derived` ones follow from the ledger, `raised` ones are raised.
 */
export const ALERTS = [
  { name: 'Insufficient Licenses', severity: 'Major', from: 'derived' },
  { name: 'Product Instance Failed to Renew', severity: 'Major', from: 'derived' },
  { name: 'Product Instance Failed to Connect', severity: 'Minor', from: 'derived' },
  { name: 'Updated Smart License Agreement', severity: 'Informational', from: 'raised' },
  { name: 'Synchronization Overdue', severity: 'Major', from: 'derived' },
  { name: 'Satellite Unregistered and Removed', severity: 'Informational', from: 'raised' },
  { name: 'Smart Licensing Agreement Pending', severity: 'Major', from: 'raised' },
  { name: 'Authorization Pending', severity: 'Minor', from: 'derived' },
  { name: 'Upcoming Satellite Sync Deadline (30 Day)', severity: 'Minor', from: 'derived' },
  { name: 'Satellite expired and removed (90 Days of no sync)', severity: 'Major', from: 'derived' },
  { name: 'Satellite Authorization File Ready', severity: 'Informational', from: 'raised' },
  { name: 'Licenses Expired', severity: 'Major', from: 'derived' },
  { name: 'Licenses Expiring', severity: 'Minor', from: 'derived' },
  { name: 'Reserved License Expired', severity: 'Major', from: 'derived' },
  { name: 'Duplicate Licenses', severity: 'Minor', from: 'derived' },
  { name: 'Reserved Licenses Returned to Smart Account', severity: 'Informational', from: 'raised' },
  { name: 'Restricted License Not Available', severity: 'Major', from: 'raised' },
] as const;

export type AlertName = (typeof ALERTS)[number]['name'];
