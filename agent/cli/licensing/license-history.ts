import { readPoints } from '../../accounts/index.ts';
import type { Point } from '../../accounts/index.ts';
import { csvTable } from '../../licenses/index.ts';
import { EXIT } from '../../output/index.ts';
import type { VerbAction } from '../verb.ts';
import { writeOut } from './license-report.ts';
import { textOption, withLicensing } from './open.ts';
import { shownAccount } from './shown.ts';

/** Daily points that a chart shows: a quarter fits a terminal. */
const CHART_DAYS = 60;

const BARS = '▁▂▃▄▅▆▇█';

/** What was owned and used day by day, one line of bars per license; `--out FILE.csv` writes all points. */
export const licenseHistory: VerbAction = (invocation) =>
  withLicensing(invocation, async (licensing) => {
    const { output } = invocation;
    const { head, view } = await shownAccount(invocation, licensing);
    const wanted = textOption(invocation, 'license')?.toLowerCase() ?? null;
    const all = await readPoints(licensing.documents, view.name);
    const points = all.filter(({ license }) => wanted === null || license.toLowerCase() === wanted);
    const out = textOption(invocation, 'out');
    if (out !== null) {
      const rows = points.map(({ day, license, quantity, inUse }) => [day, license, quantity, inUse]);
      writeOut(invocation, out, csvTable(['day', 'license', 'owned', 'in use'], rows));
    }
    output.table(
      [
        { title: 'LICENSE', fit: 'cut' },
        { title: 'IN USE / OWNED', align: 'right' },
        { title: 'USE, DAY BY DAY' },
      ],
      [...new Set(points.map(({ license }) => license))].map((license) => {
        const own = points.filter((point) => point.license === license);
        const last = own.at(-1);
        return [license, `${last?.inUse ?? 0} / ${last?.quantity ?? 0}`, bars(own.slice(-CHART_DAYS))];
      }),
    );
    output.result({ ...head, points });
    return EXIT.ok;
  });

/** One bar per day, from nothing to the most that was owned or used. */
function bars(points: readonly Point[]): string {
  const most = Math.max(1, ...points.map(({ quantity, inUse }) => Math.max(quantity, inUse)));
  return points.map(({ inUse }) => BARS[Math.round((inUse / most) * (BARS.length - 1))] ?? '').join('');
}
