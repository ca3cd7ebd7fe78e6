import { resolve } from 'node:path';
import { ConfigError } from '../../core/errors.ts';
import { verifyExport } from '../audit/verify-export.ts';
import { EXIT } from '../output/index.ts';
import type { VerbAction } from './verb.ts';

/** Verifies that the journal, or an export of it, is whole: every event in its chain, every chain in the chain of all. */
export const auditVerify: VerbAction = async ({ context, config, options, output }) => {
  const head = typeof options['head'] === 'string' ? options['head'] : null;
  if (head !== null && !/^[0-9a-f]{64}$/.test(head)) {
    throw new ConfigError(
      'HEAD_INVALID',
      `Expected a head of 64 hexadecimal digits, got "${head.slice(0, 80)}".`,
    );
  }
  const file = typeof options['export'] === 'string' ? resolve(context.cwd, options['export']) : null;
  const report =
    file === null
      ? await context.runtime.verifyAudit(config, head)
      : verifyExport(file, context.digest, head);
  const { ok, events, firstBad } = report;
  if (ok) output.say(`The journal is whole: ${events} events, head ${report.head ?? 'none yet'}.`, 'good');
  else if (firstBad === null)
    output.say(`The journal does not hold the head ${head ?? ''}: it was replaced or wound back.`, 'bad');
  else
    output.say(
      `The journal was changed: ${firstBad.machine} event ${firstBad.seq}: ${firstBad.reason}`,
      'bad',
    );
  output.result({ ...report });
  return ok ? EXIT.ok : EXIT.different;
};
