/** What a person wants to see of a connection while it is made; nothing depends on it. */
import type { LoginMethod } from '../credentials.ts';
import type { Negotiated } from './algorithms.ts';
import type { OfferedKey } from './host-key.ts';
import type { ServerOffer } from './kexinit.ts';

/** One thing that happened, at the server of that name (a device id, or a jump host's name) and port. */
export type SshEvent = { readonly peer: string; readonly host: string; readonly port: number } & (
  | { readonly kind: 'connected' }
  | { readonly kind: 'host-key'; readonly key: OfferedKey; readonly trustedBy: string }
  | { readonly kind: 'agreed'; readonly agreed: Negotiated; readonly offer: ServerOffer | null }
  | { readonly kind: 'logged-in'; readonly method: LoginMethod | null }
);

/** Is told each {@link SshEvent}. */
export type Watch = (event: SshEvent) => void;
