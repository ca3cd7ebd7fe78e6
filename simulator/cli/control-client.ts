import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError, LicenseLabError } from '../../core/errors.ts';
import { SIM_FILE } from '../lab/files.ts';
import { DATA_DIR } from '../lab/ssh-binding.ts';
import type { SimContext } from './context.ts';

/** Longest time an answer may take: moving virtual time by a month is the longest call. */
const ANSWER_TIMEOUT_MS = 120_000;

/** Talks to the control API of a running simulator. */
export interface ControlClient {
  /** JSON in, JSON out. `CONTROL_UNREACHABLE`, or the code that the simulator answers. */
  call(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<Readonly<Record<string, unknown>>>;
  /** An answer that is lines of JSON, as text. */
  lines(path: string): Promise<string>;
}

/** Finds the simulator by `--control URL`, else by `sim.json` in the data folder. `SIM_NOT_RUNNING` when there is none. */
export function controlClient(
  options: Readonly<Record<string, unknown>>,
  context: SimContext,
): ControlClient {
  const base = controlUrl(options, context);

  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    const init =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    try {
      return await fetch(`${base}/v1${path}`, {
        method,
        signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
        ...init,
      });
    } catch (cause) {
      throw new LicenseLabError('CONTROL_UNREACHABLE', `No simulator answers at ${base}.`, {
        hint: 'Start one with "liclab sim LAB", or name another with --control URL.',
        cause,
      });
    }
  }

  return {
    async call(method, path, body) {
      const response = await send(method, path, body);
      const answer = (await response.json()) as Readonly<Record<string, unknown>>;
      if (!response.ok) throw refusalOf(response.status, answer);
      return answer;
    },
    async lines(path) {
      const response = await send('GET', path);
      if (!response.ok)
        throw refusalOf(response.status, (await response.json()) as Readonly<Record<string, unknown>>);
      return response.text();
    },
  };
}

function controlUrl(options: Readonly<Record<string, unknown>>, { cwd }: SimContext): string {
  const { control, data } = options;
  if (typeof control === 'string') {
    if (URL.canParse(control) && new URL(control).protocol === 'http:')
      return control.replace(/\/(v1\/?)?$/, '');
    throw new ConfigError(
      'SIM_OPTIONS',
      `--control is a URL such as http://127.0.0.1:40000, got "${control}".`,
    );
  }
  const file = join(resolve(cwd, typeof data === 'string' ? data : DATA_DIR), SIM_FILE);
  try {
    const { control: url } = JSON.parse(readFileSync(file, 'utf8')) as { control?: unknown };
    if (typeof url === 'string') return url;
  } catch (cause) {
    throw new LicenseLabError(
      'SIM_NOT_RUNNING',
      `No simulator runs for this data folder (${file} cannot be read).`,
      {
        hint: 'Start one with "liclab sim LAB", or name another with --control URL.',
        cause,
      },
    );
  }
  throw new LicenseLabError('SIM_NOT_RUNNING', `${file} names no simulator.`);
}

/** What the simulator refused: what was asked wrongly is the caller's mistake, the rest is how things stand. */
function refusalOf(status: number, answer: Readonly<Record<string, unknown>>): LicenseLabError {
  const { code, message, hint } = (answer['error'] ?? {}) as {
    code?: string;
    message?: string;
    hint?: string;
  };
  const text = message ?? `The simulator answered HTTP ${status}.`;
  const options = hint === undefined ? {} : { hint };
  const isAskedWrongly = status === 400 || status === 404;
  return isAskedWrongly
    ? new ConfigError(code ?? 'CONTROL_REFUSED', text, options)
    : new LicenseLabError(code ?? 'CONTROL_REFUSED', text, options);
}
