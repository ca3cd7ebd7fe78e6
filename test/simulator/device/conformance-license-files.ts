import { describe, expect, test } from 'vitest';
import { textOf } from '../../../core/wire/netconf/index.ts';
import { SMART_LICENSE_NAMESPACE as SL } from '../../../core/wire/ios-xe/namespaces.ts';
import { openNetconf } from './clients.ts';
import type { Suite } from './suite.ts';

const path = (value: string): string => `<file-path>${value}</file-path>`;

/** The rpcs of `cisco-smart-license` for a switch without a way to CSSM, and for authorization codes. */
export function licenseFileConformance(suite: Suite): void {
  describe('license rpcs with files', () => {
    test.each([
      ['rum-save-usage-all', path('flash:usage.txt'), 'success'],
      ['rum-save-usage-unreported', path('bootflash:/usage.txt'), 'success'],
      ['rum-save-usage-days', `${path('flash:usage.txt')}<days>30</days>`, 'success'],
      ['trust-request-save', path('flash:trust.txt'), 'success'],
      ['rum-save-usage-all', path('tftp://192.0.2.1/usage.txt'), 'platformpathinvalid'],
      ['rum-save-usage-all', path('flash:a/b'), 'platformpathinvalid'],
      ['import-file', path('flash:ack.txt'), 'storageobjdoesnotexist'],
      ['authorization-request-online', '<feature-name>hseck9</feature-name>', 'notfound'],
      ['authorization-code-return-online', '', 'noauthorizationinstalled'],
      ['authorization-code-return-offline', path('flash:return.txt'), 'noauthorizationinstalled'],
    ])('%s %s answers %s', async (name, content, code) => {
      const client = await openNetconf(await suite.lab());
      const { results } = await client.rpc(`<${name} xmlns="${SL}">${content}</${name}>`);
      expect(results.map((result) => [result.name, textOf(result)])).toEqual([['return-code', code]]);
    });

    test('a saved file is on the flash, and is no acknowledgement that could be imported', async () => {
      const lab = await suite.lab();
      const client = await openNetconf(lab);
      await client.rpc(`<rum-save-usage-all xmlns="${SL}">${path('flash:a')}</rum-save-usage-all>`);
      expect(lab.device.files.read('a')?.text).toContain('<RUMReport><![CDATA[{"payload":');
      const { results } = await client.rpc(`<import-file xmlns="${SL}">${path('flash:a')}</import-file>`);
      expect(results.map(textOf)).toEqual(['codevalidationfailed']);
    });

    test('files are bounded', async () => {
      const client = await openNetconf(await suite.lab());
      const codes: string[] = [];
      for (let index = 0; index < 17; index += 1) {
        const { results } = await client.rpc(
          `<trust-request-save xmlns="${SL}">${path(`flash:${index}`)}</trust-request-save>`,
        );
        codes.push(...results.map(textOf));
      }
      expect(codes.slice(-2)).toEqual(['success', 'storagefailtostore']);
    });

    test.each([
      ['rum-save-usage-all', '', 'missing-element', 'file-path'],
      ['rum-save-usage-all', path(`flash:${'x'.repeat(122)}`), 'invalid-value', 'file-path'],
      ['rum-save-usage-days', `${path('flash:a')}<days>many</days>`, 'invalid-value', 'days'],
      ['trust-request-save', `${path('flash:a')}<x/>`, 'unknown-element', 'x'],
      ['import-file', '', 'missing-element', 'file-path'],
      ['authorization-request-online', '', 'missing-element', 'feature-name'],
      ['authorization-code-return-offline', '', 'missing-element', 'file-path'],
    ])('%s %s is refused with %s', async (name, content, tag, element) => {
      const client = await openNetconf(await suite.lab());
      const { errors } = await client.rpc(`<${name} xmlns="${SL}">${content}</${name}>`);
      expect(errors.map((error) => [error.tag, error.badElement])).toEqual([[tag, element]]);
    });

    test('17.3 does not have them', async () => {
      const client = await openNetconf(await suite.lab({ spec: { release: '17.3.5' } }));
      const { errors } = await client.rpc(
        `<rum-save-usage-all xmlns="${SL}">${path('flash:a')}</rum-save-usage-all>`,
      );
      expect(errors[0]?.tag).toBe('unknown-element');
    });
  });
}
