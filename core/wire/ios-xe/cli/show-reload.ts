/**
 * Reads `show reload`: the line that announces a reload, an empty text when it says that none is scheduled, null when it says neither.
 * `lines`: from `cleanOutput`. The words are those of IOS (`No reload is scheduled.`, `Reload scheduled for ...`); no capture of a
 * Catalyst 9000 was found.
 */
export function parseShowReload(lines: readonly string[]): string | null {
  const texts = lines.map((line) => line.trim());
  if (texts.some((text) => /^No reload is scheduled/i.test(text))) return '';
  return texts.find((text) => /^Reload scheduled /i.test(text))?.slice(0, 300) ?? null;
}
