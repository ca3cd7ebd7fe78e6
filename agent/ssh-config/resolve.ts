/** What the configuration says about one host, by OpenSSH's rule: the first value counts, of `IdentityFile` all do. */
import { isAbsolute, join } from 'node:path';
import { knownHostsName, matchesHostField } from '../drivers/ssh/host-name.ts';
import { problem, withHome } from './read.ts';
import type { Directive, SshConfig } from './read.ts';

/** A host as the configuration describes it. Null: it says nothing. */
export interface SshHost {
  readonly hostName: string | null;
  readonly port: number | null;
  readonly user: string | null;
  /** Absolute paths. */
  readonly identityFiles: readonly string[];
  readonly identitiesOnly: boolean;
  readonly hostKeyAlias: string | null;
  /** Absolute paths. */
  readonly knownHostsFiles: readonly string[];
  /** Jump hosts as written, in the order from here; empty: none. */
  readonly jumps: readonly Jump[];
}

/** One `[user@]host[:port]` of `ProxyJump`, and where it stands. */
export interface Jump {
  readonly host: string;
  readonly user: string | null;
  readonly port: number | null;
  readonly at: Directive;
}

/** Looks a name up as a person would type it. Throws `SSH_CONFIG_VALUE` and `SSH_CONFIG_PROXY_COMMAND`. */
export function resolveSshHost(config: SshConfig, name: string): SshHost {
  const own = config.directives.filter(({ hosts }) =>
    hosts.every((field) => matchesHostField(field, knownHostsName(name, 22))),
  );
  const first = (...keywords: readonly string[]): Directive | undefined =>
    own.find(({ keyword }) => keywords.includes(keyword));
  const text = (keyword: string): string | null => first(keyword)?.words[0] ?? null;
  const hostName = expand(first('hostname'), { h: name, n: name }, config.home)[0] ?? null;
  const user = text('user');
  const port = portOf(first('port'));
  const tokens = { h: hostName ?? name, n: name, p: String(port ?? 22), r: user ?? '' };
  const paths = (found: readonly Directive[]): readonly string[] =>
    found
      .flatMap((directive) => expand(directive, tokens, config.home))
      .filter((path) => path.toLowerCase() !== 'none')
      .map((path) => (isAbsolute(path) ? path : join(config.home, '.ssh', path)));
  const known = first('userknownhostsfile');
  const proxy = first('proxyjump', 'proxycommand');
  return {
    hostName,
    port,
    user,
    identityFiles: paths(own.filter(({ keyword }) => keyword === 'identityfile')),
    identitiesOnly: text('identitiesonly')?.toLowerCase() === 'yes',
    hostKeyAlias: expand(first('hostkeyalias'), tokens, config.home)[0] ?? null,
    knownHostsFiles: known === undefined ? [] : paths([known]),
    jumps: proxy === undefined ? [] : jumpsOf(proxy, name),
  };
}

function jumpsOf(directive: Directive, name: string): readonly Jump[] {
  const { keyword, words, file, line } = directive;
  if (words.length === 1 && words[0]?.toLowerCase() === 'none') return [];
  if (keyword === 'proxycommand') {
    throw problem(
      'SSH_CONFIG_PROXY_COMMAND',
      file,
      line,
      `ProxyCommand counts for ${name}, and no program is run to reach a switch.`,
      'Write ProxyJump instead, or "ProxyCommand none" for this host before that line.',
    );
  }
  return words
    .join('')
    .split(',')
    .map((text) => jumpOf(text, directive));
}

const JUMP = /^(?:ssh:\/\/)?(?:([^@\s]+)@)?(?:\[([0-9A-Fa-f:.%]+)\]|([^:@\s/[\]]+))(?::(\d{1,5}))?\/?$/;

function jumpOf(text: string, at: Directive): Jump {
  const match = JUMP.exec(text);
  const host = match?.[2] ?? match?.[3];
  const port = match?.[4] === undefined ? null : Number(match[4]);
  if (host === undefined || (port !== null && (port < 1 || port > 65_535)))
    throw problem(
      'SSH_CONFIG_VALUE',
      at.file,
      at.line,
      `expected [user@]host[:port] for ProxyJump, got "${text.slice(0, 80)}".`,
    );
  return { host, user: match?.[1] ?? null, port, at };
}

function portOf(directive: Directive | undefined): number | null {
  if (directive === undefined) return null;
  const { file, line, words } = directive;
  const port = /^\d{1,5}$/.test(words[0] ?? '') ? Number(words[0]) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw problem(
    'SSH_CONFIG_VALUE',
    file,
    line,
    `expected a port from 1 to 65535, got "${(words[0] ?? '').slice(0, 20)}".`,
  );
}

/** Words with `~` and the tokens of ssh_config(5) that a name or a path needs. */
function expand(
  directive: Directive | undefined,
  tokens: Readonly<Record<string, string>>,
  home: string,
): readonly string[] {
  if (directive === undefined) return [];
  const all: Readonly<Record<string, string>> = { ...tokens, d: home, '%': '%' };
  return directive.words.map((word) =>
    withHome(word, home).replace(/%(.?)/g, (token, letter: string) => {
      const value = Object.hasOwn(all, letter) ? all[letter] : undefined;
      if (value !== undefined) return value;
      throw problem(
        'SSH_CONFIG_VALUE',
        directive.file,
        directive.line,
        `the token ${token} is not known here.`,
      );
    }),
  );
}
