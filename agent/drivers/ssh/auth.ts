/**
 * Which credential goes to the server, and how often: each configured method once, in the order public key, password,
 * keyboard-interactive; the last one only when the server does not take passwords, so that a wrong password counts once.
 */
import type { Credentials } from '../credentials.ts';

/** A login method as SSH names it (RFC 4252, RFC 4256). */
export type AuthMethod = 'publickey' | 'password' | 'keyboard-interactive';

/** What to do next. */
export type AuthStep = { readonly method: AuthMethod } | { readonly method: null; readonly reason: string };

/** Chooses methods for one login. */
export interface AuthPlan {
  /** `offered` is null for the first step, afterwards the methods the server still takes; `partial`: it wants one more of them. */
  next(offered: readonly string[] | null, partial: boolean): AuthStep;
  /** True when a credential was sent and refused. */
  readonly refused: boolean;
}

/** Makes the plan for a credential set; with `publicKeyOnly` no password leaves this process. */
export function planAuth(credentials: Credentials, publicKeyOnly: boolean): AuthPlan {
  const configured: AuthMethod[] = [];
  if (credentials.privateKey !== undefined) configured.push('publickey');
  if (credentials.password !== undefined && !publicKeyOnly)
    configured.push('password', 'keyboard-interactive');
  const left = [...configured];
  let last: AuthMethod | null = null;
  let refused = false;
  return {
    next(offered, partial) {
      if (offered !== null && last !== null && !partial && (offered.includes(last) || last !== 'password')) {
        refused = true;
        if (last === 'password') drop(left, 'keyboard-interactive');
      }
      const method = offered === null ? left[0] : left.find((candidate) => offered.includes(candidate));
      if (method === undefined)
        return { method: null, reason: reason(configured, offered, refused, publicKeyOnly) };
      drop(left, method);
      last = method;
      return { method };
    },
    get refused() {
      return refused;
    },
  };
}

function drop(methods: AuthMethod[], method: AuthMethod): void {
  const at = methods.indexOf(method);
  if (at !== -1) methods.splice(at, 1);
}

function reason(
  configured: readonly AuthMethod[],
  offered: readonly string[] | null,
  refused: boolean,
  keyOnly: boolean,
): string {
  if (configured.length === 0) {
    return keyOnly
      ? 'may not be sent a password, because its host key changed, and the credential set holds no private key'
      : 'cannot be logged in to: the credential set holds neither password nor private key';
  }
  if (refused) return 'refused the login: the user name or the secret is wrong';
  const names = (offered ?? [])
    .map((name) => name.replace(/[^!-~]/g, '?'))
    .join(', ')
    .slice(0, 200);
  return `takes other kinds of login than the credential set holds: it offers ${names === '' ? 'none' : names}`;
}

/** A question of keyboard-interactive login. */
export interface Prompt {
  readonly prompt: string;
  readonly echo?: boolean;
}

/**
 * Whether a set of questions is a password prompt: exactly one question, answered unseen. Anything else (several, or one that
 * is shown while typed) never gets an answer (safety T3).
 */
export function isPasswordPrompt(prompts: readonly Prompt[]): boolean {
  return prompts.length === 1 && prompts[0]?.echo !== true;
}
