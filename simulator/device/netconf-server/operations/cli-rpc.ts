import { leafOf } from '../../../../core/wire/netconf/index.ts';
import type { Chassis } from '../../chassis.ts';
import { type ConfigLine, enterConfigLine } from '../../cli-server/config-mode.ts';
import type { Writer } from '../../actions/edit.ts';
import { atOnce, refused, type RpcAnswer } from '../call.ts';
import { maker } from '../content/elements.ts';
import { invalidValue, missingElement } from '../errors.ts';
import { unknownParameter } from '../parameters.ts';

/** Namespace of `Cisco-IOS-XE-cli-rpc`. */
export const CLI_RPC_NAMESPACE = 'http://cisco.com/ns/yang/Cisco-IOS-XE-cli-rpc';

/** Lines of one request. Own choice. */
const LINES_MAX = 1_000;
const PATH = '/rpc/config-ios-cli-rpc';

const x = maker(CLI_RPC_NAMESPACE);

/**
 * `config-ios-cli-rpc` (from 17.9 on): configuration lines, entered one after another until one is refused; those before it stay. Patterns
 * that a caller gives for errors are taken and not used, since the switch's own parser says what is wrong. The texts of the answer are ours.
 */
export const configIosCli = atOnce(({ chassis, session, user, operation }): RpcAnswer => {
  const unknown = unknownParameter(operation, ['config-clis', 'timeout', 'error-patterns']);
  if (unknown !== null) return refused(unknown);
  const clis = leafOf(operation, CLI_RPC_NAMESPACE, 'config-clis');
  if (clis === null) return refused(missingElement(PATH, 'config-clis'));
  const timeout = leafOf(operation, CLI_RPC_NAMESPACE, 'timeout') ?? '300';
  if (!/^\d{2,4}$/.test(timeout) || Number(timeout) < 10 || Number(timeout) > 1800)
    return refused(invalidValue(`${PATH}/timeout`, 'timeout', timeout));
  const lines = clis.split(/\r?\n/);
  if (lines.length > LINES_MAX) return refused(invalidValue(`${PATH}/config-clis`, 'config-clis', '...'));
  return enter(chassis, lines, { via: 'cli', session, user });
});

function enter(chassis: Chassis, lines: readonly string[], writer: Writer): RpcAnswer {
  let section: string | null = null;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || line.trim().startsWith('!')) continue;
    const result: ConfigLine = enterConfigLine(chassis, line, section, writer);
    if (result.kind !== 'done') return failed(index + 1, problemOf(result));
    section = result.section;
  }
  return { kind: 'content', content: [x('result', 'RPC request successful')] };
}

function failed(lineNumber: number, problem: string): RpcAnswer {
  return {
    kind: 'content',
    content: [
      x('result', 'RPC request failed'),
      x('lineno', lineNumber),
      x('error-code', 1),
      x('error-string', problem),
    ],
  };
}

function problemOf(result: Exclude<ConfigLine, { kind: 'done' }>): string {
  switch (result.kind) {
    case 'refused':
      return result.message;
    case 'invalid':
      return "% Invalid input detected at '^' marker.";
    case 'incomplete':
      return '% Incomplete command.';
    case 'ambiguous':
      return '% Ambiguous command';
  }
}
