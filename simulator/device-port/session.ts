import type { Chassis, LiveSession } from '../device/chassis.ts';

/** A session of the port on one device: what a NETCONF session is elsewhere, without its bytes. */
export interface PortSession extends LiveSession {
  readonly epoch: string;
  readonly chassis: Chassis;
  isOpen(): boolean;
  /** Ends it; a lock ends with it. */
  close(): void;
}

/** Opens a session on a device that accepts NETCONF now. */
export function openSession(chassis: Chassis, epoch: string): PortSession {
  const number = chassis.nextSession();
  let isOpen = true;
  const session: PortSession = {
    number,
    epoch,
    chassis,
    isOpen: () => isOpen,
    cut() {
      isOpen = false;
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      chassis.detach(number);
    },
  };
  chassis.attach(session);
  return session;
}
