/** How accounts and ages are said to people. */
import type { AccountState, AccountView } from '../../accounts/view.ts';
import type { SyncToken } from '../../licenses/index.ts';
import type { Output } from '../../output/index.ts';

const TONES = { idle: 'plain', retrieving: 'strong', ok: 'good', stale: 'warning', failed: 'bad' } as const;

/** Tone of a state. */
export const toneOf = (state: AccountState): (typeof TONES)[AccountState] => TONES[state];

/** `3 d`, `5 h`, `12 min`, `40 s`. */
export function ageText(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} d`;
}

/** `page 3 of 7, about 40 s`. */
export function progressText({ pagesDone, pagesTotal, etaMs }: AccountView): string {
  const pages = pagesTotal === null ? `page ${pagesDone}` : `page ${pagesDone} of ${pagesTotal}`;
  return etaMs === null ? pages : `${pages}, about ${ageText(etaMs)} left`;
}

/** One line above every view: whose data is shown, how old it is, and how the account stands. */
export function sayWhose(output: Output, view: AccountView): void {
  const age =
    view.ageMs === null ? 'no data yet' : `data of ${view.snapshotAt ?? ''} (${ageText(view.ageMs)} old)`;
  const progress = view.state === 'retrieving' ? `, ${progressText(view)}` : '';
  const reason = view.reason === null ? '' : `, ${view.reason}`;
  output.say(`${view.name}: ${view.state}${progress}; ${age}${reason}`, toneOf(view.state));
}

/** Days before the end of an On-Prem's token at which views begin to say so. */
const TOKEN_NOTICE_DAYS = 30;

/** Says when the SSM On-Prem stops synchronizing with Cisco by itself, once that is near. */
export function saySyncToken(output: Output, token: SyncToken | null): void {
  if (token === null || token.daysLeft > TOKEN_NOTICE_DAYS) return;
  const { isOverdue, daysLeft, ends } = token;
  const text = isOverdue
    ? `The SSM On-Prem is overdue: it cannot synchronize with Cisco by itself since ${ends}. Sign in on it.`
    : `The SSM On-Prem synchronizes with Cisco by itself until ${ends} (${daysLeft === 1 ? '1 day' : `${daysLeft} days`}). Sign in on it before.`;
  output.say(text, isOverdue ? 'bad' : 'warning');
}
