import type { z } from 'zod';

/** Who asks for a fault, and so where it bites. */
export type FaultPlace = 'network' | 'netconf server' | 'cli server' | 'device' | 'cssm';

/** One entry of the registry: a fault that may be asked for by name. */
export interface FaultKind {
  /** `family.name`, as the control API takes it. */
  readonly name: string;
  /** One sentence: what happens, and when one of its times is used up. */
  readonly about: string;
  readonly bites: FaultPlace;
  /** Parameters: an object schema; every field has a unit in its name and a default. */
  readonly params: z.ZodObject;
}

/** States an entry; exists so that a list of entries is checked where it is written. */
export function fault(name: string, bites: FaultPlace, about: string, params: z.ZodObject): FaultKind {
  return { name, about, bites, params };
}
