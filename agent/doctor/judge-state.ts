/** What else is going on at the switch: unsaved lines, sessions and locks, clock, install, reload; and whether it reaches CSSM. */
import type { InstallSummary, NetconfSessionRow, ShowClock } from '../../core/wire/ios-xe/index.ts';
import type { NetconfFindings } from '../drivers/device/examine.ts';
import type { LicenseReading, MessageName } from '../drivers/device/license-reading.ts';
import { check, judge } from './checks.ts';
import type { Check, CliFindings, Findings } from './contract.ts';

/** From here on a person should look: well above what NTP leaves. */
const SKEW_ATTENTION_MS = 300_000;

/** From here on a switch refuses a trust code (Cisco's guide to the same agent on MDS; for IOS XE assumed). */
const SKEW_TRUST_MS = 3_600_000;

/** Lines of a difference that are shown. */
const LINES_SHOWN_MAX = 5;

/** All of it, as far as the CLI and NETCONF told. */
export function judgeState({ netconf, cli }: Findings): readonly Check[] {
  const found = 'found' in cli ? cli.found : null;
  const own = 'found' in netconf ? netconf.found : null;
  return [
    ...judgeUnsaved(own, found),
    ...judge('sessions', found?.sessions ?? null, (rows) => judgeSessions(rows, own)),
    ...judge('clock', found?.clock ?? null, (clock) => judgeClock(clock, found?.clockReadAtMs ?? null)),
    ...judge('install', found?.install ?? null, judgeInstall),
    ...judge('reload', found?.reload ?? null, (text) =>
      text === ''
        ? check('reload', 'ok', 'No reload is scheduled.')
        : check(
            'reload',
            'blocked',
            `A reload is scheduled: ${text}`,
            'Ask who scheduled it; "reload cancel" takes it back.',
          ),
    ),
    ...judge('licensing', found?.licensing ?? null, judgeLicensing),
  ];
}

/** The CLI's difference decides where it was told: the flag may be true without a change. */
function judgeUnsaved(own: NetconfFindings | null, found: CliFindings | null): readonly Check[] {
  const who = own?.who ?? null;
  const flag = who !== null && 'value' in who ? who.value.system.unsaved : null;
  if (found !== null && 'value' in found.unsavedLines) {
    const lines = found.unsavedLines.value;
    if (lines.length === 0)
      return [check('unsaved', 'ok', 'running-config and startup-config are the same.')];
    const shown = lines.slice(0, LINES_SHOWN_MAX).join(' | ');
    const more = lines.length > LINES_SHOWN_MAX ? ` | and ${lines.length - LINES_SHOWN_MAX} more` : '';
    return [check('unsaved', 'blocked', `${lines.length} lines are not saved: ${shown}${more}`, SAVE_HINT)];
  }
  if (flag === false) return [check('unsaved', 'ok', 'The switch says that nothing is unsaved.')];
  if (flag === true)
    return [
      check(
        'unsaved',
        'blocked',
        'The switch says that something is unsaved; what, only the CLI tells.',
        SAVE_HINT,
      ),
    ];
  const told = found?.unsavedLines ?? null;
  const why =
    told !== null && 'why' in told
      ? told.why
      : 'the CLI was not reached, and this release has no flag for it';
  return [check('unsaved', 'unknown', `Not told: ${why}`)];
}

const SAVE_HINT = 'Save or undo it on the switch, or plan with --save-foreign.';

function judgeSessions(rows: readonly NetconfSessionRow[], own: NetconfFindings | null): Check {
  const others = rows.filter(({ session }) => session !== own?.sessionId);
  const locked = others.filter(({ locks }) => locks !== '');
  const who = ({ session, user, host }: NetconfSessionRow): string =>
    `session ${session} (${user} from ${host})`;
  if (locked.length > 0)
    return check(
      'sessions',
      'blocked',
      `The configuration is locked by ${locked.map(who).join(', ')}.`,
      'Wait until that session has finished; this program never kills sessions.',
    );
  if (others.length === 0) return check('sessions', 'ok', 'No other NETCONF session, no lock.');
  return check(
    'sessions',
    'attention',
    `No lock; other NETCONF sessions: ${others.map(who).join(', ')}.`,
    'Find out what they do before you reload the switch.',
  );
}

function judgeClock({ text, isSynchronized, utc }: ShowClock, readAtMs: number | null): Check {
  const mark = isSynchronized ? '' : ' It is not synchronized.';
  const next = 'Check "show ntp status".';
  if (utc === null)
    return check('clock', 'unknown', `The switch shows ${text}; only UTC can be compared.${mark}`);
  if (readAtMs === null)
    return check(
      'clock',
      'unknown',
      `The switch shows ${text}; a lab's time runs at its own pace and is not compared.${mark}`,
    );
  const skewMs = Math.abs(Date.parse(utc) - readAtMs);
  if (skewMs < SKEW_ATTENTION_MS) {
    const said = `The switch shows ${text}, ${Math.round(skewMs / 1000)} s from the clock here.${mark}`;
    return check('clock', isSynchronized ? 'ok' : 'attention', said, isSynchronized ? null : next);
  }
  const trust = skewMs >= SKEW_TRUST_MS ? ' More than an hour: a trust code would not be taken.' : '';
  const minutes = Math.round(skewMs / 60_000);
  return check(
    'clock',
    'attention',
    `The switch shows ${text}, ${minutes} minutes from the clock here.${mark}${trust}`,
    next,
  );
}

function judgeInstall({ packages, isAbortTimerActive }: InstallSummary): Check {
  const open = packages.filter(({ state }) => state === 'U' || state === 'D');
  const named = open.map(({ type, name }) => `${type} ${name}`).join(', ');
  if (open.length === 0 && !isAbortTimerActive)
    return check(
      'install',
      'ok',
      `No install or ISSU is under way (${packages.map(({ name }) => name).join(', ') || 'no package listed'}).`,
    );
  const timer = isAbortTimerActive ? ' The abort timer runs: it falls back by itself.' : '';
  return check(
    'install',
    'blocked',
    `An install is not committed: ${named === '' ? 'see the timer' : named}.${timer}`,
    'Finish it first: "install commit", or let it fall back.',
  );
}

const MESSAGES: readonly MessageName[] = ['Usage Reporting', 'Trust Sync', 'Result Polling'];

function judgeLicensing(reading: LicenseReading): Check {
  const { status, silentBecause } = reading;
  const { scheme, transport, smartAccount, virtualAccount, reporting, trust } = status;
  const account =
    smartAccount === null ? 'no account shown' : `account ${smartAccount} / ${virtualAccount ?? 'none'}`;
  const facts = [
    scheme === 'legacy' ? 'legacy Smart Licensing' : 'Smart Licensing Using Policy',
    `transport ${transport ?? 'not stated'}`,
    account,
    trust === null
      ? null
      : trust.some(({ isInstalled }) => isInstalled)
        ? 'trust installed'
        : 'no trust code',
    reporting.lastAck === null ? 'no report acknowledged yet' : `last acknowledgement ${reporting.lastAck}`,
    reporting.nextAckDeadline === null ? null : `next due ${reporting.nextAckDeadline}`,
  ].filter((fact) => fact !== null);
  const failing = MESSAGES.filter((name) => reading.counters(name).ongoingFailures > 0).map(
    (name) =>
      `${name}: ${reading.counters(name).lastResponse ?? 'failing'}${reading.counters(name).ongoingUnanswered > 0 ? ' (CSSM does not answer)' : ' (CSSM refuses)'}`,
  );
  const text = `${facts.join('; ')}.`;
  if (silentBecause !== null)
    return check('licensing', 'attention', `${text} It reports nothing: ${silentBecause}.`, NOT_REPORTED);
  if (failing.length > 0)
    return check('licensing', 'attention', `${text} ${failing.join('; ')}.`, NOT_REPORTED);
  return check('licensing', 'ok', text);
}

const NOT_REPORTED =
  'A change of level works all the same and ends as SUCCEEDED_UNREPORTED; liclab account associate gives the switch an account.';
