/** Answers in words: only fields that are listed here leave the journal (T2). */
import type { Outcome } from '../../core/machine.ts';
import { formatLevel, type Level } from '../../core/model/level.ts';

/** Fields of any answer that a report may show, in this order. Configuration lines are not among them: they may hold secrets. */
const SHOWN: Readonly<Record<string, string>> = {
  release: 'release',
  hostKey: 'host key',
  serials: 'serials',
  running: 'running',
  startup: 'startup',
  unsaved: 'unsaved',
  blockers: 'blockers',
  usage: 'in use',
  members: 'members',
  seen: 'seen',
  missing: 'missing',
  bootTime: 'boot time',
  rebootReason: 'reason of the reboot',
  rebootsInDwell: 'reboots during the dwell',
  lastContact: 'last contact with CSSM',
  text: 'answer',
};

/** Longest text of one field. */
const TEXT_MAX = 300;

/** An outcome in one line. */
export function answerText(outcome: Outcome): string {
  const failure =
    outcome.result === 'ok' ? '' : `${outcome.failure.code}: ${cutText(outcome.failure.message)}`;
  const value = 'value' in outcome ? fieldsOf(outcome.value) : '';
  return [failure, value].filter((part) => part !== '').join('; ');
}

function fieldsOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.entries(SHOWN)
    .filter(([name]) => Object.hasOwn(fields, name))
    .map(([name, title]) => [title, wordOf(fields[name])] as const)
    .filter(([, word]) => word !== '')
    .map(([title, word]) => `${title} ${word}`)
    .join(', ');
}

function wordOf(field: unknown): string {
  if (typeof field === 'string') return cutText(field);
  if (typeof field === 'number' || typeof field === 'boolean') return String(field);
  if (Array.isArray(field)) return cutText(field.map(itemOf).join(' '));
  return isLevel(field) ? formatLevel(field) : '';
}

/** One serial, blocker, license in use or member. */
function itemOf(item: unknown): string {
  if (typeof item === 'string') return item;
  if (typeof item !== 'object' || item === null) return '';
  const { name, count, slot, serial, state } = item as Readonly<Record<string, unknown>>;
  if (typeof name === 'string') return `${name} (${Number(count)})`;
  return typeof serial === 'string' ? `${Number(slot)}:${serial} ${String(state)}` : '';
}

function isLevel(field: unknown): field is Level {
  return typeof field === 'object' && field !== null && 'network' in field && 'addon' in field;
}

function cutText(text: string): string {
  return text.length <= TEXT_MAX ? text : `${text.slice(0, TEXT_MAX)}...`;
}
