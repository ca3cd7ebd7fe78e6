import { openNetconf } from './clients.ts';
import { type MemoryLab, memoryLab } from './lab.ts';
import { RELOAD, SAVE, TO_ADVANTAGE } from './payloads.ts';

export const MINUTE = 60_000;

/** A lab in which a fault waits. */
export function labWith(fault: string, request: Record<string, unknown> = {}, spec = {}): MemoryLab {
  const lab = memoryLab({ spec });
  lab.faults.add({ fault, target: 'sw-0001', ...request });
  return lab;
}

/** The boot level in the text of a configuration. */
export function levelOf(text: string): string {
  return /^license boot level (.*)$/m.exec(text)?.[1] ?? 'none';
}

/** Edits, saves and reloads over NETCONF. */
export async function change(lab: MemoryLab): Promise<void> {
  const client = await openNetconf(lab);
  await client.rpc(TO_ADVANTAGE);
  await client.rpc(SAVE);
  await client.rpc(RELOAD);
}
