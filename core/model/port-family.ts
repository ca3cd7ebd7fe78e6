/**
 * Groups of product ids that count on the same entitlement tags: per model line, and per number of ports where the line
 * counts so (C9300 and smaller). Source: usage lists printed by switches, `reference/cssm.md` 3.10.
 */
export const PORT_FAMILIES = [
  'C9200-24',
  'C9200-48',
  'C9200L-24',
  'C9200L-48',
  'C9300-24',
  'C9300-48',
  'C9300L-24',
  'C9300L-48',
  'C9350-24',
  'C9350-48',
  'C9400',
  'C9500-12Q',
  'C9500-16X',
  'C9500-24Q',
  'C9500-24Y4C',
  'C9500-32C',
  'C9500-32QC',
  'C9500-40X',
  'C9500-48Y4C',
  'C9500X',
  'C9600',
] as const;

/** One of {@link PORT_FAMILIES}. */
export type PortFamily = (typeof PORT_FAMILIES)[number];

/** Chassis with two supervisors: each supervisor needs a network license, the chassis one add-on. Seen on C9400; assumed for C9600. */
const CHASSIS_FAMILIES: readonly PortFamily[] = ['C9400', 'C9600'];

/**
 * Family of a product id such as `C9300-48UXM`; null when the model is not one we know. Assumption: a C9300X with 24 or 48
 * ports counts like the C9300.
 */
export function portFamily(model: string): PortFamily | null {
  const pid = model.trim().toUpperCase().slice(0, 64);
  if (/^C94[0-9]{2}R\b/.test(pid)) return 'C9400';
  if (/^C96[0-9]{2}R\b/.test(pid)) return 'C9600';
  if (pid.startsWith('C9500X-')) return 'C9500X';
  const match = /^(C9200L?|C9300[LX]?|C9350|C9500)-([0-9]{2}[QXYC0-9]{0,3})/.exec(pid);
  if (match === null) return null;
  const line = match[1] === 'C9300X' ? 'C9300' : match[1];
  const size = line === 'C9500' ? match[2] : match[2]?.slice(0, 2);
  return PORT_FAMILIES.find((family) => family === `${line}-${size}`) ?? null;
}

/** True when the family is a chassis whose add-on counts once, however many supervisors it has. */
export function isChassisFamily(family: PortFamily): boolean {
  return CHASSIS_FAMILIES.includes(family);
}
