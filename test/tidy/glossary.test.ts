import { describe, expect, test } from 'vitest';
import { readGlossary, wrongWords } from './lib/glossary.ts';
import { projectFiles, readText } from './lib/project.ts';

const glossary = readGlossary(readText('docs/glossary.yaml'));

test('sources and documents use the words of the glossary', () => {
  const sources = projectFiles(
    /^(core|agent|simulator|scenarios)\/.*\.(tsx?|md|ya?ml)$|^docs\/.*\.md$|^[A-Z]+\.md$/,
  );
  expect(sources.flatMap((file) => wrongWords(file, glossary))).toEqual([]);
});

describe('each term', () => {
  test.each(glossary)('$say', ({ say, example, allowed }) => {
    const found = wrongWords({ path: 'docs/a.md', text: `first line\n${example}` }, glossary);
    expect(found).toContainEqual(expect.stringMatching(/^docs\/a\.md:2 says /));
    expect(found).toContainEqual(expect.stringContaining(`say "${say}"`));
    expect(wrongWords({ path: 'docs/a.md', text: `${say} ${allowed ?? ''}` }, glossary)).toEqual([]);
  });
});
