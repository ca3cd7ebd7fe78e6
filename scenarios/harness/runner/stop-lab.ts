import type { BoundLab } from '../bindings/contract.ts';
import { errorText } from './errors.ts';

/** A lab that has not stopped by then never will; real milliseconds, because the lab's clock may stand still. */
const STOP_MS = 10_000;

/** Stops a lab; gives what leaked, in words. A lab that does not stop is a leak, not a hang. */
export async function stopLab(bound: Pick<BoundLab, 'stop'>): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<readonly string[]>((resolve) => {
    timer = setTimeout(() => resolve([`the lab did not stop within ${STOP_MS / 1_000} s`]), STOP_MS);
  });
  try {
    return await Promise.race([bound.stop(), tooLate]);
  } catch (error) {
    return [`the lab did not stop: ${errorText(error)}`];
  } finally {
    clearTimeout(timer);
  }
}
