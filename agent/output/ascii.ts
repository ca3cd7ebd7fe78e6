/**
 * True where nothing but ASCII can be relied on: a dumb terminal, or a locale that is C or POSIX by the order of POSIX (LC_ALL,
 * LC_CTYPE, LANG). Without any of them UTF-8 is taken for granted, as in a container.
 */
export function isAsciiTerminal(env: Readonly<Record<string, string | undefined>>): boolean {
  if (env['TERM'] === 'dumb') return true;
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((value) => (value ?? '') !== '') ?? '';
  return locale === 'C' || locale === 'POSIX';
}
