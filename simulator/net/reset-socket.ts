import type { Socket } from 'node:net';

/**
 * Resets a connection: the peer sees it break, bytes on their way are lost. A socket that was ended already is only
 * destroyed: Node 24.21 never closes a handle that is reset while its end is being sent, and then does not exit.
 */
export function resetSocket(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
