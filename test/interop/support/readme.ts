/** The fenced blocks of a page, by language. */
export function fencedBlocks(markdown: string, language: string): string[] {
  const pattern = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm');
  return [...markdown.matchAll(pattern)].map((match) => match[1] ?? '');
}

/** The program's command lines of a page, without `npm run --silent liclab --`. */
export function verbLines(markdown: string): string[] {
  const prefix = 'npm run --silent liclab -- ';
  return fencedBlocks(markdown, 'sh')
    .flatMap((block) => block.split('\n'))
    .filter((line) => line.startsWith(prefix))
    .map((line) => line.slice(prefix.length));
}
