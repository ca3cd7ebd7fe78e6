/** The way to a place that is reached over https: trust, addresses, proxy. */
import type { Http } from '../../core/ports/http.ts';
import type { ProxyAccess } from '../config/index.ts';
import type { Secret, SecretResolver } from '../secrets/index.ts';

/** How connections to one place are made. */
export interface HttpEndpoint {
  /** Absolute path of CA certificates in place of the machine's own; null: the machine's. */
  readonly caFile: string | null;
  /** Internal addresses may be connected to: an SSM On-Prem, the lab. */
  readonly allowPrivate: boolean;
  readonly proxy: HttpProxy | null;
}

/** A proxy that tunnels, ready to be used. */
export interface HttpProxy {
  readonly url: string;
  readonly login: { readonly username: string; readonly password: Secret } | null;
}

/** HTTP that can be closed. */
export interface OpenHttp extends Http {
  close(): Promise<void>;
}

/** A proxy with its password; `place` says for what, e.g. `CSSM`. */
export async function resolvedProxy(
  proxy: ProxyAccess | null,
  secrets: SecretResolver,
  place: string,
): Promise<HttpProxy | null> {
  if (proxy === null) return null;
  const { url, username, password } = proxy;
  if (username === undefined || password === undefined) return { url, login: null };
  const resolved = await secrets.resolve(password, `the password of the proxy to ${place}`);
  return { url, login: { username, password: resolved } };
}
