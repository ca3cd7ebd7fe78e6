/**
 * @typedef {{
 *   version?: string, resolved?: string, dev?: boolean, optional?: boolean,
 *   cpu?: string[], os?: string[], libc?: string[], optionalDependencies?: Record<string, string>
 * }} LockEntry
 */
/** @typedef {{ packages: Record<string, LockEntry> }} Lockfile */

/**
 * Optional packages that some entry of a lockfile names and that have no entry of their own. npm leaves them
 * out when the registry lacks them (binaries of other platforms), and `npm ci` then refuses the lockfile.
 * @param {Lockfile} lockfile
 * @returns {{ name: string, version: string, dev: boolean }[]}
 */
export function missingOptionals({ packages }) {
  const present = new Set(Object.keys(packages).map((key) => key.split('node_modules/').at(-1)));
  /** @type {Map<string, { name: string, version: string, dev: boolean }>} */
  const missing = new Map();
  for (const entry of Object.values(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (present.has(name)) continue;
      const dev = entry.dev === true && missing.get(name)?.dev !== false;
      missing.set(name, { name, version, dev });
    }
  }
  return [...missing.values()];
}

/**
 * The entry that npm would have written, as far as the package's name tells: without its checksum.
 * @param {{ name: string, version: string, dev: boolean }} missing
 * @returns {LockEntry}
 */
export function optionalEntry({ name, version, dev }) {
  const words = name.split(/[-/]/);
  const os = words.find((word) => OPERATING_SYSTEMS.has(word));
  const cpu = words.map((word) => PROCESSORS.get(word)).find(Boolean);
  if (!os || !cpu) throw new Error(`no platform in the name of ${name}: complete the lockfile by hand`);
  const libc = words.flatMap((word) => LIBRARIES.get(word) ?? [])[0];
  return {
    version,
    cpu: [cpu],
    ...(dev ? { dev } : {}),
    ...(libc ? { libc: [libc] } : {}),
    optional: true,
    os: [os],
  };
}

/**
 * A copy with every missing entry, in npm's order.
 * @param {Lockfile} lockfile
 * @returns {Lockfile}
 */
export function completeLockfile(lockfile) {
  const packages = { ...lockfile.packages };
  for (const missing of missingOptionals(lockfile)) {
    packages[`node_modules/${missing.name}`] = optionalEntry(missing);
  }
  const sorted = Object.entries(packages).sort(([left], [right]) => left.localeCompare(right, 'en'));
  return { ...lockfile, packages: Object.fromEntries(sorted) };
}

const OPERATING_SYSTEMS = new Set([
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]);

const PROCESSORS = new Map([
  ['arm', 'arm'],
  ['arm64', 'arm64'],
  ['ia32', 'ia32'],
  ['loong64', 'loong64'],
  ['mips64el', 'mips64el'],
  ['ppc64', 'ppc64'],
  ['riscv64', 'riscv64'],
  ['s390x', 's390x'],
  ['x64', 'x64'],
]);

const LIBRARIES = new Map([
  ['musl', 'musl'],
  ['musleabihf', 'musl'],
  ['gnu', 'glibc'],
  ['gnueabihf', 'glibc'],
]);
