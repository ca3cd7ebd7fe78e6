import type { ProductInstance } from './instances.ts';

/** What CSSM shows of one device. */
export interface Shown {
  /** True when the device is listed with every license in use. */
  readonly isComplete: boolean;
  /** Latest contact CSSM states for it, or null. */
  readonly lastContact: string | null;
}

/**
 * Looks for a device in a complete list of product instances. How CSSM lists a stack is not public: one row under one member's
 * serial, or a row for each member. So one row may stand for all serials, but as soon as there are more, every serial must have
 * one. Of several rows of a serial (an old trust that nobody removed) the one with the latest contact counts.
 */
export function shownUsage(
  instances: readonly ProductInstance[],
  serials: readonly string[],
  licenses: readonly string[],
): Shown {
  const rows = new Map<string, ProductInstance>();
  for (const instance of instances) {
    if (!serials.includes(instance.serial)) continue;
    const other = rows.get(instance.serial);
    if (other === undefined || other.lastContact < instance.lastContact) rows.set(instance.serial, instance);
  }
  const found = [...rows.values()];
  const inUse = new Set(
    found.flatMap(({ usage }) => usage.filter(({ quantity }) => quantity > 0).map(({ license }) => license)),
  );
  const isListed = rows.size === 1 || (rows.size > 0 && serials.every((serial) => rows.has(serial)));
  const contacts = found.map((row) => row.lastContact).filter((contact) => contact !== '');
  return {
    isComplete: isListed && licenses.every((license) => inUse.has(license)),
    lastContact: contacts.toSorted().at(-1) ?? null,
  };
}
