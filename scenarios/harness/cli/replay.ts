import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from 'catalyst-license-lab/core';
import { consoleLines } from '../evidence/console.ts';
import { evidenceHash, fromJsonLines } from '../evidence/json-lines.ts';
import { foldRun } from '../evidence/record.ts';
import type { ScenarioResult } from '../runner/run-many.ts';
import type { ScenarioContext, ScenarioExit } from './context.ts';
import { checkOutputs, writeOutputs } from './outputs.ts';
import { createVoice, type VoiceOptions } from './say.ts';

/** Options of `scenario replay`. */
export interface ReplayOptions extends VoiceOptions {
  readonly html?: string | undefined;
  readonly junit?: string | undefined;
}

/** Shows recorded evidence again, without a lab; the exit code is that of the recorded run. */
export function scenarioReplay(
  context: ScenarioContext,
  files: readonly string[],
  options: ReplayOptions,
): ScenarioExit {
  checkOutputs(context.cwd, options);
  const { say, paint, result } = createVoice(context, options);
  const results = files
    .flatMap((file) => fromJsonLines(readEvidence(context.cwd, file), file))
    .map((events): ScenarioResult => {
      const record = foldRun(events);
      say(events.flatMap((event) => consoleLines(event, paint)));
      const { id, title } = record.about;
      return {
        id,
        title,
        outcome: record.outcome,
        reason: record.reason,
        runs: 1,
        kept: [{ record, events, hash: evidenceHash(events) }],
      };
    });
  const binding = results[0]?.kept[0]?.record.about.binding ?? 'none';
  const written = writeOutputs(context.cwd, { html: options.html, junit: options.junit }, results, binding);
  say(written.map((file) => paint(`written: ${file}`, 'faint')));
  result('scenario-replay', {
    runs: results.map(({ id, outcome, reason, kept }) => ({ id, outcome, reason, hash: kept[0]?.hash })),
  });
  return results.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
}

function readEvidence(cwd: string, file: string): string {
  try {
    return readFileSync(path.resolve(cwd, file), 'utf8');
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new ConfigError('EVIDENCE_UNREADABLE', `${file} cannot be read: ${problem}.`);
  }
}
