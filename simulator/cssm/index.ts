export { createCssm, type Cssm, type CssmSettings } from './cssm.ts';
export { createMemoryHttp } from './memory-http.ts';
export { CSSM_DEFAULTS } from './options.ts';
export { startCssmServer } from './server.ts';
export { createServerCertificate } from './tls/certificate.ts';
export { labAuthority } from './tls/lab-authority.ts';
export type { AccountSpec } from './account-spec.ts';
