import { type Browser, chromium } from 'playwright-core';

/**
 * A headless Chromium: the one that `LICLAB_CHROMIUM` names, else the packaged one, which is unpacked into the temporary
 * folder on first use.
 */
export async function launchBrowser(): Promise<Browser> {
  const given = process.env['LICLAB_CHROMIUM'];
  if (given !== undefined) return chromium.launch({ executablePath: given, headless: true });
  const { default: packaged } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await packaged.executablePath(),
    args: packaged.args,
    headless: true,
  });
}
