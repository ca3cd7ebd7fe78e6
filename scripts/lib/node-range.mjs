// Plain JavaScript for old Nodes too: this decides whether the running Node can run the rest.

/**
 * The three numbers of a Node version; a leading "v" and a pre-release suffix are ignored.
 * @param {string} version
 * @returns {[number, number, number] | undefined} undefined when the text is no version
 */
export function parseVersion(version) {
  const found = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : undefined;
}

/**
 * Whether a version satisfies an engines range made of `^A.B.C` and `>=A.B.C` parts joined by `||`
 * (all that our package.json uses; parts may leave out B and C). Throws on any other syntax, so that a
 * range which we cannot read is noticed when it is written.
 * @param {string} version
 * @param {string} range
 */
export function fitsRange(version, range) {
  const have = parseVersion(version);
  if (!have) return false;
  return range.split('||').some((part) => {
    const found = /^\s*(\^|>=)(\d+)(?:\.(\d+))?(?:\.(\d+))?\s*$/.exec(part);
    if (!found) throw new Error(`engines range not understood: "${part.trim()}"`);
    const floor = [Number(found[2]), Number(found[3] ?? 0), Number(found[4] ?? 0)];
    if (compare(have, floor) < 0) return false;
    return found[1] === '>=' || have[0] === floor[0];
  });
}

/**
 * @param {number[]} left
 * @param {number[]} right
 */
function compare(left, right) {
  for (let index = 0; index < 3; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
