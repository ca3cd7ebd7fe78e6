/**
 * A CLI session over a channel: log in to privileged mode, paging off, then one line of the closed list at a time. It says of each
 * line whether its output came, a question was asked, nothing was sent, or the session was lost. Callbacks, no promises (R14).
 */
import type { LicenseLabError } from '../../../core/errors.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Address, Network } from '../../../core/ports/network.ts';
import { cleanOutput, CONFIRM, findCliError, NEXT_PAGE, writeLine } from '../../../core/wire/ios-xe/index.ts';
import type { CliError, Tail } from '../../../core/wire/ios-xe/index.ts';
import type { Secret } from '../../secrets/secret.ts';
import { busy, endedEarly, lineTimeout, loginTimeout, sessionLost, unreadable } from './errors.ts';
import { LOGIN_TIMEOUT_MS } from './limits.ts';
import { createLogin } from './login.ts';
import { createTerminal } from './terminal.ts';

/** What a session is made of. */
export interface CliWorld {
  readonly network: Network;
  readonly clock: Clock;
  /** Enable secret; null: the user lands in privileged mode. */
  readonly enable: Secret | null;
}

/** How one line ended. */
export type CliOutcome =
  /** The prompt is back. `refusal` is what the CLI said against the line, or null. */
  | { readonly kind: 'output'; readonly lines: readonly string[]; readonly refusal: CliError | null }
  /** The device asks something; {@link CliSession.confirm} answers, anything else ends the session. */
  | { readonly kind: 'asked'; readonly question: Tail; readonly lines: readonly string[] }
  | { readonly kind: 'not-sent'; readonly error: LicenseLabError }
  /** Sent, and no prompt came back: `lines` is what was printed until then. */
  | { readonly kind: 'lost'; readonly error: LicenseLabError; readonly lines: readonly string[] };

/** Called once with the outcome of a line. */
export type CliDone = (outcome: CliOutcome) => void;

/** An open session in privileged mode. One line at a time. */
export interface CliSession {
  readonly hostKey: string;
  /** Host name of the prompt. */
  readonly host: string;
  isDrained(): boolean;
  /** Sends a line of the closed list and waits for the prompt or a question, at most `deadlineMs` from now. */
  run(line: string, deadlineMs: number, done: CliDone): void;
  /** Says yes to the `[confirm]` that was asked. */
  confirm(deadlineMs: number, done: CliDone): void;
  /** Ends in order. */
  close(): void;
  /** Ends at once; a line without outcome ends as *lost*, `closed` is not called. */
  destroy(): void;
}

/** How a session begins and ends: `ready` at most once, then `closed` once (also without `ready`). */
export interface CliEvents {
  ready(session: CliSession): void;
  closed(error: LicenseLabError | null): void;
}

/** Opens a session. The returned function ends it at once and silently, also before `ready`. */
export function openCliSession(world: CliWorld, address: Address, events: CliEvents): () => void {
  const { clock } = world;
  let state: 'opening' | 'login' | 'open' | 'closed' = 'opening';
  let hostKey = '';
  let host = '';
  let current: { readonly line: string; readonly done: CliDone } | null = null;
  let timer = { cancel: (): void => {} };

  const terminal = createTerminal(clock, {
    nextPage: () => send(NEXT_PAGE),
    settled: (tail) => (state === 'login' ? login.settled(tail, terminal.take()) : settled(tail)),
    broken: fail,
  });
  const login = createLogin(address, world.enable, {
    send,
    failed: fail,
    done(name) {
      timer.cancel();
      host = name;
      state = 'open';
      events.ready(session);
    },
  });
  const channel = world.network.open(address, 'cli', {
    opened(opened) {
      ({ hostKey } = opened);
      state = 'login';
      timer = clock.setTimer('cli-login', LOGIN_TIMEOUT_MS, () => fail(loginTimeout(address)));
    },
    data: (bytes) => state !== 'closed' && terminal.push(bytes),
    drained() {},
    closed: (error) => finish(error ?? (state === 'login' ? endedEarly(address) : null)),
  });

  function send(text: string): void {
    channel.write(Buffer.from(text));
  }

  function settled(tail: Tail): void {
    if (current === null || tail.kind === 'none') return;
    // Not our prompt: words of the output that look like one. It goes on, or the deadline ends it.
    if (tail.kind === 'prompt' && (tail.host !== host || tail.isStandby)) return;
    timer.cancel();
    const { line, done } = current;
    current = null;
    const lines = linesOf(line);
    if (lines === null) return done({ kind: 'lost', error: unreadable(address), lines: [] });
    if (tail.kind === 'prompt') return done({ kind: 'output', lines, refusal: findCliError(lines) });
    return done({ kind: 'asked', question: tail, lines });
  }

  /** What was printed since the last line; null when it breaks a limit, which ends the session. */
  function linesOf(line: string): readonly string[] | null {
    try {
      return cleanOutput(terminal.take(), host === '' ? { line } : { line, host });
    } catch {
      return null;
    }
  }

  function begin(line: string, text: string, deadlineMs: number, done: CliDone): void {
    if (state !== 'open') return done({ kind: 'not-sent', error: sessionLost(address) });
    if (current !== null) return done({ kind: 'not-sent', error: busy(address) });
    terminal.take();
    current = { line, done };
    timer = clock.setTimer('cli-line', deadlineMs, () => fail(lineTimeout(address)));
    return send(text);
  }

  function finish(error: LicenseLabError | null): void {
    if (!shut(error ?? sessionLost(address))) return;
    events.closed(error);
  }

  function fail(error: LicenseLabError): void {
    channel.destroy();
    finish(error);
  }

  function shut(reason: LicenseLabError): boolean {
    if (state === 'closed') return false;
    state = 'closed';
    timer.cancel();
    terminal.stop();
    const interrupted = current;
    current = null;
    if (interrupted !== null)
      interrupted.done({ kind: 'lost', error: reason, lines: linesOf(interrupted.line) ?? [] });
    return true;
  }

  function destroy(): void {
    channel.destroy();
    shut(sessionLost(address));
  }

  const session: CliSession = {
    get hostKey() {
      return hostKey;
    },
    get host() {
      return host;
    },
    isDrained: () => state === 'open' && current === null && channel.isDrained(),
    run: (line, deadlineMs, done) => begin(line, writeLine(line), deadlineMs, done),
    confirm: (deadlineMs, done) => begin('', CONFIRM, deadlineMs, done),
    close: () => channel.end(),
    destroy,
  };
  return destroy;
}
