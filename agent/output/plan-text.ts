import { formatLevel } from '../../core/model/level.ts';
import { estimate } from '../../core/model/estimate.ts';
import type { Plan, VerdictRule } from '../../core/model/plan.ts';
import { listDevices, rfc3339, switches } from '../planning/index.ts';
import type { DeviceNote, PlanDraft } from '../planning/index.ts';
import type { Output } from './output.ts';
import type { Column } from './table.ts';

const NOTE_COLUMNS: readonly Column[] = [
  { title: 'SWITCH', fit: 'cut' },
  { title: 'CODE' },
  { title: 'WHY', fit: 'wrap' },
];

/** Everything that planning found, for a person: who, what is sent, licenses, order, worst case. */
export function showDraft(output: Output, draft: PlanDraft): void {
  showNotes(output, 'Could not be read:', draft.unreadable);
  showNotes(output, 'Left out:', draft.leftOut);
  showNotes(output, 'In the plan, but would be skipped as they stand now:', draft.warnings);
  showBalance(output, draft);
  if (draft.plan !== null) {
    showMessages(output, draft.plan);
    showApproval(output, draft.plan);
  }
  if (draft.plan === null && draft.refusals.length === 0) {
    output.say(`Nothing to do: none of ${switches(draft.selected)} needs the change.`);
  }
}

/** What a person approves: the order, the worst case, the consent given, the hash. */
export function showApproval(output: Output, plan: Plan): void {
  output.say(`Plan for ${switches(plan.devices.length)} to ${formatLevel(plan.target)}`, 'strong');
  output.say(`  waves       ${plan.waves.join(', ')}`);
  output.say(`  worst case  at most ${switches(plan.exposure)} wrong or down at once`);
  output.say(
    `  stops       no new switch once ${plan.failureBudget} ${plan.failureBudget === 1 ? 'is' : 'are'} bad`,
  );
  showDomains(output, plan);
  if (plan.verdicts !== undefined && plan.waves.length > 1) {
    output.say(`  canary      wave 1 asks ${whenAsked(plan.verdicts.canary)}`);
    if (plan.waves.length > 2)
      output.say(`              a later wave asks ${whenAsked(plan.verdicts.later)}`);
  }
  const { usualMs, longestMs } = estimate(plan);
  output.say(
    `  takes       about ${duration(usualMs)}, at most ${duration(longestMs)}; closed windows and pauses not counted`,
  );
  for (const { text, fromMs, toMs } of plan.options.windows) {
    output.say(`  window      ${text}\n              ${rfc3339(fromMs)} to ${rfc3339(toMs)}`);
  }
  const consents = consentsOf(plan);
  if (consents.length > 0) output.say(`  consent     ${consents.join(', ')}`, 'warning');
  output.say(`  made        ${plan.madeAt}`);
  output.say(`  hash        ${plan.hash}`);
}

/** Failure domains by their number of switches, the largest first. */
function showDomains(output: Output, { devices, maxUnavailable }: Plan): void {
  const counts = new Map<string, number>();
  for (const { domain } of devices) if (domain !== null) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  if (maxUnavailable === undefined || counts.size === 0) return;
  const largest = [...counts].toSorted(([, a], [, b]) => b - a);
  const named = largest.slice(0, DOMAINS_SHOWN).map(([domain, count]) => `${domain} ${count}`);
  const more = counts.size > DOMAINS_SHOWN ? [`${counts.size - DOMAINS_SHOWN} more`] : [];
  output.say(`  domains     at most ${switches(maxUnavailable)} of each at once`);
  output.say(`              ${[...named, ...more].join(', ')}`);
}

const DOMAINS_SHOWN = 8;

function whenAsked({ badMax, skippedPercentMax, unreportedPercentMax }: VerdictRule): string {
  const over = (percent: number): string => (percent === 0 ? 'any' : `more than ${percent} %`);
  const bad = badMax === null ? '' : `${badMax === 0 ? 'any is' : `more than ${badMax} are`} bad, `;
  return `when ${bad}${over(skippedPercentMax)} unchanged, or ${over(unreportedPercentMax)} unseen at CSSM`;
}

/** Whole hours and minutes. */
function duration(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes} min` : `${hours} h ${minutes % 60} min`;
}

/** The messages, each distinct text once. */
function showMessages(output: Output, plan: Plan): void {
  for (const { devices, rpcs, cli } of plan.messages) {
    output.say(
      `Sent to ${switches(devices.length)} (${listDevices(devices)}) over NETCONF; message-id and CHANGE-ID are set then:`,
      'strong',
    );
    output.say(rpcs.join('\n'));
    if (cli.length === 0) continue;
    output.say('and over the CLI:', 'strong');
    output.say(cli.map((line) => `  ${line}`).join('\n'));
  }
}

function showBalance(output: Output, { balance }: PlanDraft): void {
  if (balance.length === 0) return;
  output.say('Licenses:', 'strong');
  output.table(
    [
      { title: 'ACCOUNT', fit: 'cut' },
      { title: 'LICENSE', fit: 'wrap' },
      { title: 'OWNED', align: 'right' },
      { title: 'USED', align: 'right' },
      { title: 'AFTER', align: 'right' },
      { title: 'RESERVED', align: 'right' },
      { title: 'SHORT', align: 'right' },
    ],
    balance.map((row) => [
      `${row.account} / ${row.virtualAccount}`,
      row.license,
      String(row.quantity),
      String(row.inUseBefore),
      String(row.inUseAfter),
      String(row.reserved),
      row.short > 0 ? { text: String(row.short), tone: 'bad' } : '0',
    ]),
  );
}

function showNotes(output: Output, title: string, notes: readonly DeviceNote[]): void {
  if (notes.length === 0) return;
  output.say(title, 'strong');
  output.table(
    NOTE_COLUMNS,
    notes.map(({ device, code, text }) => [device, code, text]),
  );
}

function consentsOf({ options }: Plan): readonly string[] {
  const given: readonly (readonly [boolean, string])[] = [
    [options.acceptFeatureLoss, 'features may be lost'],
    [options.allowOveruse, 'more licenses may be used than are owned'],
    [options.withoutBalance, 'licenses are not counted'],
    [options.saveForeign, 'unsaved lines of others are saved too'],
    [options.cliReload, 'the CLI may reload after a refusal'],
    [!options.report, 'the switches do not report to CSSM'],
  ];
  return given.filter(([isGiven]) => isGiven).map(([, text]) => text);
}
