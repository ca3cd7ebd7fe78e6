import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeReport, reportHtml } from '../../agent/licenses/index.ts';
import { device, factsOf, instance, lot, pool, snapshot, view } from '../agent/licenses/samples.ts';
import { FAINT_TEXT } from './faint-text.ts';
import { launchBrowser } from './launch.ts';

const ATTACK = '<img src=x onerror=alert(1)>';
const DNA = 'C9300 DNA Advantage';

const data = snapshot({
  pools: [
    pool('Branch North', 40, 12, { lots: [lot('2026-03-20', 40)] }),
    pool('Branch South', 8, 11),
    pool('DEFAULT', 200, 187, { lots: [lot('2026-05-02', 120), lot(null, 80)] }),
    pool('DEFAULT', 0, 6, { license: DNA, lots: [lot('2026-02-11', 24)] }),
    pool(`"><script>alert(2)</script>`, 4, 4, { license: ATTACK }),
  ],
  instances: [
    instance('SER-A', { lastContact: '2026-01-02 03:04:05' }),
    instance('SER-X', { hostname: ATTACK }),
    instance('SER-B'),
  ],
});
const quiet = {
  at: '2026-02-27T04:11:00Z',
  result: 'unacknowledged',
  reason: 'CSSM took the report (next check Mar 02 2026)',
};
const devices = [
  device('a', { lastSync: { at: null, result: null, reason: null } }),
  device('b', { level: 'network-essentials', lastSync: quiet }),
  device(ATTACK, {
    serials: [],
    lastSync: { ...quiet, result: 'silent', reason: 'Device configured for Offline transport' },
  }),
];
const report = makeReport(
  factsOf({ snapshot: data, devices }),
  { ...view, reason: ATTACK, state: 'stale' },
  [],
);

let browser: Browser;
let folder: string;
let page: Page;
/** Whatever the browser complains about: script errors, refused policies, requests to anywhere, dialogs. */
const complaints: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'liclab-license-report-'));
  const file = path.join(folder, 'report.html');
  await writeFile(file, reportHtml(report));
  browser = await launchBrowser();
  page = await browser.newPage();
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url() !== pathToFileURL(file).href) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
});

afterAll(async () => {
  await browser?.close();
  if (process.env['LICLAB_KEEP_SCREENSHOTS'] === undefined)
    await rm(folder, { recursive: true, force: true });
  else process.stderr.write(`screenshots: ${folder}\n`);
});

describe.each([
  ['a desk', 1280, 'light'],
  ['a phone', 390, 'light'],
  ['a desk at night', 1280, 'dark'],
  ['a phone at night', 390, 'dark'],
] as const)('on %s', (_name, width, colorScheme) => {
  test('the report is readable, and nothing complains', async () => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: path.join(folder, `${width}-${colorScheme}.png`), fullPage: true });
    expect(
      await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    ).toBe(0);
    expect(await page.evaluate(FAINT_TEXT)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

test('names of others are text, never elements', async () => {
  expect(await page.locator('img, script, iframe').count()).toBe(0);
  const text = (await page.locator('body').textContent()) ?? '';
  expect(text).toContain(ATTACK);
  expect(text).toContain('"><script>alert(2)</script>');
});

test('the verdict stands first, and every section has the number of its rows', async () => {
  expect(await page.locator('.tile b').first().textContent()).toBe('out of compliance');
  const titles = await page.locator('h2').allTextContents();
  expect(titles.map((title) => title.replace(/\s*\d+$/, ''))).toEqual([
    'Compliance',
    'Licenses',
    'Upcoming expiry',
    'Unused',
    'Switches that do not report',
  ]);
  expect(titles[1]).toBe('Licenses 5');
});
