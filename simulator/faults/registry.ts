import { ConfigError } from '../../core/errors.ts';
import { suggestWord } from '../../core/model/nearest.ts';
import { CSSM_FAULTS } from './cssm.ts';
import { DEVICE_FAULTS } from './device.ts';
import type { FaultKind } from './kind.ts';
import { NETCONF_FAULTS } from './netconf.ts';
import { NET_FAULTS } from './net.ts';

/** Every fault that may be asked for. The docs' table is made from it. */
export const FAULT_KINDS: readonly FaultKind[] = [
  ...NET_FAULTS,
  ...NETCONF_FAULTS,
  ...DEVICE_FAULTS,
  ...CSSM_FAULTS,
];

const BY_NAME = new Map(FAULT_KINDS.map((kind) => [kind.name, kind]));

/** The entry of that name; `FAULT_UNKNOWN` names the nearest one. */
export function faultKind(name: string): FaultKind {
  const kind = BY_NAME.get(name);
  if (kind !== undefined) return kind;
  throw new ConfigError('FAULT_UNKNOWN', `No fault is called "${name}".`, {
    hint: suggestWord(name, [...BY_NAME.keys()]),
    context: { fault: name },
  });
}

/** Parameters with their defaults filled in; `FAULT_PARAMS` says which one is wrong and what would be right. */
export function faultParams(
  kind: FaultKind,
  params: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const parsed = kind.params.safeParse(params);
  if (parsed.success) return parsed.data;
  const valid = Object.keys(kind.params.shape);
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const hint = valid.length === 0 ? `${kind.name} takes no parameters.` : suggestWord(key, valid);
    throw new ConfigError('FAULT_PARAMS', `${kind.name} has no parameter "${key}".`, {
      hint,
      context: { fault: kind.name },
    });
  }
  const where = issue?.path.join('.') ?? '';
  throw new ConfigError(
    'FAULT_PARAMS',
    `Parameter ${where} of ${kind.name}: ${issue?.message ?? 'not usable'}.`,
    {
      context: { fault: kind.name, parameter: where },
    },
  );
}
