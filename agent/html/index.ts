export { type Html, html, join } from './html.ts';
export { htmlPage } from './page.ts';
