import { isGlobMatch } from '../../../core/model/glob.ts';
import { DAY_MS, dayNumber } from '../../../core/model/license-terms.ts';
import { readPoints } from '../../accounts/index.ts';
import type { Point } from '../../accounts/index.ts';
import { csvTable } from '../../licenses/index.ts';
import { chartLines, EXIT, isAsciiTerminal, sparkLine } from '../../output/index.ts';
import type { ChartPoint } from '../../output/index.ts';
import type { Invocation, VerbAction } from '../verb.ts';
import { writeOut, writerOf } from './license-report.ts';
import { daysOption } from './number-option.ts';
import { textOption, withLicensing } from './open.ts';
import { shownAccount } from './shown.ts';

/** Licenses that get a chart of their own; more of them get a line each. */
const CHARTS_MAX = 3;
const CHART_ROWS = 8;
/** Columns of a line in the table: a name and figures still fit beside it in 80. */
const SPARK_COLUMNS = 32;
/** Columns where no terminal says how many. */
const CHART_COLUMNS = 80;
const CHART_COLUMNS_MIN = 30;

const WRITERS: Readonly<Record<string, (points: readonly Point[], account: string) => string>> = {
  '.csv': (points) =>
    csvTable(
      ['day', 'license', 'owned', 'in use'],
      points.map(({ day, license, quantity, inUse }) => [day, license, quantity, inUse]),
    ),
  '.json': (points, account) =>
    `${JSON.stringify({ schema: 'liclab.license-history/1', account, points }, null, 2)}\n`,
};

/** What was owned and used day by day: a chart per license, a line each where there are many; `--out` writes all points. */
export const licenseHistory: VerbAction = (invocation) => {
  const days = daysOption(invocation, 'days', '--days', null);
  const out = textOption(invocation, 'out');
  const write = out === null ? null : writerOf(WRITERS, out);
  return withLicensing(invocation, async (licensing) => {
    const { head, view, nowMs } = await shownAccount(invocation, licensing);
    const wanted = textOption(invocation, 'license');
    const first = days === null ? '' : new Date(nowMs - days * DAY_MS).toISOString().slice(0, 10);
    const points = (await readPoints(licensing.documents, view.name)).filter(
      ({ license, day }) => day >= first && (wanted === null || isGlobMatch(wanted, license)),
    );
    if (out !== null && write !== null) writeOut(invocation, out, write(points, view.name));
    draw(
      invocation,
      Map.groupBy(points, ({ license }) => license),
    );
    invocation.output.result({ ...head, points });
    return EXIT.ok;
  });
};

function draw({ output, context }: Invocation, byLicense: ReadonlyMap<string, readonly Point[]>): void {
  const isAscii = isAsciiTerminal(context.env);
  const width = output.isTerminal ? output.width : CHART_COLUMNS;
  if (byLicense.size === 0) return output.say('There are no points yet; each retrieval makes one.', 'faint');
  if (byLicense.size > CHARTS_MAX) return lines({ output }, byLicense, isAscii);
  for (const [license, points] of byLicense) {
    const [first, last] = [points[0], points.at(-1)];
    if (first === undefined || last === undefined) continue;
    output.say('');
    output.say(`${license}: ${last.inUse} of ${last.quantity} in use on ${last.day}`, 'strong');
    const options = {
      width: Math.max(CHART_COLUMNS_MIN, width),
      height: CHART_ROWS,
      isAscii,
      from: first.day,
      to: last.day,
    };
    for (const line of chartLines(points.flatMap(chartPoint), options)) output.say(line);
  }
  output.say('');
  output.say(isAscii ? '# in use, - owned' : '█ in use, ─ owned', 'faint');
}

function lines(
  { output }: Pick<Invocation, 'output'>,
  byLicense: ReadonlyMap<string, readonly Point[]>,
  isAscii: boolean,
): void {
  output.table(
    [
      { title: 'LICENSE', fit: 'cut' },
      { title: 'IN USE / OWNED', align: 'right' },
      { title: 'USE, DAY BY DAY' },
    ],
    [...byLicense].map(([license, points]) => {
      const last = points.at(-1);
      const line = sparkLine(points.flatMap(chartPoint), SPARK_COLUMNS, isAscii);
      return [license, `${last?.inUse ?? 0} / ${last?.quantity ?? 0}`, line];
    }),
  );
}

function chartPoint({ day, inUse, quantity }: Point): readonly ChartPoint[] {
  const number = dayNumber(day);
  return number === null ? [] : [{ day: number, used: inUse, owned: quantity }];
}
