import type { Service } from '../../core/ports/network.ts';
import type { GroundEntry, GroundJournal } from '../journal/journal.ts';
import type { Listeners } from './listeners.ts';

/** Both services of a switch. */
const SERVICES: readonly Service[] = ['cli', 'netconf'];

/**
 * Follows the journal: the ports of a switch that goes down are closed, and opened again as its services come up. What the
 * journal does not tell (a fault that refuses single connections) is left to who accepts. Returns: follow no longer.
 */
export function followPorts(
  journal: GroundJournal,
  indexOf: (deviceId: string) => number | null,
  listeners: Pick<Listeners, 'setOpen'>,
  onFailure: (error: unknown, device: string, service: Service) => void,
): () => void {
  const last = new Map<string, Promise<void>>();
  return journal.listen((entry) => {
    const change = changeOf(entry);
    if (change === null) return;
    const index = indexOf(entry.device);
    if (index === null) return;
    for (const service of change.services) {
      const key = `${index} ${service}`;
      // One after the other for each port, so that the last word holds.
      const next = (last.get(key) ?? Promise.resolve())
        .then(() => listeners.setOpen(index, service, change.isOpen))
        .catch((error: unknown) => onFailure(error, entry.device, service));
      last.set(key, next);
    }
  });
}

function changeOf({
  op,
  detail,
}: GroundEntry): { readonly services: readonly Service[]; readonly isOpen: boolean } | null {
  const { service } = detail;
  if (op === 'reload-executed' || (op === 'power' && detail['on'] === false))
    return { services: SERVICES, isOpen: false };
  if (op !== 'ready') return null;
  if (service === 'all') return { services: SERVICES, isOpen: true };
  return { services: SERVICES.filter((one) => one === service), isOpen: true };
}
