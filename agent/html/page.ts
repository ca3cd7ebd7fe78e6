import { hash } from 'node:crypto';
import { type Html, html } from './html.ts';

/** What a page is made of. */
export interface Page {
  readonly title: string;
  /** Style sheet of ours; never text from elsewhere. */
  readonly style: string;
  readonly body: Html;
}

/**
 * One self-contained page: no script, nothing from elsewhere, and a policy that forbids both (T6). The policy names the style
 * sheet by its hash, so no other one counts.
 */
export function htmlPage({ title, style, body }: Page): string {
  const policy = `default-src 'none'; style-src 'sha256-${hash('sha256', style, 'base64')}'; base-uri 'none'; form-action 'none'`;
  const head = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>`;
  const rest = html`</head>
<body>
${body}
</body>
</html>
`;
  // Beside the template: the sheet must be the bytes that were hashed.
  return `${String(head)}\n<style>${style}</style>\n${String(rest)}`;
}
