/** A timer that waits. */
export interface Waiting {
  readonly name: string;
  readonly dueMs: number;
  /** Orders timers of one instant. */
  readonly tie: number;
  /** Order of setting, for equal ties. */
  readonly seq: number;
  readonly fire: () => void;
  isCancelled: boolean;
}

/** Timers in the order in which they fire: a binary heap. Cancelled ones stay inside until they come to the top. */
export interface TimerQueue {
  push(timer: Waiting): void;
  /** The next one that was not cancelled, without taking it. */
  peek(): Waiting | null;
  pop(): Waiting | null;
  /** Waiting timers, cancelled ones excluded, in no order. */
  waiting(): readonly Waiting[];
}

/** Makes an empty queue. */
export function createTimerQueue(): TimerQueue {
  const heap: Waiting[] = [];

  function push(timer: Waiting): void {
    let index = heap.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isBefore(timer, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = timer;
  }

  function removeTop(): void {
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      let below = heap[child];
      if (below === undefined) break;
      const right = heap[child + 1];
      if (right !== undefined && isBefore(right, below)) [child, below] = [child + 1, right];
      if (!isBefore(below, last)) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = last;
  }

  function peek(): Waiting | null {
    while (heap[0]?.isCancelled === true) removeTop();
    return heap[0] ?? null;
  }

  return {
    push,
    peek,
    pop() {
      const top = peek();
      if (top !== null) removeTop();
      return top;
    },
    waiting: () => heap.filter((timer) => !timer.isCancelled),
  };
}

function isBefore(a: Waiting, b: Waiting): boolean {
  if (a.dueMs !== b.dueMs) return a.dueMs < b.dueMs;
  return a.tie === b.tie ? a.seq < b.seq : a.tie < b.tie;
}
