/** libyang as a judge: with Cisco's modules, which stay outside of the repository. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const reference = process.env['LICLAB_REFERENCE'];

/** Why the judge cannot be asked; null when it can. `DIR/yang/17.15.1` holds the modules. */
export const YANGLINT_MISSING =
  reference === undefined
    ? 'LICLAB_REFERENCE is not set'
    : spawnSync('yanglint', ['--version']).status === 0
      ? null
      : 'yanglint is not installed (apt-get install libyang2-tools)';

/** What a document is: an rpc, a reply to one, a notification, the content of get, get-config or an edit. */
export type LintType = 'nc-rpc' | 'nc-reply' | 'nc-notif' | 'get' | 'getconfig' | 'edit';

/** A verdict; `ACCEPTED` is the good one. */
export interface Verdict {
  readonly status: number | null;
  readonly errors: string;
}

/** No complaint. */
export const ACCEPTED: Verdict = { status: 0, errors: '' };

/** What a verdict needs besides: the rpc that a reply answers, the data that instance-identifiers point into. */
export interface Beside {
  readonly rpc?: string;
  readonly data?: string;
}

/** Modules of 17.15.1, or with a folder under `DIR/yang`, e.g. `per-release/1691/cisco-smart-license`. */
export interface Judge {
  /** Documents by name, all in one run: loading the modules takes half a second. */
  lint(type: LintType, documents: Readonly<Record<string, string>>, beside?: Beside): Verdict;
  close(): void;
}

/** Makes a judge. `own`: modules by name and text that are not among Cisco's. */
export function createJudge(modules: readonly string[], own: Readonly<Record<string, string>> = {}): Judge {
  const folder = mkdtempSync(join(tmpdir(), 'liclab-yanglint-'));
  const yang = join(reference ?? '', 'yang');
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const ownFiles = Object.entries(own).map(([name, text]) => write(`${name}.yang`, text));
  const files = modules.map((name) => join(yang, `${name.includes('/') ? '' : '17.15.1/'}${name}.yang`));
  const features = modules.includes('ietf-netconf')
    ? ['-F', 'ietf-netconf:writable-running,candidate,validate,confirmed-commit,xpath']
    : [];
  return {
    lint(type, documents, { rpc, data } = {}) {
      const texts = Object.entries(documents).map(([name, text]) => write(`${name}.xml`, text));
      const request = rpc === undefined ? [] : ['-R', write('request.xml', rpc)];
      const instances = data === undefined ? [] : ['-O', write('data.xml', data)];
      const args = [
        '-p',
        join(yang, '17.15.1'),
        ...features,
        '-t',
        type,
        ...request,
        ...instances,
        ...files,
        ...ownFiles,
        ...texts,
      ];
      const run = spawnSync('yanglint', args, { encoding: 'utf8' });
      const errors = run.stderr
        .split('\n')
        .filter((line) => line.startsWith('libyang err') || line.startsWith('YANGLINT[E]'));
      return { status: run.status, errors: errors.join('\n') };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
