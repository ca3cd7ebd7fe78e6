/** The `alarms` section of the settings: which terms raise an alarm when, and where alarms go besides the log. */
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { DEFAULT_RULE } from '../../core/model/expiry-alarms.ts';
import type { AlarmRule } from '../../core/model/expiry-alarms.ts';
import { isLicenseLabError } from '../../core/errors.ts';
import { checkedUrl } from '../cssm/base-url.ts';
import type { UrlUse } from '../cssm/base-url.ts';
import { described } from './described.ts';
import { httpsUrl, proxySchema, secretReference } from './endpoint.ts';
import type { ProxyAccess } from './endpoint.ts';

const RULES_MAX = 100;
const THRESHOLDS_MAX = 16;
/** Ten years: no term is longer. */
const DAYS_MAX = 3_660;

const glob = described(z.string().regex(/^[^\p{C}]{1,256}$/u), {
  expected: 'a name, or a pattern with * and ?',
});

const days = described(
  z
    .array(z.int().min(0).max(DAYS_MAX))
    .max(THRESHOLDS_MAX)
    .refine((list) => new Set(list).size === list.length),
  {
    expected: `at most ${THRESHOLDS_MAX} different whole numbers from 0 to ${DAYS_MAX}, such as [90, 30, 7, 0]`,
  },
);

const rule = z.strictObject({
  name: described(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/), {
    expected: 'a name of letters, digits and . _ -',
  }),
  account: glob.meta({ description: 'Smart Accounts; absent: all.' }).optional(),
  virtualAccount: glob.meta({ description: 'Virtual Accounts; absent: all.' }).optional(),
  license: glob.meta({ description: 'Licenses; absent: all.' }).optional(),
  days: days
    .meta({ description: 'Days before the last day; [] keeps quiet.' })
    .default([...DEFAULT_RULE.days]),
  onlyShort: z
    .boolean()
    .meta({ description: 'Only terms whose end leaves licenses in use uncovered.' })
    .default(false),
});

const WEBHOOK: UrlUse = { what: 'URL of the webhook', code: 'WEBHOOK_URL', hint: '' };

const webhookKeys = z.strictObject({
  url: httpsUrl.meta({ description: 'Where alarms are posted.' }),
  secret: secretReference.meta({ description: 'Key of the signature.' }).optional(),
  allowPrivate: z
    .boolean()
    .meta({ description: 'The URL may name an address inside your network.' })
    .default(false),
  caFile: described(z.string().min(1).max(4096), { expected: 'a path' })
    .meta({ description: 'CA certificates (PEM) in place of those of the system.' })
    .optional(),
  proxy: proxySchema.optional(),
});

const webhook = described(
  webhookKeys.refine(({ url, allowPrivate }) => isUsable(url, allowPrivate)),
  {
    expected:
      'a url without user, password, query and fragment, and outside your network unless allowPrivate is true',
    code: 'WEBHOOK_URL',
  },
);

function isUsable(url: string, allowPrivate: boolean): boolean {
  // Another scheme is told by the key itself.
  if (!url.startsWith('https:')) return true;
  try {
    return checkedUrl(url, WEBHOOK, allowPrivate) !== '';
  } catch (error) {
    if (isLicenseLabError(error)) return false;
    throw error;
  }
}

export const alarmsSchema = z.strictObject({
  rules: described(z.array(rule).max(RULES_MAX), {
    expected: `a list of at most ${RULES_MAX} rules`,
  }).default([]),
  webhook: webhook.optional(),
});

/** Where alarms are posted. */
export interface WebhookAccess {
  readonly url: string;
  /** A reference, never the secret; null: not signed. */
  readonly secret: string | null;
  readonly allowPrivate: boolean;
  /** Absolute path, or null. */
  readonly caFile: string | null;
  readonly proxy: ProxyAccess | null;
}

/** Alarms as they are configured. */
export interface AlarmSettings {
  readonly rules: readonly AlarmRule[];
  readonly webhook: WebhookAccess | null;
  /** Folder that relative secret references count from; absolute. */
  readonly folder: string;
}

/** Fills in what is absent. `file`: the settings file, absolute; null: none was read. */
export function completeAlarms(
  values: z.output<typeof alarmsSchema> | undefined,
  file: string | null,
  cwd: string,
): AlarmSettings {
  const folder = file === null ? resolve(cwd) : dirname(file);
  const hook = values?.webhook;
  const caFile = hook?.caFile ?? null;
  return {
    folder,
    rules: (values?.rules ?? []).map(({ account, virtualAccount, license, ...one }) => ({
      ...one,
      account: account ?? null,
      virtualAccount: virtualAccount ?? null,
      license: license ?? null,
    })),
    webhook:
      hook === undefined
        ? null
        : {
            url: hook.url,
            secret: hook.secret ?? null,
            allowPrivate: hook.allowPrivate,
            caFile: caFile === null || isAbsolute(caFile) ? caFile : join(folder, caFile),
            proxy: hook.proxy ?? null,
          },
  };
}
