import { parse } from 'yaml';
import { z } from 'zod';
import type { ProjectFile } from './project.ts';

/** One row of docs/glossary.yaml. */
const termSchema = z.strictObject({
  /** The project's word. */
  say: z.string(),
  /** Regular expressions, case ignored, for other words with the same meaning. */
  not: z.array(z.string()).min(1),
  why: z.string().min(10),
  /** A phrase that must be refused: proves that the expressions work. */
  example: z.string(),
  /** A phrase that looks similar and is right. */
  allowed: z.string().optional(),
});

export type Term = z.infer<typeof termSchema>;

export function readGlossary(text: string): Term[] {
  return z.array(termSchema).parse(parse(text));
}

/** Forbidden words in a file, with line and the word to say instead. */
export function wrongWords({ path, text }: ProjectFile, glossary: Term[]): string[] {
  return glossary.flatMap(({ say, not }) =>
    not.flatMap((expression) =>
      [...text.matchAll(new RegExp(expression, 'giu'))].map((match) => {
        const line = text.slice(0, match.index).split('\n').length;
        return `${path}:${line} says "${match[0]}"; say "${say}"`;
      }),
    ),
  );
}
