import type { ConfigEdit } from './config-edits.ts';

/** Who did something, as RFC 6470 names it; null: the switch itself. */
export interface Actor {
  /** NETCONF session-id; 0 where it is no NETCONF session (CLI, control API). */
  readonly session: number;
  readonly user: string;
}

/** Why a NETCONF session ended, in the words of RFC 6470. */
export type EndReason = 'closed' | 'killed' | 'dropped' | 'timeout' | 'bad-hello' | 'other';

/** Events of `cisco-smart-license` that the simulator sends; the module defines 24. */
export type LicenseEventName =
  | 'ready'
  | 'enabled'
  | 'registration-success'
  | 'registration-fail'
  | 'registration-renew-success'
  | 'authorization-renew-success'
  | 'authorization-renew-fail'
  | 'communications-fail'
  | 'communications-restored'
  | 'de-register-success'
  | 'enforcement-mode';

/** What happened on a switch that a NETCONF subscriber may hear of. Plain data; the server writes the XML. */
export type NoticeContent =
  | { readonly kind: 'config-change'; readonly by: Actor | null; readonly edits: readonly ConfigEdit[] }
  | { readonly kind: 'session-start'; readonly by: Actor }
  | {
      readonly kind: 'session-end';
      readonly by: Actor;
      readonly reason: EndReason;
      /** Session that killed it. */
      readonly killedBy: number | null;
    }
  | {
      readonly kind: 'confirmed-commit';
      readonly by: Actor | null;
      readonly event: 'start' | 'cancel' | 'timeout' | 'extend' | 'complete';
      /** Seconds until it is taken back; for `start` and `extend` only. */
      readonly timeoutS: number | null;
    }
  | {
      readonly kind: 'license';
      readonly name: LicenseEventName;
      /** Message of a failure. */
      readonly message?: string;
      /** Authorization state that `enforcement-mode` names, e.g. `auth-state-authorized`. */
      readonly mode?: string;
    };

/** A notice with its time: wall-clock milliseconds. */
export type Notice = NoticeContent & { readonly atMs: number };
