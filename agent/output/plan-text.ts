import { formatLevel } from '../../core/model/level.ts';
import type { Plan } from '../../core/model/plan.ts';
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
  for (const { text, fromMs, toMs } of plan.options.windows) {
    output.say(`  window      ${text}\n              ${rfc3339(fromMs)} to ${rfc3339(toMs)}`);
  }
  const consents = consentsOf(plan);
  if (consents.length > 0) output.say(`  consent     ${consents.join(', ')}`, 'warning');
  output.say(`  made        ${plan.madeAt}`);
  output.say(`  hash        ${plan.hash}`);
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
