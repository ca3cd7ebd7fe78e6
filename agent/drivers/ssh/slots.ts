/** Leaves a queue or gives a place back; doing it again does nothing. */
export type Leave = () => void;

/** Hands out a bounded number of places, first come, first served. */
export interface Slots {
  /**
   * Calls `granted`, at once or when a place is free. The same function, passed and returned, gives the place back or gives
   * up waiting. Null when too many are waiting already.
   */
  take(granted: (leave: Leave) => void): Leave | null;
  /** Places in use. */
  readonly used: number;
}

/** Makes `max` places with a queue of at most `waitingMax`. */
export function createSlots(max: number, waitingMax: number): Slots {
  const waiting = new Map<Leave, (leave: Leave) => void>();
  const holders = new Set<Leave>();
  const grant = (leave: Leave, granted: (leave: Leave) => void): void => {
    holders.add(leave);
    granted(leave);
  };
  const grantNext = (): void => {
    for (const [leave, granted] of waiting) {
      if (holders.size >= max) return;
      waiting.delete(leave);
      grant(leave, granted);
    }
  };
  return {
    take(granted) {
      const leave: Leave = () => {
        waiting.delete(leave);
        if (holders.delete(leave)) grantNext();
      };
      if (holders.size < max && waiting.size === 0) grant(leave, granted);
      else if (waiting.size >= waitingMax) return null;
      else waiting.set(leave, granted);
      return leave;
    },
    get used() {
      return holders.size;
    },
  };
}
