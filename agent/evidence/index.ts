export type { RolloutReport } from './contract.ts';
export { makeRolloutReport } from './make-report.ts';
export { rolloutReportHtml } from './report-html.ts';
