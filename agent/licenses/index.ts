export { balancesOf } from './balances.ts';
export { findingsOf } from './compliance.ts';
export { csvTable } from './csv.ts';
export { expiringIn } from './expiring.ts';
export { reapplyWork, type ReapplyWork } from './reapply.ts';
export { reportCsv, reportHtml, type LicenseReport } from './report.ts';
export { unusedIn } from './unused.ts';
