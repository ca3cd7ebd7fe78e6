export { createCssmClient, type CssmClient } from './client.ts';
export type { Done } from './done.ts';
export { createCssmPort } from './port.ts';
export { createUndiciHttp } from './undici-http.ts';
