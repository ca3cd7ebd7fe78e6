import type { ServerChannel as SshChannel, Session } from 'ssh2';
import type { Service } from '../../core/ports/network.ts';
import type { ServerChannel, ServerSession } from '../device/contract.ts';

/** Output that may wait for a client that does not read; beyond it the connection is reset. */
export const UNREAD_BYTES_MAX = 16_777_216;

/** What a session needs of its connection. */
export interface SessionHost {
  readonly service: Service;
  /** Starts the device's side. */
  open(channel: ServerChannel): ServerSession;
  /** Runs the device's code; its exceptions are reported as defects and end the connection. */
  guard(act: () => void): void;
  /** The connection is reset at once. */
  reset(): void;
  /** The channel is gone. */
  closed(): void;
  /** Calls `act` when the connection is gone: a channel that was paused does not tell. Returns: no longer. */
  whenGone(act: () => void): () => void;
}

/**
 * Answers the requests of one session channel: the NETCONF subsystem on its port, a shell (with or without terminal) on the other.
 * Everything else ssh2 refuses by itself because nothing listens: exec, sftp, X11, agent and port forwarding.
 */
export function serveSession(session: Session, host: SessionHost): void {
  let size: readonly [number, number] | null = null;
  let resize: ((rows: number, columns: number) => void) | null = null;

  function setSize(rows: number, columns: number): void {
    size = [rows, columns];
    host.guard(() => resize?.(rows, columns));
  }

  if (host.service === 'netconf') {
    session.on('subsystem', (accept, reject, info) => {
      if (info.name === 'netconf') joinChannel(accept(), host);
      else reject();
    });
    return;
  }
  session.on('pty', (accept, _reject, info) => {
    accept?.();
    setSize(info.rows, info.cols);
  });
  session.on('window-change', (accept, _reject, info) => {
    accept?.();
    setSize(info.rows, info.cols);
  });
  session.on('shell', (accept) => {
    const device = joinChannel(accept(), host);
    resize = (rows, columns) => device()?.resize(rows, columns);
    if (size !== null) setSize(...size);
  });
}

/** Joins an SSH channel and a device's session; returns the session while it lasts. */
function joinChannel(channel: SshChannel, host: SessionHost): () => ServerSession | null {
  let session: ServerSession | null = null;
  let isOver = false;

  /** The device hears the end once. */
  function finish(): void {
    if (isOver) return;
    isOver = true;
    forget();
    const ended = session;
    session = null;
    host.guard(() => ended?.ended());
  }

  function end(): void {
    if (channel.writableEnded) return;
    channel.exit(0);
    channel.end();
  }

  const forget = host.whenGone(finish);
  channel.on('error', () => finish());
  channel.on('drain', () => channel.resume());
  channel.on('data', (bytes: Buffer) => host.guard(() => session?.receive(bytes)));
  // Without an answer to its end of stream OpenSSH's `ssh -s` waits for ever.
  channel.on('end', () => {
    finish();
    end();
  });
  channel.on('close', () => {
    finish();
    host.closed();
  });

  host.guard(() => {
    session = host.open({
      write(bytes) {
        if (channel.writableEnded || !channel.writable) return;
        // Who does not read gets no further requests answered, and in the end loses the connection.
        if (!channel.write(bytes)) channel.pause();
        if (channel.writableLength > UNREAD_BYTES_MAX) host.reset();
      },
      end,
      reset: () => host.reset(),
      waiting: () => channel.writableLength,
    });
  });
  return () => session;
}
