import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rolloutReportHtml } from '../../agent/evidence/index.ts';
import { reportOf } from '../agent/evidence/sample.ts';
import { FAINT_TEXT } from './faint-text.ts';
import { launchBrowser } from './launch.ts';

const ATTACK = '<img src=x onerror=alert(1)>';

let browser: Browser;
let folder: string;
let page: Page;
/** Whatever the browser complains about: script errors, refused policies, requests to anywhere, dialogs. */
const complaints: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'liclab-rollout-report-'));
  const report = await reportOf(12, [
    { index: 3, fault: 'device.save-fails' },
    { index: 7, fault: 'device.old-level' },
    { index: 9, fault: 'netconf.edit-refused' },
  ]);
  const devices = report.devices.map((device, index) =>
    index === 5 ? { ...device, id: ATTACK, host: ATTACK } : device,
  );
  const file = path.join(folder, 'report.html');
  await writeFile(file, rolloutReportHtml({ ...report, devices }));
  browser = await launchBrowser();
  page = await browser.newPage();
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== pathToFileURL(file).href)
      complaints.push(`request: ${request.url()}`);
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
  expect(await page.locator('body').textContent()).toContain(ATTACK);
});

test('what ended badly stands open, the rest opens with a click, and the table leads there', async () => {
  expect(await page.locator('details[open]').count()).toBe(3);
  await page.locator('td a').first().click();
  await page.locator('details:not([open]) summary').first().click();
  expect(await page.locator('details[open]').count()).toBe(4);
  expect(await page.locator('details[open] pre').first().textContent()).toContain('<rpc');
});
