import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError, LicenseLabError } from 'catalyst-license-lab/core';
import { reportHtml } from '../evidence/html/report.ts';
import { toJsonLines } from '../evidence/json-lines.ts';
import { junitXml } from '../evidence/junit.ts';
import type { KeptRun, ScenarioResult } from '../runner/run-many.ts';

/** Where evidence goes; everything is optional. */
export interface OutputPlaces {
  readonly evidence?: string | undefined;
  readonly html?: string | undefined;
  readonly junit?: string | undefined;
}

/** Refuses places that cannot be written before anything is run; `EVIDENCE_PLACE`. */
export function checkOutputs(cwd: string, { evidence, html, junit }: OutputPlaces): void {
  for (const folder of [evidence, html && path.dirname(html), junit && path.dirname(junit)]) {
    if (folder === undefined || folder === '') continue;
    const stat = statSync(path.resolve(cwd, folder), { throwIfNoEntry: false });
    const isUsable = stat === undefined || stat.isDirectory();
    if (!isUsable)
      throw new ConfigError('EVIDENCE_PLACE', `${folder} is no folder, so no evidence can be written there.`);
  }
}

/** Writes what was asked for; gives the names as they were typed. Files are named by scenario id, which is a plain word. */
export function writeOutputs(
  cwd: string,
  { evidence, html, junit }: OutputPlaces,
  results: readonly ScenarioResult[],
  binding: string,
): readonly string[] {
  const files: [string, () => string][] = [];
  if (html !== undefined) files.push([html, () => reportHtml(results.map(reported))]);
  if (junit !== undefined) files.push([junit, () => junitXml(results, binding)]);
  if (evidence !== undefined) {
    files.push([path.join(evidence, 'report.html'), () => reportHtml(results.map(reported))]);
    files.push([path.join(evidence, 'junit.xml'), () => junitXml(results, binding)]);
    for (const result of results) {
      result.kept.forEach((run, index) => {
        files.push([path.join(evidence, runFile(result.id, run, index)), () => toJsonLines(run.events)]);
      });
    }
  }
  for (const [name, text] of files) writeWhole(path.resolve(cwd, name), text());
  return files.map(([name]) => name);
}

/** The first run of a scenario has its plain name; further ones say which they are. */
function runFile(id: string, run: KeptRun, index: number): string {
  return index === 0 ? `${id}.jsonl` : `${id}.${index + 1}.seed-${run.record.about.seed}.jsonl`;
}

/** A scenario as the report shows it. */
export function reported({ id, title, outcome, reason, kept }: ScenarioResult) {
  const run = kept.find(({ record }) => record.outcome === 'failed') ?? kept[0];
  return { id, title, outcome, reason, run: run?.record ?? null };
}

/** All of the file or nothing: a reader never sees half a report, and a link in its place is replaced, not followed. */
function writeWhole(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    const problem = error instanceof Error ? error.message : String(error);
    throw new LicenseLabError('EVIDENCE_UNWRITABLE', `Evidence cannot be written: ${problem}.`, {
      cause: error,
    });
  }
}
