import type { LicenseLabError } from '../../core/errors.ts';

/** Called exactly once, never in the same tick: a value, or why there is none. */
export type Done<Value> = (answer: Value | LicenseLabError) => void;
