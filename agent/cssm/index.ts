export { createCssmClient, type CssmClient } from './client.ts';
export { createCssmPort } from './port.ts';
export { createUndiciHttp } from './undici-http.ts';
