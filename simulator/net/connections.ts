import type { Clock } from '../../core/ports/clock.ts';
import type { GroundEntry, GroundJournal } from '../journal/journal.ts';

/** A connection that can be cut. */
export interface LiveConnection {
  /** Ends at once: power loss. */
  cut(): void;
}

/** The connections of every device, so that a reboot takes them all, also those that have not logged in yet. */
export interface Connections {
  add(deviceId: string, connection: LiveConnection): void;
  remove(deviceId: string, connection: LiveConnection): void;
  cutDevice(deviceId: string): void;
  cutAll(): void;
  count(): number;
  /** Stops listening to the journal. */
  close(): void;
}

/**
 * Follows the journal: when a device loses power or executes a reload, what is connected to it is cut, in the same instant but
 * after the device has done what it does itself.
 */
export function followConnections(journal: GroundJournal, clock: Clock): Connections {
  const byDevice = new Map<string, Set<LiveConnection>>();
  let count = 0;

  function cutDevice(deviceId: string): void {
    for (const connection of byDevice.get(deviceId) ?? []) connection.cut();
  }

  const stopListening = journal.listen((entry) => {
    if (!takesConnections(entry) || !byDevice.has(entry.device)) return;
    clock.setTimer('connections lost with the power', 0, () => cutDevice(entry.device));
  });

  return {
    add(deviceId, connection) {
      const known = byDevice.get(deviceId) ?? new Set();
      byDevice.set(deviceId, known.add(connection));
      count += 1;
    },
    remove(deviceId, connection) {
      const known = byDevice.get(deviceId);
      if (known?.delete(connection) !== true) return;
      count -= 1;
      if (known.size === 0) byDevice.delete(deviceId);
    },
    cutDevice,
    cutAll() {
      for (const deviceId of byDevice.keys()) cutDevice(deviceId);
    },
    count: () => count,
    close: stopListening,
  };
}

function takesConnections(entry: GroundEntry): boolean {
  return entry.op === 'reload-executed' || (entry.op === 'power' && entry.detail['on'] === false);
}
