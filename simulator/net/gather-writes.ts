import type { Socket } from 'node:net';

/**
 * Sends what is written in one tick with one system call: ssh2 writes every packet by itself, and a hello of 68 KB with the
 * answers around it is a handful. What is reset in the same tick is lost, as it is in a kernel's buffer.
 */
export function gatherWrites(socket: Socket): void {
  const write = socket.write.bind(socket);
  let isGathering = false;
  const send = (): void => {
    isGathering = false;
    socket.uncork();
  };
  const gather: Socket['write'] = (...args: unknown[]): boolean => {
    if (!isGathering) {
      isGathering = true;
      socket.cork();
      process.nextTick(send);
    }
    return write(...(args as Parameters<Socket['write']>));
  };
  socket.write = gather;
}
