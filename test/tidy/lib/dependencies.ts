/** The packages that a section of docs/dependencies.md gives a reason for: lines like "- `name`: reason". */
export function explainedPackages(document: string, heading: string): string[] {
  const section = document.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^- `([^`]+)`: \S.{9,}$/gm)].flatMap((match) => match[1] ?? []);
}

/** Packages without a reason, reasons without a package, reasons given twice. */
export function unexplained(explained: string[], installed: string[]): string[] {
  const twice = explained.filter((name, index) => explained.indexOf(name) !== index);
  return [
    ...installed.filter((name) => !explained.includes(name)).map((name) => `${name} has no reason`),
    ...explained.filter((name) => !installed.includes(name)).map((name) => `${name} is no dependency`),
    ...twice.map((name) => `${name} is explained twice`),
  ];
}
