/** What `show install summary` says. */
export interface InstallSummary {
  /** Package rows: `IMG`, `SMU`, ...; state `I` inactive, `U` activated and uncommitted, `C` committed, `D` deactivated and uncommitted. */
  readonly packages: readonly { readonly type: string; readonly state: string; readonly name: string }[];
  /** The image falls back by itself unless it is committed. */
  readonly isAbortTimerActive: boolean;
}

/** Packages that are read: a stack of eight with a dozen each. */
const PACKAGES_MAX = 200;

/** Reads the table; null when there is none. `lines`: from `cleanOutput`. No capture was found: the layout is that of Cisco's guides. */
export function parseInstallSummary(lines: readonly string[]): InstallSummary | null {
  const texts = lines.map((line) => line.trim());
  if (!texts.some((text) => /^Type\s+St\s+Filename/i.test(text))) return null;
  const packages = texts.flatMap((text) => {
    const match = /^([A-Z]{2,8})\s+([IUCD])\s+(\S{1,128})$/.exec(text);
    return match === null ? [] : [{ type: match[1] ?? '', state: match[2] ?? '', name: match[3] ?? '' }];
  });
  return {
    packages: packages.slice(0, PACKAGES_MAX),
    isAbortTimerActive: texts.some((text) => /^Auto abort timer: active/i.test(text)),
  };
}
