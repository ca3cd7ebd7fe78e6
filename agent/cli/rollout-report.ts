import { rolloutReportHtml, type RolloutReport } from '../evidence/index.ts';
import { EXIT } from '../output/index.ts';
import { writerOf, writeOut } from './licensing/license-report.ts';
import { textOption } from './licensing/open.ts';
import type { VerbAction } from './verb.ts';

const WRITERS: Readonly<Record<string, (report: RolloutReport) => string>> = {
  '.html': rolloutReportHtml,
  '.json': (report) => `${JSON.stringify(report, null, 2)}\n`,
};

/** Writes the evidence of a rollout into one HTML or JSON file: before, sent, answered, after and when, of every switch. */
export const rolloutReport: VerbAction = async (invocation) => {
  const { context, config, args, output } = invocation;
  const out = textOption(invocation, 'out') ?? '';
  const write = writerOf(WRITERS, out);
  const opened = await context.runtime.openRollouts(config);
  try {
    const report = await opened.report(args[0] ?? '');
    writeOut(invocation, out, write(report));
    const { id, planHash, state, ended, counts } = report;
    output.result({ id, out, planHash, state, ended, counts });
    return EXIT.ok;
  } finally {
    await opened.close();
  }
};
