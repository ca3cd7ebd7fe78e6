/** What a scenario's README states, as far as tests compare it with the scenario. */
export interface Readme {
  readonly title: string;
  readonly sections: readonly string[];
  readonly procedure: readonly string[];
  readonly criteria: readonly string[];
  readonly coverage: readonly string[];
}

/** Reads a README of the usual form. */
export function parseReadme(text: string): Readme {
  const section = (name: string): string => text.split(`\n## ${name}\n`)[1]?.split('\n## ')[0]?.trim() ?? '';
  const items = (name: string, mark: RegExp): readonly string[] =>
    section(name)
      .split('\n')
      .flatMap((line) => mark.exec(line)?.[1] ?? []);
  return {
    title: /^# (.+)$/m.exec(text)?.[1] ?? '',
    sections: [...text.matchAll(/^## (.+)$/gm)].map(([, name]) => name ?? ''),
    procedure: items('Procedure', /^\d+\. (.+)$/),
    criteria: items('Pass criteria', /^- (.+)$/),
    coverage: (section('Coverage').split('\n')[0] ?? '').split(', '),
  };
}
