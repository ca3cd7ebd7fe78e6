import type { Answer } from '../../core/ports/store.ts';

/** Turns one call of the store into a promise: `await ask((done) => store.machine(id, done))`. */
export function ask<Value>(call: (done: Answer<Value>) => void): Promise<Value> {
  return new Promise((resolve, reject) => {
    call((answer) => {
      if (answer.ok) resolve(answer.value);
      else reject(answer.error);
    });
  });
}
