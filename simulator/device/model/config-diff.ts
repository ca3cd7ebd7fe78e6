/**
 * The difference between two configurations as `show archive config differences A B` prints it: lines only in A with `-`,
 * lines only in B with `+`, a section's header in front of its changed lines, which are indented by one space.
 * Assumed: no capture of the exact text exists; the shape follows Cisco's description of contextual differences.
 */
export function contextualDiff(from: readonly string[], to: readonly string[]): readonly string[] {
  const before = sectionsOf(from);
  const after = sectionsOf(to);
  const lines: string[] = [];
  for (const header of new Set([...after.keys(), ...before.keys()])) {
    lines.push(...sectionDiff(header, before.get(header), after.get(header)));
  }
  return lines;
}

/** Lines of a section by its header; a global line is a section without lines. */
type Sections = ReadonlyMap<string, readonly string[]>;

function sectionsOf(lines: readonly string[]): Sections {
  const sections = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of lines) {
    if (line === '!' || line === 'end') continue;
    if (line.startsWith(' ')) {
      current.push(line);
      continue;
    }
    current = sections.get(line) ?? [];
    sections.set(line, current);
  }
  return sections;
}

function sectionDiff(
  header: string,
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
): readonly string[] {
  if (after === undefined) return [`-${header}`, ...(before ?? []).map((line) => ` -${line.trim()}`)];
  if (before === undefined) return [`+${header}`, ...after.map((line) => ` +${line.trim()}`)];
  const added = after.filter((line) => !before.includes(line)).map((line) => ` +${line.trim()}`);
  const removed = before.filter((line) => !after.includes(line)).map((line) => ` -${line.trim()}`);
  return added.length + removed.length === 0 ? [] : [header, ...added, ...removed];
}
