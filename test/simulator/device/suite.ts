import type { Lab, LabOptions } from './lab.ts';

/** What a part of the conformance suite gets: labs of the test, closed after it. */
export interface Suite {
  lab(options?: LabOptions): Promise<Lab>;
}
