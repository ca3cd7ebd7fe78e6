export { createCssmClient, type CssmClient } from './client.ts';
export { checkedUrl } from './base-url.ts';
export type { Done } from './done.ts';
export { resolvedProxy, type HttpEndpoint, type OpenHttp } from './endpoint.ts';
export { createCssmPort } from './port.ts';
export { createUndiciHttp } from './undici-http.ts';
