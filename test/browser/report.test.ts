import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportHtml } from '../../scenarios/harness/evidence/html/report.ts';
import { launchBrowser } from './launch.ts';
import { reportSamples } from './report-samples.ts';

let browser: Browser;
let folder: string;
let page: Page;
/** Whatever the browser complains about: script errors, console errors, refused policies, requests to anywhere. */
const complaints: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'liclab-report-'));
  const file = path.join(folder, 'report.html');
  await writeFile(file, reportHtml(await reportSamples()));
  browser = await launchBrowser();
  page = await browser.newPage();
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`console: ${message.text()}`);
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
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
    await page.screenshot({ path: path.join(folder, `${width}-${colorScheme}.png`), fullPage: true });
    const small = await page.evaluate(SMALL_TEXT);
    expect(small).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

test('the failing check stands first, above everything else of its scenario', async () => {
  const first = page.locator('section.run').first();
  const blocks = await first.evaluate((section: { children: Iterable<{ className: string }> }) =>
    [...section.children].map(({ className }) => className),
  );
  expect(blocks.indexOf('failure')).toBeGreaterThan(-1);
  expect(blocks.indexOf('failure')).toBeLessThan(blocks.indexOf('timeline'));
  expect(await first.locator('.failure strong').textContent()).toBe(
    'never more switches down than the exposure allows',
  );
  const badges = await page.locator('.verdicts .badge').allTextContents();
  expect(badges[0]).toBe('failed');
});

test('the traffic is folded away, and opens on demand', async () => {
  const details = page.locator('details').first();
  const table = details.locator('table');
  expect(await table.isVisible()).toBe(false);
  await details.locator('summary').click();
  expect(await table.isVisible()).toBe(true);
});

test('names from devices are text, never elements', async () => {
  expect(await page.locator('main img, main script').count()).toBe(0);
  expect(await page.locator('body').textContent()).toContain('<img src=x onerror=alert(1)>');
});

test('the picture has a row for procedure, agent and CSSM, and one for each switch', async () => {
  const names = await page.locator('section.run').nth(1).locator('.lane-name').allTextContents();
  expect(names.slice(0, 4)).toEqual(['procedure', 'agent', 'CSSM', 'sw-0001']);
});

/** Texts whose letters are too small to read on the screen as it is now. */
const SMALL_TEXT = `[...document.querySelectorAll('main *')]
  .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ''))
  .filter((element) => element.closest('svg') === null && parseFloat(getComputedStyle(element).fontSize) < 11)
  .map((element) => element.textContent.slice(0, 40))`;
