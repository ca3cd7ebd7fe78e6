/** Names of the slots of a failure domain: one per switch that is being changed or ended badly (I6). */

/** What every slot of a domain begins with. Upper and lower case are the same domain. */
export function slotPrefix(domain: string): string {
  const name = domain.trim().toLowerCase().replaceAll('%', '%25').replaceAll(':', '%3a');
  return `slot:${name}:`;
}

/** The slot of one switch: a later change of the same switch takes it over, so it never counts twice. */
export function slotName(domain: string, deviceId: string): string {
  return slotPrefix(domain) + deviceId;
}
