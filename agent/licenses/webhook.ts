/** Posts alarms to a webhook: https only, signed, with bounded retries. The payload is described in `docs/licenses.md`. */
import { createHmac } from 'node:crypto';
import { LicenseLabError, isLicenseLabError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Http, HttpResponse } from '../../core/ports/http.ts';
import type { AlarmSettings } from '../config/index.ts';
import { checkedUrl, resolvedProxy, type HttpEndpoint } from '../cssm/index.ts';
import type { Secret, SecretResolver } from '../secrets/index.ts';

/** Where alarms are posted, ready to be used. */
export interface WebhookTarget {
  readonly url: string;
  /** Key of the signature; null: not signed. */
  readonly secret: Secret | null;
  readonly endpoint: HttpEndpoint;
}

/** Milliseconds before the second, third and fourth attempt; there is no fifth. */
const DELAYS_MS = [1_000, 5_000, 20_000];
const TIMEOUT_MS = 30_000;
/** What the receiver answers is not read beyond its status. */
const ANSWER_BYTES_MAX = 65_536;

/** The configured target, its secrets resolved. Throws `WEBHOOK_URL`, `CSSM_ADDRESS_REFUSED`, and the codes of secrets. */
export async function webhookTarget(
  { webhook }: AlarmSettings,
  secrets: SecretResolver,
): Promise<WebhookTarget | null> {
  if (webhook === null) return null;
  const { secret, allowPrivate, caFile } = webhook;
  const use = {
    what: 'URL of the webhook',
    code: 'WEBHOOK_URL',
    hint: 'For example https://alarms.example.com/liclab',
  };
  return {
    url: checkedUrl(webhook.url, use, allowPrivate),
    secret: secret === null ? null : await secrets.resolve(secret, 'the secret of the webhook'),
    endpoint: { caFile, allowPrivate, proxy: await resolvedProxy(webhook.proxy, secrets, 'the webhook') },
  };
}

/** Posts a text of JSON; `id` is the same for each attempt and each repetition. Null: it was taken; else why not. */
export async function postWebhook(
  http: Http,
  clock: Clock,
  { url, secret }: WebhookTarget,
  id: string,
  body: string,
): Promise<LicenseLabError | null> {
  for (let attempt = 0; ; attempt += 1) {
    const second = Math.floor(clock.wallMs() / 1_000);
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': id,
      ...(secret === null ? {} : { 'liclab-signature': signature(secret, second, body) }),
    };
    const answer = await new Promise<HttpResponse | LicenseLabError>((resolve) => {
      const limits = { timeoutMs: TIMEOUT_MS, responseBytesMax: ANSWER_BYTES_MAX };
      http.request({ method: 'POST', url, headers, body, ...limits }, resolve);
    });
    const trouble = troubleOf(answer);
    const delayMs = DELAYS_MS[attempt];
    if (trouble === null || !trouble.mayPass || delayMs === undefined) return trouble?.error ?? null;
    await new Promise<void>((resolve) => void clock.setTimer('webhook retry', delayMs, resolve));
  }
}

/** `t=SECOND,v1=HEX`: HMAC-SHA256 of `SECOND.BODY`, so that an old request cannot be sent again later. */
export function signature(secret: Secret, second: number, body: string): string {
  const digest = createHmac('sha256', secret.reveal()).update(`${second}.${body}`).digest('hex');
  return `t=${second},v1=${digest}`;
}

/** Codes of transport that the next attempt would meet again. */
const LASTING: ReadonlySet<string> = new Set([
  'HTTP_TLS',
  'HTTP_PROXY',
  'CSSM_ADDRESS_REFUSED',
  'HTTP_TOO_LARGE',
]);

function troubleOf(
  answer: HttpResponse | LicenseLabError,
): { readonly error: LicenseLabError; readonly mayPass: boolean } | null {
  const failed = (message: string, hint?: string | null): LicenseLabError =>
    new LicenseLabError('WEBHOOK_FAILED', `The alarms were not taken: ${message}`, {
      hint: hint ?? 'They are posted again with the next run.',
    });
  if (isLicenseLabError(answer)) {
    return { error: failed(answer.message, answer.hint), mayPass: !LASTING.has(answer.code) };
  }
  const { status } = answer;
  if (status >= 200 && status <= 299) return null;
  const isRedirect = status >= 300 && status <= 399;
  const error = failed(
    `the webhook answered HTTP ${status}${isRedirect ? ', a redirect, which is not followed' : ''}.`,
  );
  return { error, mayPass: status >= 500 || status === 429 || status === 408 };
}
