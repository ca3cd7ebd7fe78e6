/** Shortest secret that is looked for: anything shorter would match by chance. */
const SECRET_LENGTH_MIN = 4;

/**
 * Makes a function that replaces what must not be seen: each text as it is, and in the encodings in which it travels
 * (base64 at each of its three offsets, hexadecimal, URL). The allow-list of fields comes first; this is the second net.
 */
export function createHider(hidden: ReadonlyMap<string, string>): (text: string) => string {
  let known = -1;
  let labels: ReadonlyMap<string, string> = new Map();
  let pattern: RegExp | null = null;
  return (text) => {
    // The map may grow while the run goes on.
    if (hidden.size !== known) {
      known = hidden.size;
      labels = labelsOf(hidden);
      pattern =
        labels.size === 0
          ? null
          : new RegExp([...labels.keys()].map((form) => RegExp.escape(form)).join('|'), 'g');
    }
    return pattern === null ? text : text.replace(pattern, (form) => labels.get(form) ?? '');
  };
}

/** Every form of every text, longer ones first: a folder inside another one is named by the inner label. */
function labelsOf(hidden: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const forms = [...hidden].flatMap(([text, label]) =>
    text.length < SECRET_LENGTH_MIN ? [] : formsOf(text).map((form): [string, string] => [form, label]),
  );
  return new Map(forms.toSorted(([a], [b]) => b.length - a.length));
}

function formsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text, 'utf8');
  const forms = [text, encodeURIComponent(text), bytes.toString('hex'), bytes.toString('hex').toUpperCase()];
  for (const offset of [0, 1, 2]) {
    // What stands before and after in the same stream changes the letters at the edges: compare the middle.
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const isPartial = (offset + bytes.length) % 3 !== 0;
    forms.push(shifted.slice(offset === 0 ? 0 : offset + 1, isPartial ? -1 : undefined));
  }
  return [...new Set(forms)].filter((form) => form.length >= SECRET_LENGTH_MIN);
}
